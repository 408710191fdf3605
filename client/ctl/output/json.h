#pragma once

#include <ostream>
#include <vector>

#include "client/ctl/command.h"
#include "google/protobuf/message.h"
#include "nlohmann/json.hpp"

namespace aftercall::ctl {

using Json = nlohmann::ordered_json;

// A message as JSON that scripts like: fields in the order of the protocol and by its names, whole
// numbers as numbers, enums as their word in lower case without prefix, times as RFC 3339, dates as
// 2023-08-31, durations as seconds, texts in several languages by language. Texts are exact. Fields
// that are not set are left out.
Json ToJson(const google::protobuf::Message& message);

// Writes a value on one line. Never throws.
void WriteLine(const Json& value, std::ostream& out);

// Writes values as the format asks: one array, or one a line.
void WriteAll(const std::vector<Json>& values, OutputFormat format, std::ostream& out);

// Writes one value: indented, or on one line.
void WriteOne(const Json& value, OutputFormat format, std::ostream& out);

}  // namespace aftercall::ctl
