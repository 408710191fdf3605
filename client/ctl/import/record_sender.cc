#include "client/ctl/import/record_sender.h"

#include <future>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace aftercall::ctl {
namespace {

// Large enough that a commit's cost is shared by many, small enough to be taken in one go.
constexpr int kBatchRecords = 500;
// Servers refuse messages above 4 MB.
constexpr size_t kBatchBytes = 1 << 20;
constexpr int64_t kStreamRecords = 8000;

}  // namespace

void SentCounts::Add(const v1::IngestResult& result) {
  records += result.created() + result.changed() + result.unchanged() + result.pending() +
             result.refused();
  created += result.created();
  changed += result.changed();
  unchanged += result.unchanged();
  pending += result.pending();
  refused += result.refused();
}

// A stream with what is needed to tell which line a problem belongs to.
struct RecordSender::Flight {
  struct Source {
    int64_t first_record;
    int64_t line;
    std::string row;
  };
  std::unique_ptr<IngestStream> stream;
  int64_t records = 0;
  std::vector<Source> sources;
  // The thread "landing", which waits for the stream's answer; nothing else.
  std::future<absl::StatusOr<v1::StreamIngestResponse>> answer;

  const Source& SourceOf(int64_t record) const {
    size_t low = 0, high = sources.size();
    while (high - low > 1) {
      const size_t middle = (low + high) / 2;
      (sources[middle].first_record <= record ? low : high) = middle;
    }
    return sources[low];
  }
};

RecordSender::RecordSender(ServerLink* server, OnProblem on_problem)
    : server_(server), on_problem_(std::move(on_problem)) {}

RecordSender::~RecordSender() = default;

absl::Status RecordSender::Send(std::vector<v1::IngestRecord> records, int64_t line,
                                const std::string& row) {
  if (records.empty()) return absl::OkStatus();
  if (current_ == nullptr) {
    current_ = std::make_unique<Flight>();
    current_->stream = server_->StreamIngest();
  }
  current_->sources.push_back({current_->records, line, row});
  for (v1::IngestRecord& record : records) {
    const size_t bytes = record.ByteSizeLong();
    if (batch_.records_size() > 0 && batch_bytes_ + bytes > kBatchBytes) {
      if (absl::Status status = SendBatch(); !status.ok()) return status;
    }
    *batch_.add_records() = std::move(record);
    batch_bytes_ += bytes;
    ++current_->records;
  }
  if (batch_.records_size() >= kBatchRecords) {
    if (absl::Status status = SendBatch(); !status.ok()) return status;
  }
  if (current_->records < kStreamRecords) return absl::OkStatus();
  if (absl::Status status = SendBatch(); !status.ok()) return status;
  if (landing_ != nullptr) {
    if (absl::Status status = Land(std::move(landing_)); !status.ok()) return status;
  }
  landing_ = std::move(current_);
  landing_->answer = std::async(std::launch::async,
                                [stream = landing_->stream.get()] { return stream->Finish(); });
  return absl::OkStatus();
}

absl::Status RecordSender::SendBatch() {
  if (batch_.records_size() == 0) return absl::OkStatus();
  const bool sent = current_->stream->Write(batch_);
  batch_.Clear();
  batch_bytes_ = 0;
  if (sent) return absl::OkStatus();
  absl::StatusOr<v1::StreamIngestResponse> answer = current_->stream->Finish();
  current_.reset();
  return answer.ok() ? absl::InternalError("the server ended the stream early") : answer.status();
}

absl::Status RecordSender::Land(std::unique_ptr<Flight> flight) {
  absl::StatusOr<v1::StreamIngestResponse> answer =
      flight->answer.valid() ? flight->answer.get() : flight->stream->Finish();
  if (!answer.ok()) return answer.status();
  counts_.Add(answer->result());
  for (const v1::IngestProblem& found : answer->result().problems()) {
    const Flight::Source& source = flight->SourceOf(found.index());
    input::Problem problem;
    problem.loss = found.refused() ? input::Loss::kAnswer : input::Loss::kValue;
    if (found.refused() && found.index() == source.first_record) problem.loss = input::Loss::kRow;
    problem.line = source.line;
    problem.column = found.field();
    problem.reason = absl::StrReplaceAll(absl::AsciiStrToLower(found.reason()), {{"_", "-"}});
    problem.sentence = found.description();
    on_problem_(problem, source.row);
  }
  return absl::OkStatus();
}

absl::Status RecordSender::Finish() {
  if (current_ != nullptr) {
    if (absl::Status status = SendBatch(); !status.ok()) return status;
  }
  if (landing_ != nullptr) {
    if (absl::Status status = Land(std::move(landing_)); !status.ok()) return status;
  }
  if (current_ == nullptr) return absl::OkStatus();
  return Land(std::move(current_));
}

}  // namespace aftercall::ctl
