#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

namespace aftercall::metrics {

// How long something takes, counted in buckets that grow by the square root of two: a percentile
// read from them is at most that factor too high. Any thread; no lock, so that it may be used on
// every path.
class Durations {
 public:
  static constexpr size_t kBounds = 41;
  // From 10 microseconds to 10.5 seconds, included in their buckets; one more bucket holds what
  // took longer.
  static absl::Duration UpperBound(size_t bucket);

  // It took so long, for so many at once. What is negative, by a clock that was set back, counts as
  // nothing.
  void Note(absl::Duration took, uint64_t times = 1);

  struct Counts {
    std::array<uint64_t, kBounds + 1> buckets{};
    absl::Duration sum;
  };
  // Each bucket as it is when it is looked at.
  Counts Read() const;

 private:
  std::array<std::atomic<uint64_t>, kBounds + 1> buckets_{};
  std::atomic<int64_t> sum_nanoseconds_ = 0;
};

}  // namespace aftercall::metrics
