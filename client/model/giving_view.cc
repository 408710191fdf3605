#include "client/model/giving_view.h"

namespace aftercall::model {

GivingView GivingViewOf(const Desk& desk, absl::Time now, absl::TimeZone zone) {
  GivingView view;
  view.colleagues = desk.colleagues();
  if (view.colleagues == nullptr) return view;
  const absl::CivilDay today = absl::ToCivilDay(now, zone);
  const auto is_given = [&](const std::string& user) {
    const auto given = desk.kudos_given().find(user);
    return given != desk.kudos_given().end() && absl::ToCivilDay(given->second, zone) == today;
  };
  for (const Colleague& colleague : *view.colleagues) {
    if (is_given(colleague.name) || is_given(colleague.display_name)) {
      view.given_today.insert(colleague.name);
    }
  }
  return view;
}

}  // namespace aftercall::model
