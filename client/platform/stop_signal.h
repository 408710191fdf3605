#pragma once

#include <signal.h>

#include <atomic>
#include <functional>
#include <thread>

namespace aftercall::platform {

// SIGINT and SIGTERM as something to ask for. Heard on a thread of its own ("signals"), which
// blocks on nothing else. Make it before every other thread: they inherit the signals' mask.
class StopSignal {
 public:
  // `wake` is called on that thread when a signal has come.
  explicit StopSignal(std::function<void()> wake);
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  bool stopped() const { return stopped_; }

 private:
  std::function<void()> wake_;
  sigset_t signals_;
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace aftercall::platform
