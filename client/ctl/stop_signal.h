#pragma once

#include <functional>
#include <memory>

#include "absl/time/time.h"

namespace aftercall::ctl {

// Ctrl-C and SIGTERM, as something to ask and to wait for. A second one ends the process at once.
// Thread-safe.
class StopSignal {
 public:
  // Takes the signals over for the whole process: make it before any other thread. With
  // `catch_signals` false only Trigger() stops anything (tests).
  explicit StopSignal(bool catch_signals = true);
  ~StopSignal();

  bool stopped() const;
  // Waits so long, or until stopped; true when stopped.
  bool Wait(absl::Duration duration) const;
  // Becomes and stays readable when stopped.
  int descriptor() const;
  // Calls `on_stop` when stopped, on the thread "signals" or the one that triggers; replaces the
  // function before. Does not return while the one before is being called.
  void OnStop(std::function<void()> on_stop);
  void Trigger();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace aftercall::ctl
