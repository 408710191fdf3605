#pragma once

#include "absl/random/bit_gen_ref.h"
#include "absl/time/time.h"

namespace aftercall::base {

// Waits between attempts: each up to twice as long as the one before, jittered over the whole range
// so that thousands of clients do not come back at one moment. Not thread-safe.
class Backoff {
 public:
  // The n-th delay lies between `first` and min(`first` · 2ⁿ, `longest`).
  Backoff(absl::Duration first, absl::Duration longest) : first_(first), longest_(longest) {}

  absl::Duration Next(absl::BitGenRef random);

  // After a success: the next delay is short again.
  void Reset() { attempts_ = 0; }

 private:
  absl::Duration first_;
  absl::Duration longest_;
  int attempts_ = 0;
};

}  // namespace aftercall::base
