#pragma once

#include <functional>
#include <memory>

#include "absl/time/time.h"

namespace aftercall::net {

// One place where things happen one after another: all state of sessions and senders is touched
// only by tasks of their loop, so that it needs no locks. Tests run a loop by hand.
class Loop {
 public:
  virtual ~Loop() = default;

  // Runs `task` on the loop, after those posted before. Thread-safe, never blocks. After Stop the
  // task is dropped.
  virtual void Post(std::function<void()> task) = 0;

  // Runs `task` on the loop when `delay` has passed, not before. Thread-safe, never blocks.
  virtual void After(absl::Duration delay, std::function<void()> task) = 0;

  // The loop's own time, which never steps back; only differences mean something.
  virtual absl::Duration Elapsed() const = 0;

  // Runs what is posted, drops what waits for its time, and takes nothing more. Not on the loop.
  virtual void Stop() = 0;
};

// A loop on a thread of its own ("net"), which starts at once. Blocks only for work.
std::shared_ptr<Loop> MakeThreadLoop();

}  // namespace aftercall::net
