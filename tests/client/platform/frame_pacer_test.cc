#include "client/platform/frame_pacer.h"

#include <gtest/gtest.h>

namespace aftercall::platform {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'700'000'000);

// Draws whenever the pacer says so, from `from` to `to`; how many frames that made.
int FramesBetween(FramePacer& pacer, absl::Time from, absl::Time to) {
  int frames = 0;
  absl::Time now = from;
  while (now < to) {
    const FramePacer::Decision decision = pacer.Decide(now);
    if (decision.draw_now) {
      pacer.FrameDrawn(now);
      ++frames;
    } else {
      now = decision.wait_until;
    }
  }
  return frames;
}

TEST(FramePacerTest, DrawsOnceAndThenRestsForEver) {
  FramePacer pacer;
  EXPECT_EQ(FramesBetween(pacer, kStart, kStart + absl::Hours(24)), 1);
  const FramePacer::Decision decision = pacer.Decide(kStart + absl::Hours(24));
  EXPECT_FALSE(decision.draw_now);
  EXPECT_EQ(decision.wait_until, absl::InfiniteFuture());
}

TEST(FramePacerTest, InputSettlesOverThreeFrames) {
  FramePacer pacer;
  pacer.FrameDrawn(kStart);
  pacer.NoteInput();
  EXPECT_EQ(FramesBetween(pacer, kStart, kStart + absl::Seconds(10)), 3);
}

TEST(FramePacerTest, NewsAreOneFrameHoweverMany) {
  FramePacer pacer;
  pacer.FrameDrawn(kStart);
  pacer.NoteNews();
  pacer.NoteNews();
  EXPECT_EQ(FramesBetween(pacer, kStart, kStart + absl::Seconds(10)), 1);
}

TEST(FramePacerTest, NewsDoNotCutInputShort) {
  FramePacer pacer;
  pacer.FrameDrawn(kStart);
  pacer.NoteInput();
  pacer.NoteNews();
  EXPECT_EQ(FramesBetween(pacer, kStart, kStart + absl::Seconds(10)), 3);
}

TEST(FramePacerTest, MovesAtThirtyFramesASecond) {
  FramePacer pacer;
  pacer.FrameDrawn(kStart);
  pacer.SetMoving(true);
  const int frames = FramesBetween(pacer, kStart, kStart + absl::Seconds(1));
  EXPECT_GE(frames, 29);
  EXPECT_LE(frames, 31);
  pacer.SetMoving(false);
  EXPECT_EQ(FramesBetween(pacer, kStart + absl::Seconds(1), kStart + absl::Hours(1)), 0);
}

TEST(FramePacerTest, AFloodOfInputIsAnsweredAtMostSixtyTimesASecond) {
  FramePacer pacer;
  int frames = 0;
  for (absl::Time now = kStart; now < kStart + absl::Seconds(1); now += absl::Milliseconds(1)) {
    pacer.NoteInput();
    if (pacer.Decide(now).draw_now) {
      pacer.FrameDrawn(now);
      ++frames;
    }
  }
  EXPECT_LE(frames, 63);
  EXPECT_GE(frames, 55);
}

TEST(FramePacerTest, WakesForTheNextChangeAndOnlyOnce) {
  FramePacer pacer;
  pacer.FrameDrawn(kStart);
  pacer.SetNextChange(kStart + absl::Minutes(1));
  EXPECT_EQ(pacer.Decide(kStart).wait_until, kStart + absl::Minutes(1));
  EXPECT_EQ(FramesBetween(pacer, kStart, kStart + absl::Minutes(10)), 1);
}

TEST(FramePacerTest, AClockThatIsSetBackDoesNotPutTheScreenToSleep) {
  FramePacer pacer;
  pacer.FrameDrawn(kStart);
  pacer.NoteNews();
  EXPECT_TRUE(pacer.Decide(kStart - absl::Hours(5)).draw_now);
}

}  // namespace
}  // namespace aftercall::platform
