#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/status_line.h"
#include "shared/base/sha256.h"

namespace aftercall::ctl {
namespace {

constexpr size_t kChunk = 256 << 10;
constexpr absl::Duration kBetweenLooks = absl::Milliseconds(200);

struct RestoreOptions {
  std::string file;
  absl::Duration wait = absl::Minutes(2);
};

// Gives out the messages of one restore: the size, the bytes, the checksum.
class Sender {
 public:
  Sender(const std::string& path, StatusLine& line, const i18n::Translator& tr)
      : path_(path), line_(line), tr_(tr), file_(path, std::ios::binary | std::ios::ate) {}

  absl::StatusOr<bool> Next(v1::RestoreStoreRequest* request) {
    if (stage_ == Stage::kSize) {
      if (!file_) return Unreadable();
      size_ = static_cast<int64_t>(file_.tellg());
      file_.seekg(0);
      request->set_size_bytes(size_);
      stage_ = Stage::kData;
      return true;
    }
    if (stage_ == Stage::kEnd) return false;
    std::string chunk(kChunk, '\0');
    file_.read(chunk.data(), static_cast<std::streamsize>(kChunk));
    if (file_.bad()) return Unreadable();
    chunk.resize(static_cast<size_t>(file_.gcount()));
    if (chunk.empty()) {
      request->set_sha256(digest_.Hex());
      stage_ = Stage::kEnd;
      return true;
    }
    digest_.Add(chunk);
    sent_ += static_cast<int64_t>(chunk.size());
    request->set_data(std::move(chunk));
    if (line_.IsDue()) line_.Show(absl::StrCat(Bar(sent_, size_), " ", tr_.Tr("sending")));
    return true;
  }

 private:
  enum class Stage { kSize, kData, kEnd };

  absl::Status Unreadable() const {
    return absl::NotFoundError(i18n::Format(tr_.Tr("{file}: cannot be read"), {{"file", path_}}));
  }

  const std::string& path_;
  StatusLine& line_;
  const i18n::Translator& tr_;
  std::ifstream file_;
  Stage stage_ = Stage::kSize;
  int64_t size_ = 0;
  int64_t sent_ = 0;
  base::Sha256 digest_;
};

bool IsRefusedForGood(const absl::Status& status) {
  return absl::IsUnauthenticated(status) || absl::IsPermissionDenied(status);
}

// Waits until the server serves the database that was restored.
absl::Status WaitUntilBack(const std::string& epoch, const RestoreOptions& options,
                           ServerLink& server, StatusLine& line, Context& context) {
  const absl::Time end = absl::Now() + options.wait;
  while (absl::Now() < end) {
    const absl::StatusOr<v1::GetStoreResponse> store = server.GetStore({});
    if (store.ok() && store->epoch() == epoch) return absl::OkStatus();
    if (IsRefusedForGood(store.status())) {
      context.err << context.tr.Tr(
                         "The database has been restored, and your token is not good for it: take "
                         "the one in admin.token in the server's data folder.")
                  << "\n";
      return absl::OkStatus();
    }
    if (line.IsDue()) line.Show(context.tr.Tr("waiting for the server to come back"));
    if (context.stop.Wait(kBetweenLooks)) break;
  }
  return absl::AbortedError(context.tr.Tr(
      "The backup was taken, and the server is not back yet: its log says what it waits for."));
}

absl::Status RunRestore(const RestoreOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  context.stop.OnStop([link = *server] { link->Cancel(); });
  const base::SystemClock clock;
  StatusLine line(context.err_is_terminal ? &context.err : nullptr, &clock);
  Sender sender(options.file, line, context.tr);
  const absl::StatusOr<v1::RestoreStoreResponse> response = (*server)->RestoreStore(
      [&](v1::RestoreStoreRequest* request) { return sender.Next(request); });
  line.Clear();
  if (!response.ok()) return response.status();
  absl::Status back = WaitUntilBack(response->epoch(), options, **server, line, context);
  line.Clear();
  if (!back.ok()) return back;
  if (context.format == OutputFormat::kTable) {
    context.out << i18n::Format(context.tr.Tr("Restored. The database's epoch is now {epoch}."),
                                {{"epoch", response->epoch()}})
                << "\n";
  } else {
    WriteOne(ToJson(*response), context.format, context.out);
  }
  return absl::OkStatus();
}

}  // namespace

Command RestoreCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<RestoreOptions>();
  Command command;
  command.path = "restore";
  command.summary = tr.Tr("Replaces the server's database by a backup");
  command.details = tr.Tr(
      "The server checks the file before it changes anything, starts again by itself, and keeps\n"
      "the former database in its data folder. Every ticker comes back by itself. Works on a new,\n"
      "empty server, too.");
  command.examples = {"aftercallctl restore aftercall-2026-01-31.backup"};
  command.reads = true;
  command.options = {
      {"file", tr.Tr("A file that `aftercallctl backup` wrote"), &options->file, true},
      {"--wait", tr.Tr("How long to wait for the server to be back; 2 minutes by default"),
       &options->wait},
  };
  command.run = [options](Context& context) { return RunRestore(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
