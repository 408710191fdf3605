#include <cmath>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "client/ctl/input/time_pattern.h"
#include "client/ctl/input/time_reader.h"
#include "client/ctl/input/value_reader.h"
#include "client/ctl/input/wire_time.h"
#include "tests/fuzz/fuzz.h"

// Times, dates, lengths of time and numbers as files write them. Lines: a pattern, a text, a time
// zone.
namespace aftercall::fuzz {
namespace {

using ctl::input::TimePattern;
using ctl::input::TimeReading;
using ctl::input::WrittenTime;

void TryNumbers(const std::string& text) {
  if (const auto number = ctl::input::ReadWholeNumber(text)) {
    Require(ctl::input::ReadWholeNumber(absl::StrCat(*number)) == number,
            "a number is read as it is written");
  }
  if (const auto span = ctl::input::ReadSpan(text)) {
    Require(absl::StrContains(text, ":") || !absl::StrContains(text, "nan"),
            "a length of time is a number");
    Require(*span - *span == absl::ZeroDuration() || *span == absl::InfiniteDuration() ||
                *span == -absl::InfiniteDuration(),
            "a length of time can be reckoned with");
  }
}

void TryWritten(const TimePattern& pattern, const WrittenTime& written) {
  Require(written.civil.year() >= 1970 && written.civil.year() <= 2199, "years are believable");
  Require(written.has_time == pattern.has_time && written.instant.has_value() == pattern.has_zone,
          "a time tells what its pattern tells");
  const absl::Time time = absl::FromCivil(written.civil, absl::UTCTimeZone());
  // The library writes a space before the day of %e that it does not read there.
  const std::string text = absl::FormatTime(absl::StrReplaceAll(pattern.text, {{"%e", "%d"}}), time,
                                            absl::UTCTimeZone());
  const auto again = ctl::input::ReadWrittenTime(pattern, text);
  Require(again && again->civil == written.civil, "a time that is written is read as it was");
  const auto stamp = ctl::input::ToTimestamp(time);
  Require(ctl::input::FromTimestamp(stamp) == time && stamp.nanos() >= 0,
          "a time comes back from the wire");
}

void TryReading(const TimePattern& pattern, const std::string& text, const absl::TimeZone& zone) {
  ctl::input::Row row;
  row.cells = {text};
  ctl::input::TimeSource source;
  source.alternatives.emplace_back();
  source.alternatives[0].patterns = {pattern};
  source.alternatives[0].zone = zone;
  const TimeReading reading = ReadTime(source, row);
  if (reading.state != TimeReading::State::kInstant) return;
  Require(!reading.second_pass || *reading.second_pass > reading.instant,
          "of an hour shown twice the first pass is earlier");
  for (const absl::Duration later :
       {absl::ZeroDuration(), absl::Minutes(30), absl::Hours(20), absl::Hours(40)}) {
    const absl::Time start = reading.instant + later;
    const absl::Time end = EndAfter(start, reading, absl::Hours(12));
    Require(end == reading.instant || end >= start, "an end is the text's, or after the start");
    Require(end - reading.instant <= absl::Hours(25), "an end is at most a day later");
  }
}

}  // namespace

void Try(absl::string_view input) {
  const absl::string_view pattern_text = TakeLine(input);
  const std::string text(TakeLine(input));
  TryNumbers(text);
  const auto pattern = ctl::input::ParseTimePattern(pattern_text);
  if (!pattern.ok()) return;
  if (const auto written = ReadWrittenTime(*pattern, text)) TryWritten(*pattern, *written);
  const std::string name(TakeLine(input));
  absl::TimeZone zone;
  // A file of the system is no input of ours.
  if (absl::StrContains(name, "..") || absl::StartsWith(name, "/")) return;
  if (absl::LoadTimeZone(name, &zone)) TryReading(*pattern, text, zone);
}

}  // namespace aftercall::fuzz
