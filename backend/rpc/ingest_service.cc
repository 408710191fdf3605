#include "backend/rpc/ingest_service.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "backend/commands/once.h"
#include "backend/rpc/fingerprint.h"
#include "backend/rpc/record_proto.h"
#include "shared/base/handover.h"

namespace aftercall::rpc {
namespace {

constexpr int kMostRecords = 2000;
// Chunks of one stream that wait for the disk at once: enough that it never waits for the network.
constexpr int kChunksInFlight = 4;
constexpr absl::Duration kRoomCheck = absl::Milliseconds(10);

using ProtoRecords = google::protobuf::RepeatedPtrField<v1::IngestRecord>;

absl::Status CheckSize(const ProtoRecords& records) {
  if (!records.empty() && records.size() <= kMostRecords) return absl::OkStatus();
  return BadField("records", absl::StrCat(records.size()),
                  absl::StrCat("A batch has 1 to ", kMostRecords, " records; this one has ",
                               records.size(), "."));
}

std::vector<commands::Record> ToRecords(const ProtoRecords& protos, absl::string_view hash_key) {
  std::vector<commands::Record> records;
  records.reserve(protos.size());
  for (const auto& proto : protos) records.push_back(FromProto(proto, hash_key));
  return records;
}

bool HasQuestions(const std::vector<commands::Record>& records) {
  return std::any_of(records.begin(), records.end(), [](const commands::Record& record) {
    return std::holds_alternative<domain::Question>(record);
  });
}

// One stream of chunks. Reads go on while earlier chunks are being written; every chunk is durable
// by itself, and the call ends when the last one is.
class StreamReactor final : public grpc::ServerReadReactor<v1::StreamIngestRequest> {
 public:
  StreamReactor(const Context& context, const std::function<void()>& on_questions,
                v1::StreamIngestResponse* response)
      : context_(context), on_questions_(on_questions), response_(response) {
    base::HandOver(this);
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    base::TakeOver(this);
    std::vector<commands::Record> records;
    absl::Status failure = ok ? CheckSize(request_.records()) : absl::OkStatus();
    if (ok && failure.ok()) records = ToRecords(request_.records(), context_.store.HashKey());
    int64_t offset = 0;
    bool ended = false;
    bool done = false;
    {
      absl::MutexLock lock(&mutex_);
      failure_.Update(failure);
      ended = records.empty() || !failure_.ok();
      if (ended) {
        ended_ = true;
        reading_ = false;
        done = IsDone();
      } else {
        offset = records_;
        records_ += static_cast<int64_t>(records.size());
        ++in_flight_;
      }
    }
    if (!ended) {
      // Still marked as reading, so that no other thread reads the next chunk and submits it first:
      // chunks go in order.
      Submit(std::move(records), offset);
      ReadOn();
    }
    if (done) End();
  }

  void OnDone() override {
    base::TakeOver(this);
    delete this;
  }

 private:
  void Submit(std::vector<commands::Record> records, int64_t offset) {
    auto result = std::make_shared<commands::BatchResult>();
    const bool has_questions = HasQuestions(records);
    const size_t weight = records.size();
    context_.store.Submit(
        {[this, result, records = std::move(records)](store::Transaction& transaction) mutable {
           auto taken = commands::IngestBatch(transaction, context_.policy, std::move(records));
           if (!taken.ok()) return taken.status();
           *result = *std::move(taken);
           return absl::OkStatus();
         },
         [this, result, offset, has_questions](const absl::Status& status) {
           if (has_questions) on_questions_();
           OnWritten(status, std::move(*result), offset);
         },
         weight});
  }

  void OnWritten(const absl::Status& status, commands::BatchResult&& result, int64_t offset) {
    bool read_on = false;
    bool done = false;
    {
      absl::MutexLock lock(&mutex_);
      --in_flight_;
      failure_.Update(status);
      if (status.ok()) result_.Add(std::move(result), offset);
      read_on = !reading_ && !ended_;
      reading_ = reading_ || read_on;
      done = IsDone();
    }
    if (read_on) StartReadWhenRoom();
    if (done) End();
  }

