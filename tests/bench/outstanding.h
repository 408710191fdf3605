#pragma once

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace aftercall::bench {

// Calls that are under way. A call's context holds its channel, and a channel that is let go of
// last by gRPC's own callback brings down the thread that this runs on: whoever owns the channel
// waits here first. Declared behind it. Thread-safe.
class Outstanding {
 public:
  Outstanding() = default;
  // Waits until every call has been let go of.
  ~Outstanding() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](int* calls) { return *calls == 0; }, &calls_));
  }
  Outstanding(const Outstanding&) = delete;
  Outstanding& operator=(const Outstanding&) = delete;

  template <typename Call>
  std::shared_ptr<Call> Begin() {
    {
      absl::MutexLock lock(&mutex_);
      ++calls_;
    }
    return std::shared_ptr<Call>(new Call, [this](Call* call) {
      delete call;
      absl::MutexLock lock(&mutex_);
      --calls_;
    });
  }

 private:
  absl::Mutex mutex_;
  int calls_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace aftercall::bench
