#pragma once

#include <functional>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace aftercall::kills {

// Far beyond what anything here takes, on whatever machine.
inline constexpr absl::Duration kPatience = absl::Minutes(2);

// Waits until `condition` holds; false if it does not in that time.
inline bool Await(absl::Duration patience, const std::function<bool()>& condition) {
  const absl::Time give_up = absl::Now() + patience;
  while (!condition()) {
    if (absl::Now() > give_up) return false;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return true;
}

}  // namespace aftercall::kills
