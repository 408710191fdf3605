#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/table_reader.h"

namespace aftercall::ctl::input {

// What a row has where a text is expected.
struct TextReading {
  enum class State {
    kEmpty,    // nothing, and the mapping does not say what that means
    kNone,     // a value that the mapping says means none
    kValue,    // a text
    kUnknown,  // a value for which the mapping has no meaning
  };
  State state = State::kEmpty;
  // The text, or its meaning; for kUnknown the value as it is.
  std::string text;
};

// Reads a text. Space around it is taken off, unless `exact`.
TextReading ReadText(const TextSource& source, const Row& row, bool exact = false);

// Name of the source's first column, for messages.
std::string ColumnName(const Mapping& mapping, const TextSource& source);

// A whole number such as "5", "5.0" or "-2".
std::optional<int64_t> ReadWholeNumber(const std::string& text);

// Seconds ("343", "12.5") or h:mm:ss, perhaps with a minus before it.
std::optional<absl::Duration> ReadSpan(const std::string& text);

}  // namespace aftercall::ctl::input
