#include "backend/runtime/signals.h"

#include <pthread.h>

#include <utility>

namespace aftercall::runtime {
namespace {

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

SignalWatcher::SignalWatcher(std::function<void(int)> on_signal)
    : on_signal_(std::move(on_signal)) {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, &mask_before_);
  thread_ = std::thread([this] { Listen(); });
}

SignalWatcher::~SignalWatcher() {
  stopping_ = true;
  // To the thread alone: it wakes, whatever else is under way.
  pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

void SignalWatcher::Listen() {
  const sigset_t signals = StopSignals();
  while (true) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    if (stopping_) return;
    on_signal_(signal);
  }
}

}  // namespace aftercall::runtime
