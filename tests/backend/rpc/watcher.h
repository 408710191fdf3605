#pragma once

#include <grpcpp/client_context.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "aftercall/v1/feed_service.grpc.pb.h"

namespace aftercall::rpc {

// A client that watches a feed on a thread of its own and remembers everything.
class Watcher {
 public:
  using Messages = std::vector<v1::WatchFeedResponse>;

  Watcher(v1::FeedService::Stub& stub, const std::string& token,
          std::optional<v1::FeedCursor> resume_after = {},
          const std::string& feed = "users/me/feed");
  ~Watcher();  // cancels

  // Waits until `holds` of all messages so far; false if the stream ended or half a minute passed
  // before.
  bool WaitFor(const std::function<bool(const Messages&)>& holds);
  // Waits for CaughtUp.
  bool WaitUntilLive();
  // Waits until `n` entries have come after the snapshot, if there was one.
  bool WaitForEntries(size_t n);
  // How the stream ended; waits until it has.
  absl::Status End();

  Messages messages() const;
  std::vector<v1::FeedEntry> entries() const;  // without the snapshot's
  std::vector<v1::FeedEntry> snapshot() const;
  // What the client would keep: the last cursor.
  v1::FeedCursor cursor() const;

 private:
  void Read(v1::FeedService::Stub& stub, const v1::WatchFeedRequest& request);

  grpc::ClientContext context_;
  mutable absl::Mutex mutex_;
  Messages messages_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace aftercall::rpc
