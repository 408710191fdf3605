#include "backend/domain/calendar.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "shared/base/text.h"
#include "shared/base/time_zone.h"

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

Calendar Calendar::In(absl::string_view zone_name) const {
  return {base::FindTimeZone(zone_name).value_or(zone), day_starts_at};
}

DayPart DayPartOf(const Moment& moment, const Calendar& calendar) {
  if (const auto* day = std::get_if<absl::CivilDay>(&moment))
    return {*day, DayPart::Half::kUnknown};
  const absl::CivilSecond local = absl::ToCivilSecond(std::get<absl::Time>(moment), calendar.zone);
  return {absl::CivilDay(local),
          local.hour() < 12 ? DayPart::Half::kMorning : DayPart::Half::kAfternoon};
}

std::optional<wire::Problem> CheckTimeZone(absl::string_view field, absl::string_view name) {
  if (name.empty() || base::FindTimeZone(name)) return std::nullopt;
  const std::string value = base::Shorten(name, 64);
  return wire::Problem{
      "TIME_ZONE_UNKNOWN", std::string(field), value,
      absl::StrCat("\"", value,
                   "\" is no IANA time zone; a name such as Asia/Shanghai is expected.")};
}

}  // namespace aftercall::domain
