#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "aftercall/v1/feed.pb.h"

namespace aftercall::bench {

// Follows a series of answers from the call that tells each to its entry in a feed. Thread-safe.
class Deliveries {
 public:
  // `count` answers; without `delivered` they are only acknowledged, and come to no feed.
  Deliveries(std::string series, size_t count, bool delivered)
      : series_(std::move(series)),
        deliver_(delivered),
        called_(count),
        received_(delivered ? count : 0) {}

  const std::string& series() const { return series_; }
  size_t count() const { return called_.size(); }
  // The agent whose answer the `number`th is, of so many.
  static int AgentOf(size_t number, int agents) { return static_cast<int>(number % agents); }

  // The answer is being told.
  void Call(size_t number);
  // An answer whose call the server left unanswered is told once more.
  void Retry() { retries_.fetch_add(1); }
  size_t retries() const { return retries_.load(); }
  // `count` answers are durable, or have failed.
  void Acknowledge(size_t count, const absl::Status& status);
  // An entry came. A pushed entry, which nobody told, has its time of sending as its position.
  void Receive(const v1::FeedEntry& entry, bool pushed);

  // Waits until `count` answers have come.
  absl::Status WaitForSome(size_t count, absl::Duration patience) const;
  // Waits until everything has come, each once; says what is missing after `patience`.
  absl::Status WaitForAll(absl::Duration patience);

  // Once everything has come: from the first call to the last receipt and acknowledgement.
  double Seconds() const;
  // Microseconds from call to receipt that `share` of the answers did not exceed.
  double Percentile(double share) const;

 private:
  bool IsOver() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  const std::string series_;
  const bool deliver_;
  std::vector<std::atomic<int64_t>> called_;
  std::vector<std::atomic<int64_t>> received_;
  std::atomic<size_t> receipts_{0};
  std::atomic<size_t> twice_{0};
  std::atomic<size_t> retries_{0};

  mutable absl::Mutex mutex_;
  size_t acknowledged_ ABSL_GUARDED_BY(mutex_) = 0;
  bool all_received_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t last_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace aftercall::bench
