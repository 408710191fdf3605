#pragma once

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace aftercall::base {

// Tells the time of day. Thread-safe. Code takes a Clock so that tests and simulations decide what
// time it is.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace aftercall::base
