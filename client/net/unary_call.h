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

// Starts a call of the connection's person. `start` hands it to gRPC (a stub's async method);
// `done` runs on the loop, unless the loop has stopped by then. What is returned can cancel the
// call and needs not be kept.
template <typename Request, typename Response, typename Start>
std::shared_ptr<grpc::ClientContext> StartCall(
    Connection::Impl& connection, Request request, Start start,
    std::function<void(const absl::Status&, const Response&)> done) {
  struct Attempt {
    explicit Attempt(const std::shared_ptr<CallCount>& calls) : lease(calls) {}
    CallLease lease;  // first: given back after all else is gone
    grpc::ClientContext context;
    Request request;
    Response response;
  };
  // Kept alive by its callback.
  const auto attempt = std::make_shared<Attempt>(connection.calls);
  attempt->request = std::move(request);
  connection.Prepare(attempt->context);
  attempt->context.set_deadline(absl::ToChronoTime(absl::Now() + kCallDeadline));
  base::HandOver(attempt.get());
  start(&attempt->context, &attempt->request, &attempt->response,
        [loop = connection.loop, done = std::move(done), attempt](const grpc::Status& status) {
          base::TakeOver(attempt.get());
          loop->Post([done, status = FromGrpc(status), response = std::move(attempt->response)] {
            done(status, response);
          });
        });
  return {attempt, &attempt->context};
}

}  // namespace aftercall::net
