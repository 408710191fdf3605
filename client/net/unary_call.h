#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "client/net/connection_impl.h"
#include "shared/base/handover.h"

// One call with one answer. Includes gRPC: for .cc files of this room only.
namespace aftercall::net {

inline constexpr absl::Duration kCallDeadline = absl::Seconds(10);

// A call under way. Keeps itself alive until gRPC is done with it. All that the reaction reads is
// written before the call is handed over: a callback of gRPC's own kind would be written after.
template <typename Request, typename Response>
class UnaryCall final : public grpc::ClientUnaryReactor {
 public:
  using Done = std::function<void(const absl::Status&, const Response&)>;

  template <typename Start>
  static std::shared_ptr<grpc::ClientContext> Begin(Connection::Impl& connection, Request request,
                                                    Start start, Done done) {
    const std::shared_ptr<UnaryCall> call(
        new UnaryCall(connection, std::move(request), std::move(done)));
    call->self_ = call;
    start(&call->context_, &call->request_, &call->response_, call.get());
    base::HandOver(call.get());
    call->StartCall();
    return {call, &call->context_};
  }

  void OnDone(const grpc::Status& status) override {
    base::TakeOver(this);
    const std::shared_ptr<UnaryCall> self = std::move(self_);
    loop_->Post([done = std::move(done_), status = FromGrpc(status),
                 response = std::move(response_)] { done(status, response); });
  }

 private:
  UnaryCall(Connection::Impl& connection, Request request, Done done)
      : lease_(connection.calls),
        loop_(connection.loop),
        done_(std::move(done)),
        request_(std::move(request)) {
    connection.Prepare(context_);
    context_.set_deadline(absl::ToChronoTime(absl::Now() + kCallDeadline));
  }

  CallLease lease_;  // first: given back after all else is gone
  const std::shared_ptr<Loop> loop_;
  Done done_;
  std::shared_ptr<UnaryCall> self_;
  grpc::ClientContext context_;
  Request request_;
  Response response_;
};

// Starts a call of the connection's person. `start` hands it to gRPC (a stub's async method with a
// reactor); `done` runs on the loop, unless the loop has stopped by then. What is returned can
// cancel the call and needs not be kept.
template <typename Request, typename Response, typename Start>
std::shared_ptr<grpc::ClientContext> StartCall(Connection::Impl& connection, Request request,
                                               Start start,
                                               typename UnaryCall<Request, Response>::Done done) {
  return UnaryCall<Request, Response>::Begin(connection, std::move(request), std::move(start),
                                             std::move(done));
}

}  // namespace aftercall::net
