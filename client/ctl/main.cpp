#include <unistd.h>

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "client/ctl/program.h"

extern char** environ;

namespace {

std::map<std::string, std::string> Environment() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const size_t equals = text.find('=');
    if (equals != std::string::npos) variables[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return variables;
}

}  // namespace

int main(int argc, char** argv) {
  // Debian's Abseil looks for deadlocks in production; gRPC pays for it.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  std::ios::sync_with_stdio(false);
  aftercall::ctl::StopSignal stop;
  return aftercall::ctl::RunProgram(std::vector<std::string>(argv + 1, argv + argc),
                                    {std::cout, std::cerr, isatty(STDERR_FILENO) != 0,
                                     Environment(), stop, aftercall::ctl::ConnectTo});
}
