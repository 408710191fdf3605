#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/status_line.h"
#include "client/ctl/output/whole_file.h"
#include "shared/base/sha256.h"

namespace aftercall::ctl {
namespace {

struct BackupOptions {
  std::string file;
  bool force = false;
};

// Takes the messages of one backup in their order.
class Receiver {
 public:
  Receiver(WholeFile& file, StatusLine& line, const i18n::Translator& tr)
      : file_(file), line_(line), tr_(tr) {}

  // False ends the call; status() says why.
  bool Take(const v1::BackupStoreResponse& message) {
    if (message.has_progress()) {
      Show(tr_.Tr("copying"), message.progress().done(), message.progress().total());
    } else if (message.has_header()) {
      header_ = message.header();
    } else if (message.part_case() == v1::BackupStoreResponse::kData) {
      received_ += static_cast<int64_t>(message.data().size());
      digest_.Add(message.data());
      status_ = file_.Write(message.data());
      Show(tr_.Tr("receiving"), received_, header_.size_bytes());
    } else if (message.part_case() == v1::BackupStoreResponse::kSha256) {
      sha256_ = message.sha256();
    }
    return status_.ok();
  }

  // Whether all of it came, and whole.
  absl::Status Check() {
    if (!status_.ok()) return status_;
    if (!sha256_.empty() && received_ == header_.size_bytes() && digest_.Hex() == sha256_) {
      return absl::OkStatus();
    }
    return absl::DataLossError(tr_.Tr("The backup was damaged on its way; try again."));
  }

  const v1::BackupHeader& header() const { return header_; }
  const std::string& sha256() const { return sha256_; }

 private:
  void Show(const std::string& doing, int64_t done, int64_t total) {
    if (line_.IsDue()) line_.Show(absl::StrCat(Bar(done, total), " ", doing));
  }

  WholeFile& file_;
  StatusLine& line_;
  const i18n::Translator& tr_;
  absl::Status status_;
  v1::BackupHeader header_;
  int64_t received_ = 0;
  base::Sha256 digest_;
  std::string sha256_;
};

void Write(const BackupOptions& options, const Receiver& receiver, Context& context) {
  if (context.format == OutputFormat::kTable) {
    context.out << i18n::Format(context.tr.Tr("{file}: {bytes} bytes, SHA-256 {sha256}"),
                                {{"file", options.file},
                                 {"bytes", Grouped(receiver.header().size_bytes())},
                                 {"sha256", receiver.sha256()}})
                << "\n";
    return;
  }
  WriteOne(Json{{"file", options.file},
                {"size_bytes", receiver.header().size_bytes()},
                {"sha256", receiver.sha256()},
                {"epoch", receiver.header().epoch()}},
           context.format, context.out);
}

absl::Status RunBackup(const BackupOptions& options, Context& context) {
  const auto file = WholeFile::Create(options.file, options.force);
  if (absl::IsAlreadyExists(file.status())) {
    return absl::AlreadyExistsError(i18n::Format(
        context.tr.Tr("{file} is there already; --force replaces it"), {{"file", options.file}}));
  }
  if (!file.ok()) return file.status();
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  context.stop.OnStop([link = *server] { link->Cancel(); });
  const base::SystemClock clock;
  StatusLine line(context.err_is_terminal ? &context.err : nullptr, &clock);
  Receiver receiver(**file, line, context.tr);
  absl::Status status = (*server)->BackupStore(
      {}, [&](const v1::BackupStoreResponse& message) { return receiver.Take(message); });
  line.Clear();
  if (!status.ok()) return status;
  if (absl::Status whole = receiver.Check(); !whole.ok()) return whole;
  if (absl::Status kept = (*file)->Commit(); !kept.ok()) return kept;
  Write(options, receiver, context);
  return absl::OkStatus();
}

}  // namespace

Command BackupCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<BackupOptions>();
  Command command;
  command.path = "backup";
  command.summary = tr.Tr("Writes a copy of the whole database to a file, while it is served");
  command.details = tr.Tr(
      "The file has customers' words in it, and neither keys nor tokens: keep it where nobody "
      "else\n"
      "reads it. It is there only once it is whole. `aftercallctl restore` takes it back.");
  command.examples = {"aftercallctl backup \"aftercall-$(date +%F).backup\""};
  command.reads = true;
  command.options = {
      {"file", tr.Tr("Where to write it"), &options->file, true},
      {"--force", tr.Tr("Replace a file that is there"), &options->force},
  };
  command.run = [options](Context& context) { return RunBackup(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
