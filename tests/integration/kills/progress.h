#pragma once

#include <algorithm>
#include <cstdint>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace aftercall::kills {

// How many answers the backend has acknowledged, and how many may be told: the schedule follows
// what was done, so that it is the same on a fast machine and on a slow one. Thread-safe.
class Progress {
 public:
  // Waits until `answers` more may be told; false when all is over.
  bool Take(int64_t answers) {
    absl::MutexLock lock(&mutex_);
    const auto may = [&]()
                         ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return over_ || taken_ < allowed_; };
    mutex_.Await(absl::Condition(&may));
    taken_ += answers;
    return !over_;
  }
  void Acknowledge(int64_t answers) {
    absl::MutexLock lock(&mutex_);
    acknowledged_ += answers;
  }
  // Lets tellers go on until about so many are told.
  void Allow(int64_t answers) {
    absl::MutexLock lock(&mutex_);
    allowed_ = std::max(allowed_, answers);
  }
  // Waits until so many are acknowledged; false if that does not come to pass.
  bool AwaitAcknowledged(int64_t answers, absl::Duration patience) {
    absl::MutexLock lock(&mutex_);
    const auto are = [&]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return acknowledged_ >= answers; };
    return mutex_.AwaitWithTimeout(absl::Condition(&are), patience);
  }
  // No more.
  void End() {
    absl::MutexLock lock(&mutex_);
    over_ = true;
  }
  int64_t acknowledged() {
    absl::MutexLock lock(&mutex_);
    return acknowledged_;
  }

 private:
  absl::Mutex mutex_;
  int64_t allowed_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t taken_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t acknowledged_ ABSL_GUARDED_BY(mutex_) = 0;
  bool over_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace aftercall::kills
