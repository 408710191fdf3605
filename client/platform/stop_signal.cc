#include "client/platform/stop_signal.h"

#include <pthread.h>

#include <utility>

namespace aftercall::platform {

StopSignal::StopSignal(std::function<void()> wake) : wake_(std::move(wake)) {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), "signals");
    int signal = 0;
    while (sigwait(&signals_, &signal) == 0 && !ending_) {
      // A second one ends a program that does not come to its end.
      if (stopped_.exchange(true)) {
        pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
        raise(signal);
      }
      wake_();
    }
  });
}

StopSignal::~StopSignal() {
  ending_ = true;
  pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
}

}  // namespace aftercall::platform
