#pragma once

#include <string>
#include <utility>

#include "backend/commands/once.h"
#include "backend/rpc/context.h"
#include "backend/rpc/fingerprint.h"

namespace aftercall::rpc {

// As AnswerByWriting, once a request id: `change(transaction)` fills the response, and a replay is
// answered with what was answered then.
template <typename Request, typename Response, typename Change>
grpc::ServerUnaryReactor* AnswerOnce(const Context& context, grpc::CallbackServerContext* call,
                                     const Request* request, Response* response, Change change) {
  return AnswerByWriting(context, call,
                         [request, response, change = std::move(change)](
                             store::Transaction& transaction) mutable -> absl::Status {
                           const auto run = [&]() -> absl::StatusOr<std::string> {
                             if (absl::Status status = change(transaction); !status.ok())
                               return status;
                             return response->SerializeAsString();
                           };
                           const auto result = commands::Once(transaction, request->request_id(),
                                                              Fingerprint(*request), run);
                           if (!result.ok()) return result.status();
                           if (response->ParseFromString(*result)) return absl::OkStatus();
                           return absl::InternalError("a stored result cannot be read");
                         });
}

}  // namespace aftercall::rpc
