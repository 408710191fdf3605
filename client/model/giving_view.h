#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/model/desk.h"

namespace aftercall::model {

// To whom the person can say well done, as a pure function of the desk. Valid until it changes.
struct GivingView {
  const std::vector<Colleague>* colleagues = nullptr;  // nullptr: they are not known
  std::set<std::string> given_today;                   // their names: "users/{user}"
};
GivingView GivingViewOf(const Desk& desk, absl::Time now, absl::TimeZone zone);

}  // namespace aftercall::model
