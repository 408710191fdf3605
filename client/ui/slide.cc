#include "client/ui/slide.h"

#include <algorithm>
#include <cmath>

namespace aftercall::ui {
namespace {

// After a pause without frames the first step is an ordinary one, not a leap.
constexpr absl::Duration kLongestStep = absl::Milliseconds(40);

}  // namespace

void Slide::Advance(absl::Duration passed, bool held) {
  if (!moving() || held) return;
  elapsed_ += std::clamp(passed, absl::ZeroDuration(), kLongestStep);
  if (elapsed_ >= kDuration) from_ = 0;
}

void Slide::Push(float pixels) {
  if (reduced_motion_ || pixels == 0) return;
  from_ = offset() + pixels;
  elapsed_ = absl::ZeroDuration();
}

float Slide::offset() const {
  if (!moving()) return 0;
  const double left = 1 - absl::FDivDuration(elapsed_, kDuration);
  // Whole pixels keep text sharp on its way.
  return static_cast<float>(std::round(from_ * left * left * left));
}

}  // namespace aftercall::ui
