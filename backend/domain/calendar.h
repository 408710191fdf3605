#pragma once

#include <optional>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "shared/wire/problem.h"

// Which day something counts on.
namespace aftercall::domain {

// When something happened: an instant, or a local date where no time is known. A local date is
// never converted to another zone.
using Moment = std::variant<absl::Time, absl::CivilDay>;

// A site's calendar: its time zone and when its business day starts, as time after midnight.
struct Calendar {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::Duration day_starts_at = absl::ZeroDuration();

  // The business day of `moment`: that of an instant by the site's clock, a local date as it is.
  absl::CivilDay DayOf(const Moment& moment) const;

  // The instant of `moment`; for a local date the start of that business day.
  absl::Time InstantOf(const Moment& moment) const;

  // This calendar by the clock of the zone of this IANA name; itself where the name is empty, or is
  // one that the machine's time zone data (no longer) knows.
  Calendar In(absl::string_view zone_name) const;
};

// A time told so roughly that it does not say who was at it.
struct DayPart {
  enum class Half { kUnknown = 0, kMorning = 1, kAfternoon = 2 };
  absl::CivilDay day;
  Half half = Half::kUnknown;  // unknown where only the date is known

  friend bool operator==(const DayPart&, const DayPart&) = default;
};

// The date of `moment` by the calendar's clock, and whether it was before noon.
DayPart DayPartOf(const Moment& moment, const Calendar& calendar);

// A problem where `name` is neither empty nor the IANA name of a time zone.
std::optional<wire::Problem> CheckTimeZone(absl::string_view field, absl::string_view name);

}  // namespace aftercall::domain
