#include "client/ctl/program.h"

#include <fstream>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/ctl/command_line.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/completion.h"
#include "client/ctl/output/table.h"
#include "shared/wire/problem.h"

namespace aftercall::ctl {
namespace {

std::string Variable(const Surroundings& around, const std::string& name) {
  const auto found = around.environment.find(name);
  return found == around.environment.end() ? "" : found->second;
}

// The language must be known before the words are made that describe --language itself.
std::string LanguageSetting(const std::vector<std::string>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    constexpr absl::string_view kEquals = "--language=";
    if (arguments[i] == "--language" && i + 1 < arguments.size()) return arguments[i + 1];
    if (absl::string_view(arguments[i]).substr(0, kEquals.size()) == kEquals) {
      return arguments[i].substr(kEquals.size());
    }
  }
  return "";
}

// The token's file: as told, or the administrator's that aftercalld left in its default place.
absl::StatusOr<std::string> ReadToken(const std::string& told, const Surroundings& around,
                                      const i18n::Translator& tr) {
  std::string path = told;
  if (path.empty()) path = Variable(around, "AFTERCALL_TOKEN_FILE");
  if (path.empty()) {
    std::string data = Variable(around, "XDG_DATA_HOME");
    if (data.empty()) data = absl::StrCat(Variable(around, "HOME"), "/.local/share");
    path = absl::StrCat(data, "/aftercall/admin.token");
  }
  std::ifstream file(path);
  std::string token;
  if (!file || !std::getline(file, token)) {
    return absl::NotFoundError(i18n::Format(
        tr.Tr("{file}: there is no token; name its file with --token-file"), {{"file", path}}));
  }
  return std::string(absl::StripAsciiWhitespace(token));
}

// Makes the link when it is first asked for, so that --help and completion need no server.
class LazyLink {
 public:
  LazyLink(const GlobalOptions& options, const Surroundings& around, const i18n::Translator& tr)
      : options_(options), around_(around), tr_(tr) {
    server_ = options.server;
    if (server_.empty()) server_ = Variable(around, "AFTERCALL_SERVER");
    if (server_.empty()) server_ = "127.0.0.1:7433";
  }

  absl::StatusOr<ServerLink*> Get() {
    if (link_ != nullptr) return link_.get();
    absl::StatusOr<std::string> token = ReadToken(options_.token_file, around_, tr_);
    if (!token.ok()) return token.status();
    absl::StatusOr<std::unique_ptr<ServerLink>> link = As(*std::move(token));
    if (!link.ok()) return link.status();
    link_ = *std::move(link);
    return link_.get();
  }

  absl::StatusOr<std::unique_ptr<ServerLink>> As(std::string token) {
    LinkOptions options;
    options.server = server_;
    options.token = std::move(token);
    options.tls_ca_file = options_.tls_ca;
    return around_.connect(std::move(options));
  }

  const std::string& server() const { return server_; }

 private:
  const GlobalOptions& options_;
  const Surroundings& around_;
  const i18n::Translator& tr_;
  std::string server_;
  std::unique_ptr<ServerLink> link_;
};

OutputFormat FormatOf(const std::string& word) {
  if (word == "json") return OutputFormat::kJson;
  if (word == "jsonl") return OutputFormat::kJsonLines;
  return OutputFormat::kTable;
}

// The last part of gRPC's "failed to connect to all addresses; last error: …: Connection refused".
std::string Cause(absl::string_view message) {
  const size_t colon = message.rfind(": ");
  return std::string(colon == absl::string_view::npos ? message : message.substr(colon + 2));
}

int Fail(const absl::Status& status, const std::string& server, const i18n::Translator& tr,
         std::ostream& err) {
  err << "aftercallctl: " << ForTerminal(Sentence(status, server, tr)) << "\n";
  if (!IsUsageError(status)) return 1;
  err << tr.Tr("aftercallctl --help shows how it is used.") << "\n";
  return 2;
}

}  // namespace

std::vector<Command> AllCommands(const i18n::Translator& tr) {
  std::vector<Command> commands = {ImportCommand(tr), SimulateCommand(tr), WatchCommand(tr),
                                   SummaryCommand(tr)};
  for (const auto& group :
       {InteractionCommands(tr), AssessCommands(tr), ReviewCommands(tr), AppealCommands(tr),
        KudosCommands(tr), UserCommands(tr), TeamCommands(tr), FormCommands(tr), PolicyCommands(tr),
        PauseCommands(tr)}) {
    commands.insert(commands.end(), group.begin(), group.end());
  }
  commands.push_back(TokenCommand(tr));
  commands.push_back(VerifyCommand(tr));
  commands.push_back(BackupCommand(tr));
  commands.push_back(RestoreCommand(tr));
  commands.push_back(CompletionCommand(tr));
  return commands;
}

std::string Sentence(const absl::Status& status, const std::string& server,
                     const i18n::Translator& tr) {
  if (const std::optional<wire::Problem> problem = wire::ProblemOf(status)) {
    if (!problem->description.empty()) return problem->description;
  }
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return i18n::Format(tr.Tr("no answer from {server}: is aftercalld running there? ({detail})"),
                          {{"server", server}, {"detail", Cause(status.message())}});
    case absl::StatusCode::kDeadlineExceeded:
      return i18n::Format(tr.Tr("{server} took too long to answer"), {{"server", server}});
    case absl::StatusCode::kUnimplemented:
      return i18n::Format(tr.Tr("{server} does not know this request: it may be an older version"),
                          {{"server", server}});
    default:
      return status.message().empty() ? absl::StatusCodeToString(status.code())
                                      : std::string(status.message());
  }
}

int RunProgram(const std::vector<std::string>& arguments, const Surroundings& around) {
  std::string language = LanguageSetting(arguments);
  if (language.empty()) language = Variable(around, "AFTERCALL_LANGUAGE");
  const i18n::Translator tr(i18n::ChooseLanguage(language));
  const std::vector<Command> commands = AllCommands(tr);
  GlobalOptions options;
  const absl::StatusOr<Invocation> invocation = ParseCommandLine(arguments, commands, &options, tr);
  LazyLink link(options, around, tr);
  if (!invocation.ok()) return Fail(invocation.status(), link.server(), tr, around.err);
  if (invocation->text.has_value()) {
    around.out << *invocation->text;
    return 0;
  }
  Context context{tr,
                  FormatOf(options.output),
                  around.out,
                  around.err,
                  around.err_is_terminal,
                  around.stop,
                  [&link] { return link.Get(); },
                  [&link](const std::string& token) { return link.As(token); }};
  const absl::Status status = invocation->command->run(context);
  around.stop.OnStop(nullptr);
  around.out.flush();
  if (!status.ok()) return Fail(status, link.server(), tr, around.err);
  return around.out.good() ? 0 : 1;
}

}  // namespace aftercall::ctl
