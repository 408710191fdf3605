#include "client/ctl/input/time_reader.h"

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace aftercall::ctl::input {
namespace {

// The cell's text; empty where it means none.
absl::string_view Cell(const TimeSource::Alternative& source, size_t column, const Row& row) {
  const absl::string_view text = absl::StripAsciiWhitespace(row.cells[column]);
  const bool none =
      absl::c_any_of(source.none, [text](const std::string& value) { return text == value; });
  return none ? absl::string_view() : text;
}

void Place(const WrittenTime& written, const std::optional<absl::TimeZone>& zone,
           TimeReading* reading) {
  reading->civil = written.civil;
  reading->day = absl::CivilDay(written.civil);
  if (written.instant.has_value()) {
    reading->state = TimeReading::State::kInstant;
    reading->instant = *written.instant;
    if (zone.has_value()) reading->day = absl::ToCivilDay(*written.instant, *zone);
  } else if (!written.has_time) {
    reading->state = TimeReading::State::kDay;
  } else if (!zone.has_value()) {
    reading->state = TimeReading::State::kWithoutZone;
  } else {
    const absl::TimeZone::TimeInfo info = zone->At(written.civil);
    reading->state = TimeReading::State::kInstant;
    reading->zone = zone;
    reading->never_was = info.kind == absl::TimeZone::TimeInfo::SKIPPED;
    reading->instant = reading->never_was ? info.trans : info.pre;
    if (info.kind == absl::TimeZone::TimeInfo::REPEATED) reading->second_pass = info.post;
  }
}

TimeReading ReadAlternative(const TimeSource::Alternative& source, const Row& row) {
  TimeReading reading;
  reading.column = source.time_of_day.value_or(source.column);
  const absl::string_view first = Cell(source, source.column, row);
  if (first.empty()) return reading;
  reading.text = std::string(first);
  if (source.time_of_day.has_value()) {
    const absl::string_view second = Cell(source, *source.time_of_day, row);
    if (second.empty()) return reading;
    absl::StrAppend(&reading.text, " ", second);
  }
  reading.state = TimeReading::State::kUnreadable;
  for (const TimePattern& pattern : source.patterns) {
    if (std::optional<WrittenTime> written = ReadWrittenTime(pattern, reading.text)) {
      Place(*written, source.zone, &reading);
      break;
    }
  }
  return reading;
}

}  // namespace

TimeReading ReadTime(const TimeSource& source, const Row& row) {
  TimeReading reading;
  for (const TimeSource::Alternative& alternative : source.alternatives) {
    reading = ReadAlternative(alternative, row);
    if (reading.state != TimeReading::State::kNone) break;
  }
  return reading;
}

absl::Time EndAfter(absl::Time start, const TimeReading& end, absl::Duration next_day_within) {
  if (end.instant >= start) return end.instant;
  if (end.second_pass.has_value() && *end.second_pass >= start) return *end.second_pass;
  if (!end.zone.has_value() || next_day_within <= absl::ZeroDuration()) return end.instant;
  const absl::CivilSecond next_day = end.civil + 24 * 60 * 60;
  const absl::Time later = absl::FromCivil(next_day, *end.zone);
  return later >= start && later - start <= next_day_within ? later : end.instant;
}

}  // namespace aftercall::ctl::input
