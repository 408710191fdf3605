#include "backend/rpc/maintenance_service.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "backend/rpc/long_call.h"
#include "backend/runtime/logging.h"
#include "backend/upkeep/verify.h"
#include "shared/base/sha256.h"
#include "shared/wire/problem.h"

namespace aftercall::rpc {
namespace {

constexpr size_t kChunk = 256 << 10;
// So often a client hears how far something is.
constexpr absl::Duration kBetweenProgress = absl::Milliseconds(100);

using store::Store;
using File = std::unique_ptr<FILE, int (*)(FILE*)>;

File OpenFile(const std::string& path, const char* mode) {
  return {std::fopen(path.c_str(), mode), std::fclose};
}

absl::Status FileError(absl::string_view doing) {
  const int error = errno;
  const bool full = error == ENOSPC || error == EDQUOT;
  return wire::WithRetryAfter(
      wire::ToStatus(full ? absl::StatusCode::kResourceExhausted : absl::StatusCode::kUnavailable,
                     {full ? "DISK_FULL" : "STORE_UNAVAILABLE", "", "",
                      absl::StrCat("The server could not ", doing, ": ",
                                   absl::ErrnoToStatus(error, "").message(), ".")}),
      absl::Seconds(5));
}

absl::Status Stopping() {
  return wire::WithRetryAfter(
      wire::ToStatus(absl::StatusCode::kUnavailable,
                     {"DRAINING", "", "", "The server is stopping; come back in a moment."}),
      absl::Seconds(2));
}

// A status that a stop caused says so.
absl::Status OrStopping(const absl::Status& status, bool stopped) {
  return stopped && absl::IsCancelled(status) ? Stopping() : status;
}

// Says when it is time to tell of progress again.
class Pace {
 public:
  bool IsTime() {
    const absl::Time now = absl::Now();
    if (now - last_ < kBetweenProgress) return false;
    last_ = now;
    return true;
  }

 private:
  absl::Time last_ = absl::InfinitePast();
};

class VerifyCall final : public upkeep::Observer {
 public:
  using Stream = LongWriter<v1::VerifyStoreResponse>;
  VerifyCall(Stream& stream, absl::FunctionRef<bool()> go_on) : stream_(stream), go_on_(go_on) {}

  bool OnProgress(upkeep::Phase phase, int64_t done, int64_t total) override {
    if (!go_on_() || stream_.is_gone()) return false;
    if (phase == phase_ && !pace_.IsTime()) return true;
    phase_ = phase;
    v1::VerifyStoreResponse response;
    auto* progress = response.mutable_progress();
    progress->set_phase(static_cast<v1::VerifyPhase>(phase));
    progress->set_done(done);
    progress->set_total(total);
    return stream_.Write(std::move(response));
  }

  void OnFinding(const upkeep::Finding& finding) override {
    v1::VerifyStoreResponse response;
    auto* proto = response.mutable_finding();
    proto->set_phase(static_cast<v1::VerifyPhase>(finding.phase));
    proto->set_place(finding.place);
    proto->set_description(finding.description);
    proto->set_mended(finding.mended);
    stream_.Write(std::move(response));
  }

  void Report(const upkeep::Report& report) {
    v1::VerifyStoreResponse response;
    auto* proto = response.mutable_report();
    proto->set_feeds(report.feeds);
    proto->set_feed_entries(report.feed_entries);
    proto->set_interactions(report.interactions);
    proto->set_rollup_cells(report.rollup_cells);
    proto->set_requests(report.requests);
    proto->set_findings(report.findings);
    proto->set_mended(report.mended);
    stream_.Write(std::move(response));
  }

