#include "backend/metrics/durations.h"

#include <algorithm>
#include <cmath>

namespace aftercall::metrics {
namespace {

constexpr double kFirstBoundNanoseconds = 10e3;
constexpr double kStepsAnOctave = 2;

double BoundNanoseconds(size_t bucket) {
  return kFirstBoundNanoseconds * std::exp2(static_cast<double>(bucket) / kStepsAnOctave);
}

size_t BucketOf(double nanoseconds) {
  if (nanoseconds <= kFirstBoundNanoseconds) return 0;
  const double steps = std::ceil(kStepsAnOctave * std::log2(nanoseconds / kFirstBoundNanoseconds));
  return std::min(static_cast<size_t>(steps), Durations::kBounds);
}

}  // namespace

absl::Duration Durations::UpperBound(size_t bucket) {
  return absl::Nanoseconds(BoundNanoseconds(bucket));
}

void Durations::Note(absl::Duration took, uint64_t times) {
  const int64_t nanoseconds = std::max<int64_t>(absl::ToInt64Nanoseconds(took), 0);
  buckets_[BucketOf(static_cast<double>(nanoseconds))].fetch_add(times, std::memory_order_relaxed);
  sum_nanoseconds_.fetch_add(nanoseconds * static_cast<int64_t>(times), std::memory_order_relaxed);
}

Durations::Counts Durations::Read() const {
  Counts counts;
  for (size_t i = 0; i < buckets_.size(); ++i) {
    counts.buckets[i] = buckets_[i].load(std::memory_order_relaxed);
  }
  counts.sum = absl::Nanoseconds(sum_nanoseconds_.load(std::memory_order_relaxed));
  return counts;
}

}  // namespace aftercall::metrics
