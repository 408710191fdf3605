#include "client/platform/frame_pacer.h"

#include <algorithm>

namespace aftercall::platform {
namespace {

constexpr absl::Duration kMovingInterval = absl::Milliseconds(33);
// A mouse sends hundreds of events a second; frames answer at most sixty of them.
constexpr absl::Duration kLeastInterval = absl::Milliseconds(16);

}  // namespace

FramePacer::Decision FramePacer::Decide(absl::Time now) const {
  absl::Time next = next_change_;
  if (moving_) next = std::min(next, last_frame_ + kMovingInterval);
  if (frames_due_ > 0) next = std::min(next, last_frame_ + kLeastInterval);
  // A clock that was set back must not leave the screen asleep.
  if (last_frame_ > now) next = std::min(next, now);
  if (next <= now) return {.draw_now = true, .wait_until = now};
  return {.draw_now = false, .wait_until = next};
}

void FramePacer::FrameDrawn(absl::Time now) {
  last_frame_ = now;
  frames_due_ = std::max(0, frames_due_ - 1);
  if (next_change_ <= now) next_change_ = absl::InfiniteFuture();
}

}  // namespace aftercall::platform
