#include "tests/client/platform/x_server.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace aftercall::platform {

std::unique_ptr<XServer> XServer::Start() {
  int number[2];
  if (pipe(number) != 0) return nullptr;
  const pid_t process = fork();
  if (process < 0) return nullptr;
  if (process == 0) {
    close(number[0]);
    const std::string write_end = std::to_string(number[1]);
    execlp("Xvfb", "Xvfb", "-displayfd", write_end.c_str(), "-screen", "0", "1280x800x24",
           "-nolisten", "tcp", static_cast<char*>(nullptr));
    _exit(127);
  }
  close(number[1]);
  std::string display = ":";
  char digit = 0;
  while (read(number[0], &digit, 1) == 1 && digit != '\n') display += digit;
  close(number[0]);
  std::unique_ptr<XServer> server(new XServer(process));
  if (display == ":") return nullptr;
  setenv("DISPLAY", display.c_str(), 1);
  return server;
}

XServer::~XServer() {
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
}

}  // namespace aftercall::platform
