#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <set>
#include <utility>

#include "absl/random/random.h"
#include "absl/time/time.h"
#include "backend/auth/token_issuer.h"
#include "backend/commands/policy.h"
#include "backend/feed/hub.h"
#include "backend/metrics/stages.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/status.h"
#include "backend/store/reader_pool.h"
#include "backend/store/store.h"
#include "shared/base/clock.h"

namespace aftercall::rpc {

// What every service stands on. All of it outlives the services.
struct Context {
  store::Store& store;
  store::ReaderPool& readers;
  feed::Hub& hub;
  Gate& gate;
  const auth::TokenIssuer& issuer;
  const base::Clock& clock;
  metrics::FeedStages& stages;
  commands::Policy policy;
  absl::Duration bookmark_interval = absl::Seconds(15);
  int max_streams = 20000;
  int max_streams_per_user = 8;
  int max_queued_records = 10000;
};

// RESOURCE_EXHAUSTED with RetryInfo while more waits for the writer than is answered soon. What has
// been accepted is not touched by it.
absl::Status CheckRoom(const Context& context);

// Ends a call with a status found before anything was begun.
inline grpc::ServerUnaryReactor* End(grpc::CallbackServerContext* call,
                                     const absl::Status& status) {
  auto* reactor = call->DefaultReactor();
  reactor->Finish(ToGrpc(status));
  return reactor;
}

// Answers a unary call on a reader's thread: `answer(reader)` fills the response, which lives until
// the call ends, and returns the status.
template <typename Answer>
grpc::ServerUnaryReactor* AnswerByReading(const Context& context, grpc::CallbackServerContext* call,
                                          Answer answer) {
  auto* reactor = call->DefaultReactor();
  context.readers.Post([reactor, answer = std::move(answer)](store::Reader& reader) mutable {
    reactor->Finish(ToGrpc(answer(reader)));
  });
  return reactor;
}

// Whose records a call showed.
using Looks = std::set<domain::Look>;

// As AnswerByReading, for calls that show other people's records: `answer(reader, looks)` says
// whose, and these looks are written down before the answer is sent.
template <typename Answer>
grpc::ServerUnaryReactor* AnswerByLooking(const Context& context, grpc::CallbackServerContext* call,
                                          Answer answer) {
  auto* reactor = call->DefaultReactor();
  context.readers.Post(
      [&context, reactor, answer = std::move(answer)](store::Reader& reader) mutable {
        Looks looks;
        const absl::Status status = answer(reader, looks);
        if (!status.ok() || looks.empty()) {
          reactor->Finish(ToGrpc(status));
          return;
        }
        const absl::CivilDay day = context.policy.calendar.DayOf(context.clock.Now());
        context.store.Submit(
            {[looks = std::move(looks), day](store::Transaction& transaction) {
               for (const auto& look : looks) {
                 if (auto noted = transaction.NoteLook(look, day); !noted.ok()) return noted;
               }
               return absl::OkStatus();
             },
             [reactor](const absl::Status& noted) { reactor->Finish(ToGrpc(noted)); }});
      });
  return reactor;
}

// Answers a unary call by a command: `apply(transaction)` runs with its neighbours, and the call
// ends once it is durable. What `apply` fills in the response is sent only then.
template <typename Apply>
grpc::ServerUnaryReactor* AnswerByWriting(const Context& context, grpc::CallbackServerContext* call,
                                          Apply apply) {
  if (auto status = CheckRoom(context); !status.ok()) return End(call, status);
  auto* reactor = call->DefaultReactor();
  context.store.Submit({std::move(apply), [reactor](const absl::Status& status) {
                          reactor->Finish(ToGrpc(status));
                        }});
  return reactor;
}

}  // namespace aftercall::rpc
