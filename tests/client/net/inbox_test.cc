#include "client/net/inbox.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <variant>

namespace aftercall::net {
namespace {

model::FeedEvent Seen(int64_t n) { return {std::nullopt, model::SeenTold{n}}; }

int64_t NumberOf(const model::FeedEvent& event) {
  return std::get<model::SeenTold>(event.payload).seen_position;
}

TEST(Inbox, GivesWhatCameInOrder) {
  Inbox inbox([] {});
  for (int64_t i = 0; i < 5; ++i) inbox.Push(Seen(i));
  const auto events = inbox.Drain();
  ASSERT_EQ(events.size(), 5u);
  for (int64_t i = 0; i < 5; ++i) EXPECT_EQ(NumberOf(events[i]), i);
  EXPECT_TRUE(inbox.Drain().empty());
}

TEST(Inbox, WakesOnlyWhenItWasEmpty) {
  int woken = 0;
  Inbox inbox([&] { ++woken; });
  inbox.Push(Seen(1));
  inbox.Push(Seen(2));
  EXPECT_EQ(woken, 1);
  inbox.Drain();
  inbox.Push(Seen(3));
  EXPECT_EQ(woken, 2);
}

TEST(Inbox, MayBeDrainedFromItsOwnWake) {
  Inbox* self = nullptr;
  size_t drained = 0;
  Inbox inbox([&] { drained += self->Drain().size(); });
  self = &inbox;
  inbox.Push(Seen(1));
  EXPECT_EQ(drained, 1u);
}

TEST(Inbox, SaysWhenItIsFullAndWhenThereIsRoomAgain) {
  int room = 0;
  Inbox inbox([] {}, 2);
  inbox.SetOnRoom([&] { ++room; });
  EXPECT_TRUE(inbox.Push(Seen(1)));
  inbox.Drain();
  EXPECT_EQ(room, 0);  // it never was full
  EXPECT_TRUE(inbox.Push(Seen(1)));
  EXPECT_FALSE(inbox.Push(Seen(2)));
  EXPECT_FALSE(inbox.Push(Seen(3)));  // taken all the same
  EXPECT_EQ(inbox.Drain().size(), 3u);
  EXPECT_EQ(room, 1);
  inbox.SetOnRoom(nullptr);
  inbox.Push(Seen(1));
  inbox.Push(Seen(2));
  inbox.Drain();
  EXPECT_EQ(room, 1);
}

TEST(Inbox, LosesNothingBetweenThreads) {
  constexpr int64_t kMany = 20'000;
  std::atomic<bool> woken = false;
  Inbox inbox([&] { woken = true; }, 16);
  std::thread network([&] {
    for (int64_t i = 0; i < kMany; ++i) inbox.Push(Seen(i));
  });
  int64_t next = 0;
  while (next < kMany) {
    if (!woken.exchange(false)) {
      std::this_thread::yield();
      continue;
    }
    for (const model::FeedEvent& event : inbox.Drain()) ASSERT_EQ(NumberOf(event), next++);
  }
  network.join();
}

}  // namespace
}  // namespace aftercall::net
