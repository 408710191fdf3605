#pragma once

#include <memory>
#include <queue>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "backend/store/store.h"

namespace aftercall::store {

// Threads that read from a store, so that the network's threads never wait for a disk. Thread-safe.
class ReaderPool {
 public:
  using Task = absl::AnyInvocable<void(Reader&)>;

  // `threads` readers and one thread for the timers. The store outlives the pool.
  static absl::StatusOr<std::unique_ptr<ReaderPool>> Start(Store& store, int threads);
  // Ends its threads; tasks that have not begun are dropped.
  ~ReaderPool();

  // Runs `task` on a reader's thread, in the order of posting.
  void Post(Task task);
  // Posts `task` once the system's clock says `when`.
  void PostAt(absl::Time when, Task task);

 private:
  struct Timer {
    absl::Time when;
    mutable Task task;  // moved out of the queue's constant top
    bool operator<(const Timer& other) const { return when > other.when; }  // earliest on top
  };

  ReaderPool() = default;
  void RunReader(Reader& reader);
  void RunTimers();
  bool HasTask() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return stopping_ || !tasks_.empty(); }

  absl::Mutex mutex_;
  std::queue<Task> tasks_ ABSL_GUARDED_BY(mutex_);
  std::priority_queue<Timer> timers_ ABSL_GUARDED_BY(mutex_);
  absl::CondVar timers_changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::unique_ptr<Reader>> readers_;
  std::vector<std::thread> threads_;
};

}  // namespace aftercall::store
