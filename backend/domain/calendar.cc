#include "backend/domain/calendar.h"

namespace aftercall::domain {

absl::CivilDay Calendar::DayOf(const Moment& moment) const {
  if (const auto* day = std::get_if<absl::CivilDay>(&moment)) return *day;
  // The wall clock is shifted, not the instant: a day that starts at 04:00 does so on the day the
  // clocks change, too.
  const absl::CivilSecond local = absl::ToCivilSecond(std::get<absl::Time>(moment), zone);
  return absl::CivilDay(local - absl::ToInt64Seconds(day_starts_at));
}

absl::Time Calendar::InstantOf(const Moment& moment) const {
  if (const auto* instant = std::get_if<absl::Time>(&moment)) return *instant;
  const absl::CivilSecond start(std::get<absl::CivilDay>(moment));
  return absl::FromCivil(start + absl::ToInt64Seconds(day_starts_at), zone);
}

}  // namespace aftercall::domain
