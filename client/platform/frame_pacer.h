#pragma once

#include "absl/time/time.h"

namespace aftercall::platform {

// Decides when to draw. Nothing new and nothing moving means no frames. Pure: it is told the time.
// Not thread-safe.
class FramePacer {
 public:
  struct Decision {
    bool draw_now = false;
    // Where not: how long to wait for events at most. InfiniteFuture where only an event can change
    // anything.
    absl::Time wait_until = absl::InfiniteFuture();
  };

  // Something that is shown has changed: one frame.
  void NoteNews() { frames_due_ = frames_due_ > 1 ? frames_due_ : 1; }

  // The person did something: three frames, since ImGui settles hovering and clicks over several.
  void NoteInput() { frames_due_ = kSettlingFrames; }

  // Something is on its way across the screen, or has come to rest. While it moves, frames come
  // thirty times a second.
  void SetMoving(bool moving) { moving_ = moving; }

  // What is shown changes by itself then (an age grows by a minute).
  void SetNextChange(absl::Time when) { next_change_ = when; }

  Decision Decide(absl::Time now) const;

  // A frame was drawn; frames that were due are one fewer.
  void FrameDrawn(absl::Time now);

 private:
  static constexpr int kSettlingFrames = 3;

  int frames_due_ = 1;
  bool moving_ = false;
  absl::Time next_change_ = absl::InfiniteFuture();
  absl::Time last_frame_ = absl::InfinitePast();
};

}  // namespace aftercall::platform
