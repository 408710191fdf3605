#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace aftercall::ctl::input {

// How dates and times are written in a file, in the letters of strftime: %d/%m/%Y %H:%M.
struct TimePattern {
  std::string text;
  // False for a date alone.
  bool has_time = false;
  // The text itself says which zone (%z, %Ez, %s).
  bool has_zone = false;
};

// A time as it was written.
struct WrittenTime {
  // The clock and calendar's reading; of a date alone its midnight.
  absl::CivilSecond civil;
  bool has_time = false;
  // The instant, where the text named its zone.
  std::optional<absl::Time> instant;
};

// Checks a pattern: it tells a day, a month and a year, or %s; nothing twice; no part of a time
// without its hour, no %I without %p. INVALID_ARGUMENT, with the letters that were expected.
absl::StatusOr<TimePattern> ParseTimePattern(absl::string_view text);

// Reads `text`, which must be the pattern's from end to end but for space around it. Nothing where
// it is not, where the date does not exist, or outside the years 1970–2199.
std::optional<WrittenTime> ReadWrittenTime(const TimePattern& pattern, const std::string& text);

}  // namespace aftercall::ctl::input
