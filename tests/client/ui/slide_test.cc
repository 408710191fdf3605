#include "client/ui/slide.h"

#include <gtest/gtest.h>

namespace aftercall::ui {
namespace {

TEST(SlideTest, ComesToRestInUnderASecond) {
  Slide slide(/*reduced_motion=*/false);
  EXPECT_FALSE(slide.moving());
  slide.Push(300);
  EXPECT_EQ(slide.offset(), 300);
  float before = slide.offset();
  int steps = 0;
  while (slide.moving()) {
    slide.Advance(absl::Milliseconds(33), /*held=*/false);
    EXPECT_LE(slide.offset(), before);
    before = slide.offset();
    ++steps;
  }
  EXPECT_LT(steps, 30);
  EXPECT_EQ(slide.offset(), 0);
}

TEST(SlideTest, StandsStillWhileHeld) {
  Slide slide(false);
  slide.Push(300);
  slide.Advance(absl::Milliseconds(33), /*held=*/true);
  EXPECT_EQ(slide.offset(), 300);
}

TEST(SlideTest, AnotherPushGoesOnFromWhereItIs) {
  Slide slide(false);
  slide.Push(300);
  for (int i = 0; i < 5; ++i) slide.Advance(absl::Milliseconds(33), false);
  const float before = slide.offset();
  slide.Push(100);
  EXPECT_EQ(slide.offset(), before + 100);
}

TEST(SlideTest, APauseWithoutFramesIsNotALeap) {
  Slide slide(false);
  slide.Push(300);
  slide.Advance(absl::Hours(1), false);
  EXPECT_GT(slide.offset(), 200);
}

TEST(SlideTest, ReducedMotionIsAtRestAtOnce) {
  Slide slide(/*reduced_motion=*/true);
  slide.Push(300);
  EXPECT_EQ(slide.offset(), 0);
  EXPECT_FALSE(slide.moving());
}

}  // namespace
}  // namespace aftercall::ui
