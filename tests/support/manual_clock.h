#pragma once

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "shared/base/clock.h"

namespace aftercall::testing {

// A clock that stands still until it is moved. Thread-safe.
class ManualClock final : public base::Clock {
 public:
  explicit ManualClock(absl::Time now = absl::FromUnixSeconds(1772000000)) : now_(now) {}

  absl::Time Now() const override {
    absl::ReaderMutexLock lock(&mutex_);
    return now_;
  }
  void Advance(absl::Duration by) {
    absl::MutexLock lock(&mutex_);
    now_ += by;
  }
  void Set(absl::Time now) {
    absl::MutexLock lock(&mutex_);
    now_ = now;
  }

 private:
  mutable absl::Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace aftercall::testing
