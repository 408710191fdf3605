#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/ctl/command.h"
#include "client/ctl/link/server_link.h"
#include "client/ctl/stop_signal.h"

namespace aftercall::ctl {

// What surrounds the program. Tests put their own in.
struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;
  // Variables of the environment.
  std::map<std::string, std::string> environment;
  StopSignal& stop;
  // Makes the link to the server.
  std::function<absl::StatusOr<std::unique_ptr<ServerLink>>(LinkOptions)> connect;
};

// Every command there is, in the order of --help.
std::vector<Command> AllCommands(const i18n::Translator& tr);

// Runs the program. Returns its exit code: 0 done, 1 refused or failed, 2 wrong usage.
int RunProgram(const std::vector<std::string>& arguments, const Surroundings& around);

// One plain sentence out of what went wrong: what the server said about it, or what it means that
// nobody answered.
std::string Sentence(const absl::Status& status, const std::string& server,
                     const i18n::Translator& tr);

}  // namespace aftercall::ctl
