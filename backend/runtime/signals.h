#pragma once

#include <signal.h>

#include <atomic>
#include <functional>
#include <thread>

namespace aftercall::runtime {

// Hears SIGTERM and SIGINT on a thread of its own, so that the callback may lock, log and wait as
// any code may. Threads inherit the signals' mask: make it before every other thread of the
// program.
class SignalWatcher {
 public:
  // Blocks both signals in this thread and starts listening. `on_signal` gets the number of each
  // one that comes, one after another; it may come more than once.
  explicit SignalWatcher(std::function<void(int signal)> on_signal);

  // Stops listening, waits for a running callback and puts the mask back.
  ~SignalWatcher();

  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;

 private:
  void Listen();

  const std::function<void(int)> on_signal_;
  sigset_t mask_before_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace aftercall::runtime
