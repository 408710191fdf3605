#include "tests/bench/load.h"

#include <grpcpp/alarm.h>
#include <grpcpp/client_context.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "tests/bench/outstanding.h"
#include "tests/bench/records.h"
#include "tests/support/calls.h"

namespace aftercall::bench {
namespace {

// Connections of the systems that tell of answers.
constexpr size_t kConnections = 4;

// Before it is told once more.
constexpr std::chrono::milliseconds kPause(100);

bool MayBeToldAgain(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
}

// `again`: the server may have taken them already, before it could say so.
absl::Status Outcome(const grpc::Status& status, const v1::IngestResult& result, size_t told,
                     bool again = false) {
  if (!status.ok()) {
    return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
  }
  const int64_t taken = result.created() + (again ? result.unchanged() : 0);
  if (taken == static_cast<int64_t>(told)) return absl::OkStatus();
  return absl::InternalError(result.problems().empty() ? "an answer was not taken as new"
                                                       : result.problems(0).description());
}

// Tells answers by unary calls.
class Caller {
 public:
  Caller(const Place& place, const Telling& telling, Deliveries* deliveries)
      : place_(place), telling_(telling), deliveries_(*deliveries) {
    for (size_t i = 0; i < kConnections; ++i) {
      const std::shared_ptr<grpc::Channel> channel = place.Connect();
      // Connecting is not what is measured.
      channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10));
      stubs_.push_back(v1::IngestService::NewStub(channel));
    }
  }

  // Tells an answer; `then` is called once it is acknowledged.
  template <typename Then>
  void Call(size_t number, Then then) {
    deliveries_.Call(number);
    Send(number, std::move(then), /*again=*/false);
  }

  // Tells the next one of the series as long as there is one.
  void CallOn(absl::BlockingCounter* ends) {
    const size_t number = next_.fetch_add(1);
    if (number >= deliveries_.count()) {
      ends->DecrementCount();
      return;
    }
    Call(number, [this, ends] { CallOn(ends); });
  }

 private:
  struct OneCall {
    grpc::ClientContext context;
    v1::BatchIngestRequest request;
    v1::BatchIngestResponse response;
  };

  template <typename Then>
  void Send(size_t number, Then then, bool again) {
    auto call = outstanding_.Begin<OneCall>();
    testing::SignIn(place_.ingest_token, &call->context);
    call->context.set_wait_for_ready(telling_.retries);
    *call->request.add_records() =
        AnswerRecord(deliveries_.series(), Deliveries::AgentOf(number, telling_.agents), number);
    stubs_[number % stubs_.size()]->async()->BatchIngest(
        &call->context, &call->request, &call->response,
        [this, call, number, then, again](const grpc::Status& status) {
          if (telling_.retries && MayBeToldAgain(status)) {
            deliveries_.Retry();
            SendLater(number, then);
            return;
          }
          deliveries_.Acknowledge(1, Outcome(status, call->response.result(), 1, again));
          then();
        });
  }

  // The alarm must not own the call, since it keeps what it calls.
  template <typename Then>
  void SendLater(size_t number, Then then) {
    absl::MutexLock lock(&mutex_);
    pauses_.emplace_back().Set(std::chrono::system_clock::now() + kPause,
                               [this, number, then](bool) { Send(number, then, true); });
  }

  const Place& place_;
  const Telling telling_;
  Deliveries& deliveries_;
  std::vector<std::unique_ptr<v1::IngestService::Stub>> stubs_;
  std::atomic<size_t> next_{0};
  absl::Mutex mutex_;
  std::deque<grpc::Alarm> pauses_ ABSL_GUARDED_BY(mutex_);
  Outstanding outstanding_;
};

}  // namespace

void TellByCalls(const Place& place, const Telling& telling, Deliveries* deliveries) {
  Caller caller(place, telling, deliveries);
  absl::BlockingCounter ends(telling.in_flight);
  for (int i = 0; i < telling.in_flight; ++i) caller.CallOn(&ends);
  ends.Wait();
}

void TellAtRate(const Place& place, const Telling& telling, Deliveries* deliveries) {
  Caller caller(place, telling, deliveries);
  absl::BlockingCounter ends(static_cast<int>(deliveries->count()));
  const absl::Time start = absl::Now();
  for (size_t number = 0; number < deliveries->count(); ++number) {
    absl::SleepFor(start + absl::Seconds(static_cast<double>(number) / telling.rate) - absl::Now());
    caller.Call(number, [&ends] { ends.DecrementCount(); });
  }
  ends.Wait();
}

void TellByStream(const Place& place, const Telling& telling, Deliveries* deliveries) {
  const auto stub = v1::IngestService::NewStub(place.Connect());
  grpc::ClientContext context;
  testing::SignIn(place.ingest_token, &context);
  v1::StreamIngestRequest request;
  v1::StreamIngestResponse response;
  const auto writer = stub->StreamIngest(&context, &response);
  const size_t chunk = telling.chunk;
  for (size_t first = 0; first < deliveries->count(); first += chunk) {
    request.clear_records();
    for (size_t number = first; number < std::min(first + chunk, deliveries->count()); ++number) {
      *request.add_records() =
          AnswerRecord(deliveries->series(), Deliveries::AgentOf(number, telling.agents), number);
      deliveries->Call(number);
    }
    if (!writer->Write(request)) break;
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  deliveries->Acknowledge(deliveries->count(),
                          Outcome(status, response.result(), deliveries->count()));
}

}  // namespace aftercall::bench
