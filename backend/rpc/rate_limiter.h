#pragma once

#include <array>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "backend/domain/ids.h"

namespace aftercall::rpc {

// How many calls each person may make: a steady rate, and two seconds' worth at once after a pause.
// Reckoned as the generic cell rate algorithm does (ITU-T I.371, as a virtual schedule): one time a
// person. Thread-safe.
class RateLimiter {
 public:
  explicit RateLimiter(int calls_per_second);

  // Takes one call; otherwise says how long until one may be made.
  std::optional<absl::Duration> Refuse(domain::UserId user, absl::Time now);

 private:
  struct Shard {
    absl::Mutex mutex;
    // When the calls made so far will have been spread over time.
    absl::flat_hash_map<domain::UserId, absl::Time> spread_until ABSL_GUARDED_BY(mutex);
  };

  const absl::Duration interval_;
  const absl::Duration burst_;
  std::array<Shard, 16> shards_;
};

}  // namespace aftercall::rpc
