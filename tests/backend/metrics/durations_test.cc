#include "backend/metrics/durations.h"

#include <numeric>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace aftercall::metrics {
namespace {

size_t OnlyBucket(absl::Duration took) {
  Durations durations;
  durations.Note(took);
  const auto counts = durations.Read();
  for (size_t i = 0; i < counts.buckets.size(); ++i) {
    if (counts.buckets[i] == 1) return i;
  }
  ADD_FAILURE() << "not counted";
  return 0;
}

TEST(Durations, BoundsGrowByTheSquareRootOfTwo) {
  EXPECT_EQ(Durations::UpperBound(0), absl::Microseconds(10));
  EXPECT_EQ(Durations::UpperBound(2), absl::Microseconds(20));
  EXPECT_EQ(Durations::UpperBound(Durations::kBounds - 1), absl::Microseconds(10 << 20));
}

TEST(Durations, ABucketHoldsWhatIsAboveTheLastBoundAndAtMostItsOwn) {
  for (size_t i = 0; i < Durations::kBounds; ++i) {
    const absl::Duration bound = Durations::UpperBound(i);
    EXPECT_EQ(OnlyBucket(bound - absl::Nanoseconds(1)), i) << bound;
    EXPECT_EQ(OnlyBucket(bound + absl::Nanoseconds(1)), i + 1) << bound;
  }
}

TEST(Durations, WhatIsLongerThanAnyBoundAndWhatIsNegativeAreCounted) {
  EXPECT_EQ(OnlyBucket(absl::Hours(1)), Durations::kBounds);
  EXPECT_EQ(OnlyBucket(-absl::Hours(1)), 0u);
  EXPECT_EQ(OnlyBucket(absl::InfiniteDuration()), Durations::kBounds);
}

TEST(Durations, CountsForManyAtOnceAndFromManyThreads) {
  Durations durations;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&durations] {
      for (int n = 0; n < 1000; ++n) durations.Note(absl::Microseconds(15), 3);
    });
  }
  for (auto& thread : threads) thread.join();
  const auto counts = durations.Read();
  EXPECT_EQ(std::accumulate(counts.buckets.begin(), counts.buckets.end(), uint64_t{0}), 12000u);
  EXPECT_EQ(counts.sum, 12000 * absl::Microseconds(15));
}

}  // namespace
}  // namespace aftercall::metrics
