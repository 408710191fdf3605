#pragma once

#include <variant>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

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
};

}  // namespace aftercall::domain
