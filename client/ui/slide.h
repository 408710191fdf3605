#pragma once

#include "absl/time/time.h"

namespace aftercall::ui {

// A displacement in pixels that glides to rest in under a second. Pure; not thread-safe.
class Slide {
 public:
  // With reduced motion everything is at rest at once.
  explicit Slide(bool reduced_motion) : reduced_motion_(reduced_motion) {}

  // What is on its way moves on by `passed`; nothing happens while it is held.
  void Advance(absl::Duration passed, bool held);

  // Adds a displacement: glides to rest from there.
  void Push(float pixels);

  float offset() const;
  bool moving() const { return from_ != 0; }

 private:
  static constexpr absl::Duration kDuration = absl::Milliseconds(700);

  bool reduced_motion_;
  float from_ = 0;
  absl::Duration elapsed_ = absl::ZeroDuration();
};

}  // namespace aftercall::ui
