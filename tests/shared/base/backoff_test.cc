#include "shared/base/backoff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace aftercall::base {
namespace {

constexpr absl::Duration kFirst = absl::Milliseconds(100);
constexpr absl::Duration kLongest = absl::Seconds(3);

TEST(Backoff, StaysWithinItsBoundsAndReachesTheLongest) {
  std::mt19937_64 random(1);
  absl::Duration most;
  for (int run = 0; run < 200; ++run) {
    Backoff backoff(kFirst, kLongest);
    absl::Duration ceiling = kFirst;
    for (int i = 0; i < 12; ++i) {
      ceiling = std::min(ceiling * 2, kLongest);
      const absl::Duration delay = backoff.Next(random);
      EXPECT_GE(delay, kFirst);
      EXPECT_LE(delay, ceiling) << "attempt " << i;
      most = std::max(most, delay);
    }
  }
  EXPECT_GT(most, kLongest * 0.9);
}

TEST(Backoff, IsSpreadOverTheWholeRange) {
  std::mt19937_64 random(2);
  int low = 0;
  for (int i = 0; i < 1000; ++i) {
    Backoff backoff(kFirst, kLongest);
    low += backoff.Next(random) < kFirst * 1.5;
  }
  EXPECT_NEAR(low, 500, 80);
}

TEST(Backoff, IsShortAgainAfterSuccess) {
  std::mt19937_64 random(3);
  Backoff backoff(kFirst, kLongest);
  for (int i = 0; i < 10; ++i) backoff.Next(random);
  for (int i = 0; i < 100; ++i) {
    backoff.Reset();
    EXPECT_LE(backoff.Next(random), 2 * kFirst);
  }
}

}  // namespace
}  // namespace aftercall::base
