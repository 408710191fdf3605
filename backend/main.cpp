#include <grpc/support/log.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "backend/runtime/config.h"
#include "backend/runtime/files.h"
#include "backend/runtime/logging.h"
#include "backend/runtime/signals.h"
#include "backend/server.h"

namespace {

// What the server's owner is asked to do next.
class Wishes {
 public:
  enum Wish { kNone, kStartAgain, kStop };

  // A wish to stop is never taken back.
  void Put(Wish wish) {
    absl::MutexLock lock(&mutex_);
    wish_ = std::max(wish_, wish);
  }
  Wish Wait() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Wishes::HasWish));
    return TakeWish();
  }
  // Waits so long at most.
  bool IsStopWithin(absl::Duration duration) {
    absl::MutexLock lock(&mutex_);
    return mutex_.AwaitWithTimeout(absl::Condition(this, &Wishes::IsStop), duration);
  }

 private:
  bool HasWish() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return wish_ != kNone; }
  bool IsStop() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return wish_ == kStop; }
  Wish TakeWish() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const Wish wish = wish_;
    if (wish != kStop) wish_ = kNone;
    return wish;
  }

  absl::Mutex mutex_;
  Wish wish_ ABSL_GUARDED_BY(mutex_) = kNone;
};

int Fail(const absl::Status& status, int code) {
  std::fprintf(stderr, "aftercalld: %s\n", std::string(status.message()).c_str());
  return code;
}

// A port that this process has just left may be held up for a moment.
constexpr int kTriesToComeBack = 150;
constexpr absl::Duration kBetweenTries = absl::Milliseconds(200);

absl::StatusOr<std::unique_ptr<aftercall::Server>> Start(const aftercall::runtime::Config& config,
                                                         Wishes& wishes, bool came_back) {
  for (int tries = came_back ? kTriesToComeBack : 1;; --tries) {
    auto server = aftercall::Server::Start(config, [&wishes] { wishes.Put(Wishes::kStartAgain); });
    if (server.ok() || !absl::IsUnavailable(server.status()) || tries <= 1) return server;
    if (wishes.IsStopWithin(kBetweenTries)) return server;
  }
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
  const auto few_files =
      runtime::WarnOfFewFiles(runtime::RaiseFileLimit(), invocation->config.max_streams);
  if (few_files) runtime::LogWarning(*few_files);

  Wishes wishes;
  runtime::SignalWatcher signals([&wishes](int) { wishes.Put(Wishes::kStop); });
  runtime::Config config = invocation->config;
  for (bool came_back = false;; came_back = true) {
    auto server = Start(config, wishes, came_back);
    if (!server.ok()) return Fail(server.status(), 1);
    // A server that comes back is where its clients look for it.
    config.listen = (*server)->address();
    std::printf("aftercalld: grpc listening on %s\n", (*server)->address().c_str());
    if (const std::string url = (*server)->MetricsUrl(); !url.empty()) {
      std::printf("aftercalld: metrics at %s\n", url.c_str());
    }
    std::fflush(stdout);
    const Wishes::Wish wish = wishes.Wait();
    runtime::LogInfo("stopping: streams are asked to come back, running calls are finished");
    (*server)->Drain();
    if (wish == Wishes::kStop) break;
    runtime::LogInfo("starting again, with the database that was restored");
  }
  runtime::LogInfo("stopped");
  return 0;
}
