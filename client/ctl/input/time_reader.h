#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/table_reader.h"

namespace aftercall::ctl::input {

// What a row has where a time is expected.
struct TimeReading {
  enum class State {
    kNone,         // no value
    kInstant,      // a time in a zone
    kDay,          // a date alone: a local date, never converted
    kUnreadable,   // a value that no format fits
    kWithoutZone,  // a time, but nobody says in which zone
  };
  State state = State::kNone;
  // Where the value stands, and the value.
  size_t column = 0;
  std::string text;
  // The instant; of a time that the clock shows twice the earlier one.
  absl::Time instant;
  // The local date.
  absl::CivilDay day;
  // The same time of day in the second pass of an hour that the clock shows twice.
  std::optional<absl::Time> second_pass;
  // The clock was put forward over this time, so it never was; taken as the moment of the change.
  bool never_was = false;
  // The local time, and the zone in which it was read, where the text had none.
  absl::CivilSecond civil;
  std::optional<absl::TimeZone> zone;
};

// Reads the first alternative that has a value.
TimeReading ReadTime(const TimeSource& source, const Row& row);

// The end's instant, knowing the start: the second pass of an hour shown twice, or the next day's
// (if then at most `next_day_within` after the start), where the end would be before the start
// without it. May still be before the start.
absl::Time EndAfter(absl::Time start, const TimeReading& end, absl::Duration next_day_within);

}  // namespace aftercall::ctl::input
