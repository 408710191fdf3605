#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "client/ctl/link/server_link.h"
#include "client/ctl/stop_signal.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl {

// How results are written: for people, as one JSON value, or as one JSON value a line.
enum class OutputFormat { kTable, kJson, kJsonLines };

// What a command works with. Lives as long as the command runs.
struct Context {
  const i18n::Translator& tr;
  OutputFormat format = OutputFormat::kTable;
  // Results go to `out`, progress and remarks to `err`.
  std::ostream& out;
  std::ostream& err;
  // A person watches `err`; otherwise nothing moves there.
  bool err_is_terminal = false;
  // Ctrl-C.
  StopSignal& stop;
  // The link to the server, made when it is first asked for.
  std::function<absl::StatusOr<ServerLink*>()> server;
  // Another link to the same server, with somebody else's token.
  std::function<absl::StatusOr<std::unique_ptr<ServerLink>>(const std::string& token)> connect_as;
};

// One option or positional argument of a command.
struct Option {
  // "--mapping", or "csv" for a positional.
  std::string name;
  std::string help;
  // Where the value goes. Durations are "3s", "1.5m" or a number of seconds; dates 2023-08-31.
  std::variant<std::string*, std::vector<std::string>*, bool*, int64_t*, double*, absl::Duration*,
               std::optional<absl::CivilDay>*>
      to;
  bool required = false;
  // Nothing else is taken, where given.
  std::vector<std::string> choices = {};
};

// A command, such as "import" or "user list". Options point into what `run` keeps.
struct Command {
  std::string path;
  // One line for the list of commands.
  std::string summary;
  // What --help shows below the options: more words, and command lines as examples.
  std::string details;
  std::vector<std::string> examples;
  std::vector<Option> options;
  // Takes --output.
  bool reads = false;
  std::function<absl::Status(Context&)> run;
};

// A status of wrong usage: the program ends with 2.
absl::Status UsageError(absl::string_view sentence);
bool IsUsageError(const absl::Status& status);

}  // namespace aftercall::ctl
