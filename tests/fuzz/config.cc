#include "backend/runtime/config.h"

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "backend/runtime/settings.h"
#include "shared/base/text.h"
#include "shared/wire/problem.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/temporary_directory.h"

// The server's configuration, in parts: the file, variables (NAME=VALUE), arguments (one a line).
namespace aftercall::fuzz {
namespace {

using runtime::Config;
using runtime::Environment;
using runtime::Invocation;

absl::StatusOr<Invocation> Read(const std::vector<std::string>& arguments,
                                Environment environment) {
  environment["HOME"] = "/home/somebody";
  auto invocation = runtime::ReadConfig(arguments, environment);
  if (!invocation.ok()) {
    const auto problem = wire::ProblemOf(invocation.status());
    Require(problem && problem->reason == "CONFIG_INVALID" && !problem->description.empty(),
            "a configuration is refused by name");
  }
  return invocation;
}

void RequireSound(const Config& config) {
  Require(runtime::IsLoopback(config.listen) || config.insecure || config.has_tls(),
          "plain text is served on loopback alone");
  Require(config.tls_certificate.empty() == config.tls_key.empty(), "TLS has both files or none");
  Require(!config.sqlite_path.empty() && !config.data_dir.empty(), "data has its place");
  Require(config.day_starts_at >= absl::ZeroDuration() && config.day_starts_at < absl::Hours(24),
          "a day starts within a day");
  Require(config.comment_limit >= 1 && config.comment_limit <= 100000, "comments have a limit");
  Require(config.bookmark_interval >= absl::Seconds(1), "bookmarks do not come without end");
  Require(config.reader_threads >= 1 && config.reader_threads <= 64, "somebody reads");
}

std::string Describe(const absl::StatusOr<Invocation>& invocation) {
  if (!invocation.ok()) {
    const auto problem = wire::ProblemOf(invocation.status());
    return absl::StrCat("refused ", problem->field, " ", problem->value);
  }
  const Config& c = invocation->config;
  return absl::StrCat(c.listen, "|", c.sqlite_path, "|", c.data_dir, "|", c.tls_certificate, "|",
                      c.tls_key, "|", c.insecure, "|", c.time_zone.name(), "|",
                      absl::FormatDuration(c.day_starts_at), "|") +
         absl::StrCat(c.comment_limit, "|", absl::FormatDuration(c.rerating_window), "|",
                      absl::FormatDuration(c.bookmark_interval), "|",
                      absl::FormatDuration(c.drain_timeout), "|", c.reader_threads, "|",
                      c.max_streams, "|", c.token_keys, "|", c.token_issuer, "|",
                      absl::StrJoin(c.recording_hosts, ","), "|", static_cast<int>(c.log_level));
}

// A TOML string of any UTF-8.
std::string Quoted(absl::string_view text) {
  std::string quoted = "\"";
  for (const unsigned char c : text) {
    if (c < 0x20 || c == 0x7F || c == '"' || c == '\\') {
      constexpr char kDigits[] = "0123456789ABCDEF";
      absl::StrAppend(&quoted, "\\u00", std::string(1, kDigits[c >> 4]),
                      std::string(1, kDigits[c & 15]));
    } else {
      quoted.push_back(static_cast<char>(c));
    }
  }
  return quoted + "\"";
}

class Files {
 public:
  std::string Write(const std::string& content) const {
    std::string path = directory_.File("a.toml");
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

 private:
  testing::TemporaryDirectory directory_;
};

// A setting means the same wherever it is written.
void TryEveryWay(const runtime::Setting& setting, const std::string& value, const Files& files) {
  // Variables hold no NUL, and an empty one is as good as none.
  if (value.empty() || value.find('\0') != std::string::npos) return;
  const std::string by_variable = Describe(Read({}, {{VariableOf(setting), value}}));
  const std::string by_flag = Describe(Read({absl::StrCat(FlagOf(setting), "=", value)}, {}));
  Require(by_flag == by_variable,
          absl::StrCat("a flag means what a variable means: ", by_flag, " and ", by_variable));
  if (!base::IsValidUtf8(value)) return;
  const std::string file = files.Write(absl::StrCat(setting.name, " = ", Quoted(value), "\n"));
  const std::string by_file = Describe(Read({"--config", file}, {}));
  Require(by_file == by_variable,
          absl::StrCat("a file means what a variable means: ", by_file, " and ", by_variable));
}

}  // namespace

void Try(absl::string_view input) {
  static const Files files;
  const std::vector<std::string> parts = Parts(input);
  Environment environment;
  std::vector<std::string> arguments;
  if (parts.size() > 1) {
    for (const absl::string_view line : absl::StrSplit(parts[1], '\n')) {
      const std::vector<std::string> pair = absl::StrSplit(line, absl::MaxSplits('=', 1));
      // The machine's own files are no input of ours.
      if (pair.size() < 2 || pair[0] == "AFTERCALL_CONFIG") continue;
      environment[pair[0]] = pair[1];
      for (const auto& setting : runtime::Settings()) {
        if (VariableOf(setting) == pair[0]) TryEveryWay(setting, pair[1], files);
      }
    }
  }
  if (parts.size() > 2) {
    for (const absl::string_view line : absl::StrSplit(parts[2], '\n')) {
      if (!line.empty() && !absl::StrContains(line, "--config")) arguments.emplace_back(line);
    }
  }
  arguments.insert(arguments.begin(), {"--config", files.Write(parts[0])});
  const auto invocation = Read(arguments, environment);
  if (invocation.ok() && !invocation->text) RequireSound(invocation->config);
}

}  // namespace aftercall::fuzz