  // A stream is not refused where the server has much to write: it waits, and with it, by the
  // network's own flow control, whoever sends.
  void StartReadWhenRoom() {
    if (CheckRoom(context_).ok()) {
      base::HandOver(this);
      StartRead(&request_);
      return;
    }
    context_.readers.PostAt(absl::Now() + kRoomCheck,
                            [this](store::Reader&) { StartReadWhenRoom(); });
  }

  // Reads the next chunk now, or leaves it to the first of those in flight that is written.
  void ReadOn() {
    {
      absl::MutexLock lock(&mutex_);
      reading_ = in_flight_ < kChunksInFlight;
      if (!reading_) return;
    }
    StartReadWhenRoom();
  }

  // The call ends once nothing is to be read and nothing is being written: one thread finds so.
  bool IsDone() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return ended_ && !reading_ && in_flight_ == 0;
  }

  // Without the lock: OnDone may come on another thread before Finish has returned.
  void End() {
    absl::Status status;
    {
      absl::MutexLock lock(&mutex_);
      status = failure_;
      if (status.ok()) *response_->mutable_result() = ToProto(result_);
    }
    base::HandOver(this);
    Finish(ToGrpc(status));
  }

  const Context& context_;
  const std::function<void()>& on_questions_;
  v1::StreamIngestResponse* const response_;
  v1::StreamIngestRequest request_;

  absl::Mutex mutex_;
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;  // a read is in flight
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;   // no read will be started any more
  int in_flight_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t records_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  commands::BatchResult result_ ABSL_GUARDED_BY(mutex_);
};

// A stream that is refused before anything is read.
class RefusedStream final : public grpc::ServerReadReactor<v1::StreamIngestRequest> {
 public:
  explicit RefusedStream(const absl::Status& status) { Finish(ToGrpc(status)); }
  void OnDone() override { delete this; }
};

}  // namespace

grpc::ServerUnaryReactor* IngestService::BatchIngest(grpc::CallbackServerContext* call,
                                                     const v1::BatchIngestRequest* request,
                                                     v1::BatchIngestResponse* response) {
  const auto caller = context_.gate.EnterToTell(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayIngest(*caller); !status.ok()) return End(call, status);
  if (auto status = CheckRoom(context_); !status.ok()) return End(call, status);
  if (auto status = CheckSize(request->records()); !status.ok()) return End(call, status);
  auto records = ToRecords(request->records(), context_.store.HashKey());
  const bool has_questions = HasQuestions(records);
  auto apply = [this, request, response,
                records = std::move(records)](store::Transaction& transaction) mutable {
    const auto run = [&]() -> absl::StatusOr<std::string> {
      auto taken = commands::IngestBatch(transaction, context_.policy, std::move(records));
      if (!taken.ok()) return taken.status();
      return ToProto(*taken).SerializeAsString();
    };
    const std::string& request_id = request->request_id();
    // Fingerprints cost time, and records without a request id need none.
    const auto result = commands::Once(
        transaction, request_id, request_id.empty() ? std::string() : Fingerprint(*request), run);
    if (!result.ok()) return result.status();
    if (!response->mutable_result()->ParseFromString(*result)) {
      return absl::InternalError("a stored result cannot be read");
    }
    return absl::OkStatus();
  };
  auto* reactor = call->DefaultReactor();
  context_.store.Submit({std::move(apply),
                         [this, reactor, has_questions](const absl::Status& s) {
                           if (has_questions) on_questions_();
                           reactor->Finish(ToGrpc(s));
                         },
                         static_cast<size_t>(request->records_size())});
  return reactor;
}

grpc::ServerReadReactor<v1::StreamIngestRequest>* IngestService::StreamIngest(
    grpc::CallbackServerContext* call, v1::StreamIngestResponse* response) {
  const auto caller = context_.gate.EnterToTell(*call);
  if (!caller.ok()) return new RefusedStream(caller.status());
  if (auto status = Gate::MayIngest(*caller); !status.ok()) return new RefusedStream(status);
  return new StreamReactor(context_, on_questions_, response);
}

}  // namespace aftercall::rpc
