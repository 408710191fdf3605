#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "client/model/feed_event.h"
#include "client/net/connection_impl.h"

namespace aftercall::net {

// One WatchFeed stream, from its start to its end. Keeps itself alive until gRPC is done with it.
// Reads one message, then waits to be told to read on. Thread-safe.
class WatchCall final : public grpc::ClientReadReactor<v1::WatchFeedResponse> {
 public:
  // Both are called on gRPC's threads and must not block. on_done comes last, once.
  struct Events {
    std::function<void(model::FeedEvent)> on_message;
    std::function<void(absl::Status)> on_done;
  };

  static std::shared_ptr<WatchCall> Start(Connection::Impl& connection,
                                          const std::optional<model::Cursor>& resume_after,
                                          Events events);

  // Reads another message, unless one is being read.
  void ReadOn();

  // Ends the stream soon; no message is told of any more, on_done still is.
  void Cancel();

  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  WatchCall(Connection::Impl& connection, Events events);
  bool TakeRead() ABSL_LOCKS_EXCLUDED(mutex_);

  const Events events_;
  CallLease lease_;
  std::shared_ptr<WatchCall> self_;
  grpc::ClientContext context_;
  v1::WatchFeedRequest request_;
  v1::WatchFeedResponse response_;
  absl::Mutex mutex_;
  // A read is under way, or there will be none any more.
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace aftercall::net
