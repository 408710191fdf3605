#include "shared/base/backoff.h"

#include <algorithm>

#include "absl/random/uniform_real_distribution.h"

namespace aftercall::base {

absl::Duration Backoff::Next(absl::BitGenRef random) {
  absl::Duration ceiling = first_;
  for (int i = 0; i <= attempts_ && ceiling < longest_; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, longest_);
  if (ceiling < longest_) ++attempts_;
  const double share = absl::uniform_real_distribution<double>(0, 1)(random);
  return first_ + share * (ceiling - first_);
}

}  // namespace aftercall::base
