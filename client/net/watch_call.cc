#include "client/net/watch_call.h"

#include <utility>

#include "client/net/from_proto.h"
#include "shared/base/handover.h"

namespace aftercall::net {

WatchCall::WatchCall(Connection::Impl& connection, Events events)
    : events_(std::move(events)), lease_(connection.calls) {
  connection.Prepare(context_);
}

std::shared_ptr<WatchCall> WatchCall::Start(Connection::Impl& connection,
                                            const std::optional<model::Cursor>& resume_after,
                                            Events events) {
  std::shared_ptr<WatchCall> call(new WatchCall(connection, std::move(events)));
  call->self_ = call;
  call->request_.set_feed("users/me/feed");
  if (resume_after) {
    call->request_.mutable_resume_after()->set_epoch(resume_after->epoch);
    call->request_.mutable_resume_after()->set_position(resume_after->position);
  }
  connection.feeds->async()->WatchFeed(&call->context_, &call->request_, call.get());
  // Reads are started from outside gRPC's reactions; the hold is given back when the last one has
  // failed, after which there is no other.
  base::HandOver(call.get());
  call->AddHold();
  call->StartRead(&call->response_);
  call->StartCall();
  return call;
}

bool WatchCall::TakeRead() {
  absl::MutexLock lock(&mutex_);
  return !std::exchange(reading_, true);
}

void WatchCall::ReadOn() {
  if (!TakeRead()) return;
  base::HandOver(this);
  StartRead(&response_);
}

void WatchCall::Cancel() {
  {
    absl::MutexLock lock(&mutex_);
    cancelled_ = true;
  }
  context_.TryCancel();
  // A cancelled stream ends with a read that fails.
  ReadOn();
}

void WatchCall::OnReadDone(bool ok) {
  base::TakeOver(this);
  if (!ok) {
    base::HandOver(this);
    RemoveHold();
    return;
  }
  model::FeedEvent event = FromProto(response_);
  bool cancelled;
  {
    absl::MutexLock lock(&mutex_);
    cancelled = cancelled_;
    reading_ = cancelled;
  }
  if (cancelled) {
    base::HandOver(this);
    StartRead(&response_);
  } else {
    events_.on_message(std::move(event));
  }
}

void WatchCall::OnDone(const grpc::Status& status) {
  base::TakeOver(this);
  // Destroyed in reverse: the call first, the lease that keeps its connection last.
  const CallLease lease = std::move(lease_);
  const std::shared_ptr<WatchCall> self = std::move(self_);
  events_.on_done(FromGrpc(status));
}

}  // namespace aftercall::net
