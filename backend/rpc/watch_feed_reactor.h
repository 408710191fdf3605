#pragma once

#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "aftercall/v1/feed_service.grpc.pb.h"
#include "backend/feed/stream.h"
#include "backend/rpc/context.h"
#include "backend/rpc/feed_proto.h"

namespace aftercall::rpc {

// One reader of one feed: moves a feed::Stream's messages onto the network.
//
// It holds one message, the one in flight. A wake (growth, timer, a write done) puts it into the
// readers' queue unless it is there already; a reader's thread then asks the stream for the next
// message and starts its write. A client that does not read leaves a write in flight and costs
// nothing more.
class WatchFeedReactor final : public grpc::ServerWriteReactor<v1::WatchFeedResponse>,
                               public feed::Subscriber,
                               public std::enable_shared_from_this<WatchFeedReactor> {
 public:
  // `on_gone` is called when the call is over, before the reactor is let go of.
  WatchFeedReactor(const Context& context, QuestionCatalog& questions, const Caller& caller,
                   std::optional<feed::Cursor> resume_after,
                   std::function<void(WatchFeedReactor*)> on_gone);

  // Subscribes and sends the first message. Keeps itself alive until the call is over.
  void Start();
  // Ends the stream with `status` once the write in flight is done.
  void EndWith(const absl::Status& status);

  void Wake(bool standing_only) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  // `grown`: since when there is an entry, where that is why.
  void Schedule(std::optional<absl::Time> grown = std::nullopt);
  void Pump(store::Reader& reader);
  void Send(store::Reader& reader, const feed::Message& message);
  void StartTimer(absl::Time silent_since);
  void OnTimer();
  void WantStandingSoon();
  bool TakeTurnOfStanding();

  const Context& context_;
  QuestionCatalog& questions_;
  const Caller caller_;
  const std::function<void(WatchFeedReactor*)> on_gone_;
  feed::Stream stream_;
  // Of whoever pumps: one thread at a time.
  FeedIdentity identity_;
  v1::WatchFeedResponse response_;

  std::shared_ptr<WatchFeedReactor> self_;  // until OnDone

  absl::Mutex mutex_;
  bool wanted_ ABSL_GUARDED_BY(mutex_) = false;        // there is something to look at
  bool scheduled_ ABSL_GUARDED_BY(mutex_) = false;     // queued or pumping
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;       // a write is in flight
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;      // Finish was called
  bool standing_due_ ABSL_GUARDED_BY(mutex_) = false;  // a timer will ask for the standing
  std::optional<absl::Status> ending_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::Time> grown_at_ ABSL_GUARDED_BY(mutex_);  // the first entry not yet sent
  absl::Time last_write_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  absl::Time next_standing_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();  // not before
};

}  // namespace aftercall::rpc
