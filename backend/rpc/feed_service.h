#pragma once

#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "aftercall/v1/feed_service.grpc.pb.h"
#include "backend/rpc/context.h"
#include "backend/rpc/question_catalog.h"
#include "backend/rpc/watch_feed_reactor.h"

namespace aftercall::rpc {

class FeedService final : public v1::FeedService::CallbackService {
 public:
  FeedService(const Context& context, QuestionCatalog& questions)
      : context_(context), questions_(questions) {}

  grpc::ServerWriteReactor<v1::WatchFeedResponse>* WatchFeed(
      grpc::CallbackServerContext* call, const v1::WatchFeedRequest* request) override;
  grpc::ServerUnaryReactor* MarkFeedSeen(grpc::CallbackServerContext* call,
                                         const v1::MarkFeedSeenRequest* request,
                                         v1::MarkFeedSeenResponse* response) override;

  // How many streams there are.
  size_t Streams() const;
  // Ends all streams with UNAVAILABLE, and asks each client to come back after a moment of its own;
  // new ones are refused likewise. Thread-safe.
  void Drain();

 private:
  absl::StatusOr<std::shared_ptr<WatchFeedReactor>> Admit(const Caller& caller,
                                                          const v1::WatchFeedRequest& request);
  // Takes the person's oldest stream off the list where they have as many as they may.
  std::shared_ptr<WatchFeedReactor> Displace(domain::UserId user)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Forget(domain::UserId user, WatchFeedReactor* stream);

  const Context& context_;
  QuestionCatalog& questions_;
  mutable absl::Mutex mutex_;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_set<WatchFeedReactor*> streams_ ABSL_GUARDED_BY(mutex_);
  // Of each person, the oldest first; without those that have been asked to end.
  absl::flat_hash_map<domain::UserId, std::vector<WatchFeedReactor*>> streams_of_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace aftercall::rpc
