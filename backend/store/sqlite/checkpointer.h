#pragma once

#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "backend/store/sqlite/database.h"

namespace aftercall::store {

// Takes the write-ahead log into the database while writing goes on. Inside a commit, as SQLite
// does it by itself, whoever waits for that commit waits for thousands of pages. A thread alone
// never comes to the log's end, so that the log would never begin again: it does nearly all, and
// the writer the little that came meanwhile, between two of its transactions.
class Checkpointer {
 public:
  // Of the log since it was last looked at: 16 MB. A log that is short stays in the processor's
  // and the disk's caches, and is written over instead of growing.
  static constexpr int kPages = 4000;

  // On a connection of its own that can write, which is its thread's from now on.
  explicit Checkpointer(std::unique_ptr<Database> database);
  // Waits for the thread, which may be at the disk.
  ~Checkpointer();

  // To be told, by the one writer after each commit, how many pages the log has. True: the writer
  // is to checkpoint once itself, now, and finds little to do.
  bool OnCommit(int log_pages);

 private:
  enum class State { kIdle, kWanted, kDone };

  void Run();
  bool HasWork() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return stopping_ || state_ == State::kWanted;
  }

  const std::unique_ptr<Database> database_;  // of the thread
  absl::Mutex mutex_;
  State state_ ABSL_GUARDED_BY(mutex_) = State::kIdle;
  int looked_at_ ABSL_GUARDED_BY(mutex_) = 0;  // pages of the log when it was last done
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // the last: it uses the others
};

}  // namespace aftercall::store
