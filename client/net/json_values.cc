#include "client/net/json_values.h"

#include <string>

namespace aftercall::net {

json::other_error Nonsense(const char* what, const json& from) {
  return json::other_error::create(501, what, &from);
}

json ToJson(absl::Time time) {
  return time == absl::InfiniteFuture() ? json() : json(absl::ToUnixMicros(time));
}

absl::Time TimeFrom(const json& from) {
  return from.is_null() ? absl::InfiniteFuture() : absl::FromUnixMicros(NumberFrom<int64_t>(from));
}

json ToJson(const absl::CivilDay& day) { return absl::FormatCivilTime(day); }

absl::CivilDay DayFrom(const json& from) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(from.get<std::string>(), &day)) throw Nonsense("no date", from);
  return day;
}

}  // namespace aftercall::net
