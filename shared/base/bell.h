#pragma once

#include <condition_variable>
#include <mutex>

#include "absl/time/time.h"

namespace aftercall::base {

// A bell that one thread waits for. The waits of absl::Mutex go by the system's clock: where that
// is set back by an hour, a wait of a second takes an hour and a second. These go by a clock that
// nobody sets. Thread-safe; guards nothing but itself.
class Bell {
 public:
  // Ends the wait that is under way, otherwise the next one.
  void Ring();

  // Waits until somebody rings, and for `longest` at most. Whether somebody has rung.
  bool WaitFor(absl::Duration longest);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_rung_ = false;
};

}  // namespace aftercall::base