 private:
  Stream& stream_;
  absl::FunctionRef<bool()> go_on_;
  Pace pace_;
  upkeep::Phase phase_ = upkeep::Phase(0);
};

using BackupStream = LongWriter<v1::BackupStoreResponse>;

absl::Status MakeCopy(Store& store, const std::string& file, BackupStream& stream,
                      absl::FunctionRef<bool()> go_on) {
  Pace pace;
  return store.CopyTo(file, [&](int64_t done, int64_t total) {
    if (!go_on() || stream.is_gone()) return false;
    if (!pace.IsTime()) return true;
    v1::BackupStoreResponse response;
    response.mutable_progress()->set_done(done);
    response.mutable_progress()->set_total(total);
    return stream.Write(std::move(response));
  });
}

absl::Status SendFile(Store& store, FILE* file, BackupStream& stream,
                      absl::FunctionRef<bool()> go_on) {
  std::fseek(file, 0, SEEK_END);
  v1::BackupStoreResponse header;
  header.mutable_header()->set_size_bytes(std::ftell(file));
  header.mutable_header()->set_epoch(std::string(store.Epoch()));
  std::rewind(file);
  if (!stream.Write(std::move(header))) return absl::CancelledError("the client is gone");
  base::Sha256 digest;
  std::string chunk;
  do {
    if (!go_on()) return Stopping();
    chunk.resize(kChunk);
    chunk.resize(std::fread(chunk.data(), 1, kChunk, file));
    if (chunk.empty()) break;
    digest.Add(chunk);
    v1::BackupStoreResponse response;
    response.set_data(chunk);
    if (!stream.Write(std::move(response))) return absl::CancelledError("the client is gone");
  } while (true);
  if (std::ferror(file) != 0) return FileError("read the copy");
  v1::BackupStoreResponse end;
  end.set_sha256(digest.Hex());
  stream.Write(std::move(end));
  return absl::OkStatus();
}

absl::Status Backup(Store& store, BackupStream& stream, absl::FunctionRef<bool()> go_on) {
  const auto size = store.Size();
  if (!size.ok()) return size.status();
  const auto path = store.PrepareCopy(Store::kOutgoing, *size);
  if (!path.ok()) return path.status();
  const auto gone = absl::MakeCleanup([&] { std::remove(path->c_str()); });
  if (auto status = MakeCopy(store, *path, stream, go_on); !status.ok()) {
    return OrStopping(status, !go_on());
  }
  const File file = OpenFile(*path, "rb");
  if (file == nullptr) return FileError("read the copy");
  return SendFile(store, file.get(), stream, go_on);
}

using RestoreStream = LongReader<v1::RestoreStoreRequest>;

absl::Status BadUpload(absl::string_view description) {
  return wire::ToStatus(absl::StatusCode::kInvalidArgument,
                        {"BACKUP_INVALID", "", "", std::string(description)});
}

// Writes what comes after the first request to `path`.
absl::Status Receive(RestoreStream& stream, const std::string& path, int64_t size,
                     absl::FunctionRef<bool()> go_on) {
  const File file = OpenFile(path, "wb");
  if (file == nullptr) return FileError("write the backup");
  base::Sha256 digest;
  int64_t received = 0;
  std::string checksum;
  while (const auto* request = stream.Read()) {
    if (!go_on()) return Stopping();
    if (request->part_case() == v1::RestoreStoreRequest::kSha256) {
      checksum = request->sha256();
      break;
    }
    const std::string& data = request->data();
    received += static_cast<int64_t>(data.size());
    if (received > size) return BadUpload("More bytes came than were announced.");
    digest.Add(data);
    if (std::fwrite(data.data(), 1, data.size(), file.get()) != data.size()) {
      return FileError("write the backup");
    }
  }
  if (std::fflush(file.get()) != 0) return FileError("write the backup");
  if (checksum.empty()) return BadUpload("The backup did not come to its end; nothing changed.");
  if (received == size && checksum == digest.Hex()) return absl::OkStatus();
  return BadUpload("The backup was damaged on its way; nothing changed.");
}

absl::StatusOr<std::string> Restore(Store& store, RestoreStream& stream,
                                    absl::FunctionRef<bool()> go_on) {
  const auto* first = stream.Read();
  if (first == nullptr || first->part_case() != v1::RestoreStoreRequest::kSizeBytes ||
      first->size_bytes() <= 0) {
    return BadField("size_bytes", "", "The first message tells how many bytes follow.");
  }
  const int64_t size = first->size_bytes();
  const auto path = store.PrepareCopy(Store::kIncoming, size);
  if (!path.ok()) return path.status();
  // Gone anyway where it has been staged.
  const auto gone = absl::MakeCleanup([&] { std::remove(path->c_str()); });
  if (auto status = Receive(stream, *path, size, go_on); !status.ok()) return status;
  auto epoch =
      store.StageRestore(*path, [&](int64_t, int64_t) { return go_on() && !stream.is_gone(); });
  if (!epoch.ok()) return OrStopping(epoch.status(), !go_on());
  return epoch;
}

template <typename Stream>
upkeep::Caretaker::Tell EndLater(Stream* stream, absl::Status status) {
  return [stream, status = std::move(status)] { stream->End(status); };
}

// A call that is refused before it begins.
template <typename Stream>
Stream* Refuse(Stream* stream, const absl::Status& status) {
  stream->End(status);
  return stream;
}

}  // namespace

absl::Status MaintenanceService::Admit(const grpc::CallbackServerContext& call) const {
  const auto caller = context_.gate.Enter(call);
  if (!caller.ok()) return caller.status();
  return Gate::MayMaintain(*caller);
}

grpc::ServerUnaryReactor* MaintenanceService::GetStore(grpc::CallbackServerContext* call,
                                                       const v1::GetStoreRequest*,
                                                       v1::GetStoreResponse* response) {
  const absl::Status admitted = Admit(*call);
  if (admitted.ok()) response->set_epoch(std::string(context_.store.Epoch()));
  return End(call, admitted);
}

grpc::ServerWriteReactor<v1::VerifyStoreResponse>* MaintenanceService::VerifyStore(
    grpc::CallbackServerContext* call, const v1::VerifyStoreRequest* request) {
  auto* stream = new VerifyCall::Stream;
  auto status = Admit(*call);
  if (status.ok()) {
    status = caretaker_.TryStart([this, stream, mend = request->mend()](auto go_on) {
      VerifyCall verify(*stream, go_on);
      const auto report = upkeep::Verify(context_.store, context_.policy, mend, verify);
      if (report.ok()) verify.Report(*report);
      return EndLater(stream, OrStopping(report.status(), !go_on()));
    });
  }
  return status.ok() ? stream : Refuse(stream, status);
}

grpc::ServerWriteReactor<v1::BackupStoreResponse>* MaintenanceService::BackupStore(
    grpc::CallbackServerContext* call, const v1::BackupStoreRequest*) {
  auto* stream = new BackupStream;
  auto status = Admit(*call);
  if (status.ok()) {
    status = caretaker_.TryStart([this, stream](auto go_on) {
      return EndLater(stream, Backup(context_.store, *stream, go_on));
    });
  }
  return status.ok() ? stream : Refuse(stream, status);
}

grpc::ServerReadReactor<v1::RestoreStoreRequest>* MaintenanceService::RestoreStore(
    grpc::CallbackServerContext* call, v1::RestoreStoreResponse* response) {
  const auto restored = std::make_shared<bool>(false);
  auto* stream = new RestoreStream([this, restored] {
    if (*restored) on_restored_();
  });
  auto status = Admit(*call);
  if (status.ok()) {
    status = caretaker_.TryStart([this, stream, response, restored](auto go_on) {
      const auto epoch = Restore(context_.store, *stream, go_on);
      if (epoch.ok()) {
        runtime::LogInfo("a backup is to be restored; the next epoch is ", *epoch);
        response->set_epoch(*epoch);
        *restored = true;
      }
      return EndLater(stream, epoch.status());
    });
  }
  return status.ok() ? stream : Refuse(stream, status);
}

}  // namespace aftercall::rpc
