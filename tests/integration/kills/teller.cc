#include "tests/integration/kills/teller.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "tests/support/calls.h"

namespace aftercall::kills {
namespace {

constexpr int kAnswersABatch = 20;
constexpr int kAnswersAStream = 60;
constexpr size_t kMostRecords = 500;
constexpr absl::Duration kPatience = absl::Seconds(10);

// Another try may go well: the backend is away or busy, or a call took too long.
bool IsPassing(grpc::StatusCode code) {
  return code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::DEADLINE_EXCEEDED ||
         code == grpc::StatusCode::CANCELLED || code == grpc::StatusCode::RESOURCE_EXHAUSTED;
}

}  // namespace

Teller::Teller(const Server& server, const People& people, Way way, int number, uint64_t seed,
               int answers, Progress* progress)
    : token_(people.adapter.token),
      way_(way),
      number_(number),
      answers_(answers),
      progress_(*progress),
      random_(seed),
      story_(people, number, seed + 1, absl::Now()),
      stub_(v1::IngestService::NewStub(server.Connect())),
      thread_([this] { Run(); }) {}

Teller::~Teller() { Join(); }

void Teller::Join() {
  if (thread_.joinable()) thread_.join();
}

void Teller::Run() {
  const int largest = way_ == Way::kBatches ? kAnswersABatch : kAnswersAStream;
  while (!stopped_ && story_.answers() < answers_) {
    const int before = story_.answers();
    const int part = std::min(1 + Below(largest), answers_ - before);
    if (!progress_.Take(part)) return;
    auto records = story_.Next(part);
    way_ == Way::kBatches ? TellBatch(std::move(records)) : TellStream(std::move(records));
    if (!stopped_) progress_.Acknowledge(story_.answers() - before);
  }
  const std::vector<v1::IngestRecord> rest = story_.Rest();
  for (size_t first = 0; first < rest.size() && !stopped_; first += kMostRecords) {
    const size_t last = std::min(first + kMostRecords, rest.size());
    TellBatch(
        {rest.begin() + static_cast<int64_t>(first), rest.begin() + static_cast<int64_t>(last)});
  }
}

void Teller::TellBatch(std::vector<v1::IngestRecord> records) {
  v1::BatchIngestRequest request;
  request.set_request_id(absl::StrFormat("6b696c6c-%04d-4000-8000-%012d", number_, requests_++));
  for (auto& record : records) *request.add_records() = std::move(record);
  v1::BatchIngestResponse response;
  while (!Call(request, &response)) {
    if (stopped_) return;
    ++retries_;
    absl::SleepFor(absl::Milliseconds(1 + Below(100)));
  }
  CheckResult(response.result(), static_cast<size_t>(request.records_size()));
  if (!Chance(0.1)) return;
  // As a caller does who has lost the answer.
  ++replays_;
  v1::BatchIngestResponse again;
  while (!Call(request, &again)) {
    if (stopped_) return;
  }
  findings_.Check(
      "Unique", again.SerializeAsString() == response.SerializeAsString(),
      absl::StrCat("request ", request.request_id(), " was answered with ",
                   response.ShortDebugString(), ", then with ", again.ShortDebugString()));
}

bool Teller::Call(const v1::BatchIngestRequest& request, v1::BatchIngestResponse* response) {
  grpc::ClientContext context;
  testing::SignIn(token_, &context);
  // Some give up while the backend is at it.
  const absl::Duration patience = Chance(0.05) ? absl::Milliseconds(1 + Below(15)) : kPatience;
  context.set_deadline(absl::ToChronoTime(absl::Now() + patience));
  return IsDone(stub_->BatchIngest(&context, request, response));
}

void Teller::TellStream(std::vector<v1::IngestRecord> records) {
  while (!Stream(records)) {
    if (stopped_) return;
    ++retries_;
    absl::SleepFor(absl::Milliseconds(1 + Below(100)));
  }
}

bool Teller::Stream(const std::vector<v1::IngestRecord>& records) {
  grpc::ClientContext context;
  testing::SignIn(token_, &context);
  context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
  v1::StreamIngestResponse response;
  const auto writer = stub_->StreamIngest(&context, &response);
  const size_t chunk = static_cast<size_t>(1 + Below(20));
  for (size_t first = 0; first < records.size(); first += chunk) {
    v1::StreamIngestRequest request;
    for (size_t i = first; i < std::min(first + chunk, records.size()); ++i) {
      *request.add_records() = records[i];
    }
    if (!writer->Write(request)) break;
  }
  writer->WritesDone();
  if (!IsDone(writer->Finish())) return false;
  CheckResult(response.result(), records.size());
  return true;
}

bool Teller::IsDone(const grpc::Status& status) {
  if (status.ok()) return true;
  if (IsPassing(status.error_code())) return false;
  findings_.Check("Durable", false,
                  absl::StrCat("a batch was refused: ", testing::FromGrpc(status).ToString()));
  stopped_ = true;
  return false;
}

void Teller::CheckResult(const v1::IngestResult& result, size_t records) {
  const int64_t counted = result.created() + result.changed() + result.unchanged() +
                          result.pending() + result.refused();
  findings_.Check("Unique", counted == static_cast<int64_t>(records) && result.refused() == 0,
                  absl::StrCat("of ", records, " records: ", result.ShortDebugString()));
}

}  // namespace aftercall::kills
