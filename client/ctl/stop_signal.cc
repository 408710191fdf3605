#include "client/ctl/stop_signal.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"

namespace aftercall::ctl {
namespace {

// Wrappers such as timeout(1) pass one signal on twice; a person presses slower than this.
constexpr absl::Duration kOnePress = absl::Milliseconds(500);

}  // namespace

class StopSignal::Impl {
 public:
  explicit Impl(bool catch_signals)
      : stopped_event_(eventfd(0, EFD_CLOEXEC)), end_event_(eventfd(0, EFD_CLOEXEC)) {
    if (!catch_signals) return;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const int descriptor = signalfd(-1, &signals, SFD_CLOEXEC);
    thread_ = std::thread([this, descriptor] { Listen(descriptor); });
  }

  ~Impl() {
    if (thread_.joinable()) {
      Raise(end_event_);
      thread_.join();
    }
    close(stopped_event_);
    close(end_event_);
  }

  void Stop() {
    absl::MutexLock lock(&mutex_);
    if (stopped_.exchange(true)) return;
    Raise(stopped_event_);
    if (on_stop_) on_stop_();
  }

  void OnStop(std::function<void()> on_stop) {
    absl::MutexLock lock(&mutex_);
    on_stop_ = std::move(on_stop);
    if (stopped_ && on_stop_) on_stop_();
  }

  bool stopped() const { return stopped_; }
  int stopped_event() const { return stopped_event_; }

 private:
  static void Raise(int event) {
    const uint64_t one = 1;
    // Cannot fail: the counter is far from full.
    [[maybe_unused]] const ssize_t written = write(event, &one, sizeof one);
  }

  // The thread "signals": blocks on the two descriptors alone.
  void Listen(int descriptor) {
    pthread_setname_np(pthread_self(), "signals");
    absl::Time stopped_at;
    for (;;) {
      pollfd both[] = {{descriptor, POLLIN, 0}, {end_event_, POLLIN, 0}};
      if (poll(both, 2, -1) < 0) continue;
      if (both[1].revents != 0) break;
      signalfd_siginfo info{};
      if (read(descriptor, &info, sizeof info) != sizeof info) continue;
      if (!stopped_) {
        Stop();
        stopped_at = absl::Now();
      } else if (absl::Now() - stopped_at > kOnePress) {
        _exit(128 + static_cast<int>(info.ssi_signo));
      }
    }
    close(descriptor);
  }

  const int stopped_event_;
  const int end_event_;
  std::atomic<bool> stopped_ = false;
  absl::Mutex mutex_;
  std::function<void()> on_stop_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

StopSignal::StopSignal(bool catch_signals) : impl_(std::make_unique<Impl>(catch_signals)) {}
StopSignal::~StopSignal() = default;

bool StopSignal::stopped() const { return impl_->stopped(); }
int StopSignal::descriptor() const { return impl_->stopped_event(); }
void StopSignal::OnStop(std::function<void()> on_stop) { impl_->OnStop(std::move(on_stop)); }
void StopSignal::Trigger() { impl_->Stop(); }

bool StopSignal::Wait(absl::Duration duration) const {
  const absl::Time until = absl::Now() + duration;
  while (!stopped()) {
    const absl::Duration left = until - absl::Now();
    if (left <= absl::ZeroDuration()) return false;
    const timespec time = absl::ToTimespec(left);
    pollfd one{descriptor(), POLLIN, 0};
    ppoll(&one, 1, &time, nullptr);
  }
  return true;
}

}  // namespace aftercall::ctl
