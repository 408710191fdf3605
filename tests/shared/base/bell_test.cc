#include "shared/base/bell.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace aftercall::base {
namespace {

TEST(Bell, WhatRangBeforeEndsTheNextWaitAndNoOther) {
  Bell bell;
  bell.Ring();
  bell.Ring();
  EXPECT_TRUE(bell.WaitFor(absl::InfiniteDuration()));
  EXPECT_FALSE(bell.WaitFor(absl::ZeroDuration()));
}

TEST(Bell, NobodyRings) {
  Bell bell;
  EXPECT_FALSE(bell.WaitFor(absl::Milliseconds(1)));
  EXPECT_FALSE(bell.WaitFor(-absl::Seconds(1)));
}

TEST(Bell, EndsAWaitOfAnotherThread) {
  Bell bell;
  std::atomic<int> rung = 0;
  std::thread waiting([&] {
    while (rung < 3) rung += bell.WaitFor(absl::InfiniteDuration()) ? 1 : 100;
  });
  for (int i = 0; i < 3; ++i) {
    bell.Ring();
    while (rung == i) std::this_thread::yield();
  }
  waiting.join();
  EXPECT_EQ(rung, 3);
}

}  // namespace
}  // namespace aftercall::base
