#include "tests/bench/place.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "aftercall/v1/directory_service.grpc.pb.h"
#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/outstanding.h"
#include "tests/bench/records.h"
#include "tests/support/calls.h"

namespace aftercall::bench {
namespace {

using testing::Child;
using testing::FromGrpc;
using testing::ReadToken;
using testing::SignIn;

constexpr char kThisProgram[] = "/proc/self/exe";
constexpr size_t kRecordsAMessage = 1000;

absl::StatusOr<std::unique_ptr<Child>> StartServer(const std::vector<std::string>& command) {
  absl::StatusOr<std::unique_ptr<Child>> child = Child::Start(command);
  if (!child.ok()) return child.status();
  if (!(*child)->WaitUntilListening().ok()) {
    return absl::UnavailableError(absl::StrCat(command[0], " did not start."));
  }
  return child;
}

// Sends records in messages of a stream.
class Teller {
 public:
  explicit Teller(const Place& place) : stub_(v1::IngestService::NewStub(place.Connect())) {
    SignIn(place.ingest_token, &context_);
    writer_ = stub_->StreamIngest(&context_, &response_);
  }

  void Tell(v1::IngestRecord record) {
    *request_.add_records() = std::move(record);
    if (request_.records_size() >= static_cast<int>(kRecordsAMessage)) Send();
  }

  absl::Status Finish() {
    if (request_.records_size() > 0) Send();
    writer_->WritesDone();
    if (const grpc::Status status = writer_->Finish(); !status.ok()) return FromGrpc(status);
    if (response_.result().refused() == 0) return absl::OkStatus();
    return absl::InternalError(response_.result().problems(0).description());
  }

 private:
  void Send() {
    writer_->Write(request_);
    request_.clear_records();
  }

  std::unique_ptr<v1::IngestService::Stub> stub_;
  grpc::ClientContext context_;
  v1::StreamIngestRequest request_;
  v1::StreamIngestResponse response_;
  std::unique_ptr<grpc::ClientWriter<v1::StreamIngestRequest>> writer_;
};

// Agents come to be by the interactions that they have.
absl::Status MeetAgents(const Place& place, int agents) {
  return TellRecords(place, static_cast<size_t>(agents) + 1, [](size_t number) {
    if (number == 0) return QuestionRecord();
    return InteractionRecord("meet", static_cast<int>(number) - 1, number - 1);
  });
}

// Asks for the agents' tokens, many at once: each is signed.
class TokenDesk {
 public:
  explicit TokenDesk(Place* place)
      : place_(*place), stub_(v1::DirectoryService::NewStub(place->Connect())) {}

  absl::Status IssueAll() {
    constexpr int kAtOnce = 64;
    absl::BlockingCounter ends(kAtOnce);
    for (int i = 0; i < kAtOnce; ++i) IssueNext(&ends);
    ends.Wait();
    absl::MutexLock lock(&mutex_);
    return failure_;
  }

 private:
  struct Call {
    grpc::ClientContext context;
    v1::IssueTokenRequest request;
    v1::IssueTokenResponse response;
  };

  void IssueNext(absl::BlockingCounter* ends) {
    const size_t agent = next_.fetch_add(1);
    if (agent >= place_.watch_tokens.size()) {
      ends->DecrementCount();
      return;
    }
    auto call = outstanding_.Begin<Call>();
    SignIn(place_.ingest_token, &call->context);
    call->request.set_user(AgentName(static_cast<int>(agent)));
    stub_->async()->IssueToken(&call->context, &call->request, &call->response,
                               [this, call, agent, ends](const grpc::Status& status) {
                                 if (status.ok()) {
                                   place_.watch_tokens[agent] = call->response.token();
                                 } else {
                                   absl::MutexLock lock(&mutex_);
                                   failure_.Update(FromGrpc(status));
                                 }
                                 IssueNext(ends);
                               });
  }

  Place& place_;
  const std::unique_ptr<v1::DirectoryService::Stub> stub_;
  std::atomic<size_t> next_{0};
  absl::Mutex mutex_;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  Outstanding outstanding_;
};

}  // namespace

std::shared_ptr<grpc::Channel> Place::Connect() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  return grpc::CreateCustomChannel(process->address(), grpc::InsecureChannelCredentials(),
                                   arguments);
}

absl::StatusOr<Place> StartBare(int agents) {
  Place place;
  place.bare = true;
  absl::StatusOr<std::unique_ptr<Child>> process = StartServer({kThisProgram, "--serve-bare"});
  if (!process.ok()) return process.status();
  place.process = *std::move(process);
  // As long as a signed token, so that as many bytes are sent.
  place.ingest_token = std::string(300, 'x');
  place.watch_tokens.assign(static_cast<size_t>(agents), place.ingest_token);
  return place;
}

absl::StatusOr<std::unique_ptr<Child>> StartBackend(const Backend& backend, int agents) {
  const std::string program =
      backend.program.empty() ? testing::ProgramBeside("aftercalld") : backend.program;
  std::vector<std::string> command = {
      program, "--listen", backend.listen, "--data-dir", backend.folder, "--store",
      absl::StrCat("sqlite:", backend.folder, "/bench.db"), "--log-level", "warning",
      "--max-streams", absl::StrCat(agents + 100),
      // One administrator asks for all their tokens.
      "--calls-per-second", "100000"};
  if (backend.metrics) command.insert(command.end(), {"--metrics-listen", "127.0.0.1:0"});
  return StartServer(command);
}

absl::StatusOr<Place> StartOurs(const Backend& backend, int agents) {
  Place place;
  absl::StatusOr<std::unique_ptr<Child>> process = StartBackend(backend, agents);
  if (!process.ok()) return process.status();
  place.process = *std::move(process);
  if (backend.metrics) {
    const std::string line = place.process->ReadLine().value_or("");
    place.metrics = line.substr(std::min(line.find("http://"), line.size()));
  }
  absl::StatusOr<std::string> token = ReadToken(absl::StrCat(backend.folder, "/admin.token"));
  if (!token.ok()) return token.status();
  place.ingest_token = *std::move(token);
  place.watch_tokens.resize(static_cast<size_t>(agents));
  if (absl::Status met = MeetAgents(place, agents); !met.ok()) return met;
  if (absl::Status issued = TokenDesk(&place).IssueAll(); !issued.ok()) return issued;
  return place;
}

absl::Status TellRecords(const Place& place, size_t count,
                         absl::FunctionRef<v1::IngestRecord(size_t)> make) {
  Teller teller(place);
  for (size_t number = 0; number < count; ++number) teller.Tell(make(number));
  return teller.Finish();
}

absl::Status TellInteractions(const Place& place, const std::string& series, size_t count,
                              int agents) {
  return TellRecords(place, count, [&](size_t number) {
    return InteractionRecord(series, Deliveries::AgentOf(number, agents), number);
  });
}

}  // namespace aftercall::bench
