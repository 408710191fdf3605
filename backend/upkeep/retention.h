#pragma once

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/store/store.h"

// What age takes from a database: the beginnings of feeds, and results kept for replays.
namespace aftercall::upkeep {

struct Retention {
  absl::Duration feeds = absl::Hours(90 * 24);
  absl::Duration requests = absl::Hours(7 * 24);
};

struct Trimmed {
  int64_t entries = 0;
  int64_t requests = 0;
};

// Notices that a clock was set. What is trimmed by a wrong clock does not come back. Not
// thread-safe.
class ClockWatch {
 public:
  // The time by the clock, and by a steady one.
  ClockWatch(absl::Time now, absl::Time steady_now) : now_(now), steady_now_(steady_now) {}

  // By how much the clock ran away from the steady one since the last call; zero where that is
  // within what clocks do by themselves.
  absl::Duration SetSinceLastLook(absl::Time now, absl::Time steady_now);
  // When, by the steady clock, it was looked at last.
  absl::Time steady_now() const { return steady_now_; }

 private:
  absl::Time now_;
  absl::Time steady_now_;
};

// Trims what is older at `now` than `retention` keeps, in small transactions, one after another,
// until nothing is left or `go_on` says no. What a snapshot is made of always stays.
absl::StatusOr<Trimmed> TrimByAge(store::Store& store, store::Reader& reader,
                                  const Retention& retention, absl::Time now,
                                  absl::FunctionRef<bool()> go_on);

}  // namespace aftercall::upkeep
