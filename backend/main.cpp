#include <grpc/support/log.h>
#include <sys/stat.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/notification.h"
#include "backend/runtime/config.h"
#include "backend/runtime/logging.h"
#include "backend/runtime/signals.h"
#include "backend/server.h"

namespace {

int Fail(const absl::Status& status, int code) {
  std::fprintf(stderr, "aftercalld: %s\n", std::string(status.message()).c_str());
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace aftercall;  // a main program of ours
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto invocation = runtime::ReadConfig(arguments, runtime::ReadEnvironment());
  if (!invocation.ok()) return Fail(invocation.status(), 2);
  if (invocation->text) {
    std::fputs(invocation->text->c_str(), stdout);
    return 0;
  }
  runtime::SetLogLevel(invocation->config.log_level);
  // The library's own lines are for its developers; what fails is told in our words.
  if (!runtime::IsLogged(runtime::LogLevel::kDebug)) gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR);
  // What customers say is nobody's on this machine but the service's.
  umask(0077);
  for (const auto& warning : invocation->warnings) runtime::LogWarning(warning);

  absl::Notification stop;
  runtime::SignalWatcher signals([&stop](int) {
    if (!stop.HasBeenNotified()) stop.Notify();
  });
  auto server = Server::Start(invocation->config);
  if (!server.ok()) return Fail(server.status(), 1);
  std::printf("aftercalld: grpc listening on %s\n", (*server)->address().c_str());
  std::fflush(stdout);
  stop.WaitForNotification();
  runtime::LogInfo("stopping: streams are asked to come back, running calls are finished");
  (*server)->Drain();
  runtime::LogInfo("stopped");
  return 0;
}
