#pragma once

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace aftercall::fuzz {

// Reads a message of Protocol Buffers, written as text (so that corpora can be read) or in bytes.
// False where it is none that the wire would have delivered.
bool ReadMessage(absl::string_view input, google::protobuf::Message& message);

// Whether every text in the message is one that the wire takes.
bool WireTakes(const google::protobuf::Message& message);

}  // namespace aftercall::fuzz
