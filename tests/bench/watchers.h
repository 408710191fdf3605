#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "aftercall/v1/feed_service.pb.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/place.h"

namespace aftercall::bench {

// Clients that watch a feed each, and tell what they receive to the series that is being measured.
class Watchers {
 public:
  // Connects them all: over `connections` connections, one each if 0. With `cursors`, one a feed,
  // they come back to where they were; what comes goes to `deliveries` from the first entry on.
  Watchers(const Place& place, int connections, const std::vector<v1::FeedCursor>& cursors = {},
           Deliveries* deliveries = nullptr);
  // Takes leave of the server.
  ~Watchers();
  Watchers(const Watchers&) = delete;
  Watchers& operator=(const Watchers&) = delete;

  // Waits until all are live.
  absl::Status WaitUntilLive();
  // The series from now on. It must outlive the watchers.
  void Follow(Deliveries* deliveries) { deliveries_.store(deliveries); }
  // Takes leave of the server, and says where each was.
  std::vector<v1::FeedCursor> Leave();

 private:
  class Watcher;

  void OnMessage(const v1::WatchFeedResponse& message);
  void OnEnd(const absl::Status& status);

  const bool pushed_;
  std::atomic<Deliveries*> deliveries_;
  std::vector<std::unique_ptr<Watcher>> watchers_;

  absl::Mutex mutex_;
  size_t live_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t ended_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace aftercall::bench
