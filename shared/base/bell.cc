#include "shared/base/bell.h"

#include <algorithm>
#include <utility>

namespace aftercall::base {
namespace {

// Longer ones would overflow the clock's arithmetic.
constexpr absl::Duration kLongestWait = absl::Hours(24 * 365);

}  // namespace

void Bell::Ring() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_rung_ = true;
  }
  changed_.notify_one();
}

bool Bell::WaitFor(absl::Duration longest) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait_for(lock, absl::ToChronoNanoseconds(std::min(longest, kLongestWait)),
                    [this] { return is_rung_; });
  return std::exchange(is_rung_, false);
}

}  // namespace aftercall::base
