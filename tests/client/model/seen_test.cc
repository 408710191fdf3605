#include <gtest/gtest.h>

#include <optional>

#include "tests/client/model/make.h"

// Which position the person has really been shown.
namespace aftercall::model {
namespace {

using make::At;
using make::AVerdict;
using make::CaughtUpAt;
using make::Entries;
using make::KeyOf;
using make::kNow;
using make::LiveFeed;
using make::Resumed;
using make::StateNeverTold;
using make::Told;

void Apply(Feed& feed, const FeedEvent& event) { ASSERT_TRUE(feed.Apply(event, kNow).ok()); }

TEST(Seen, IsWhatWasDrawn) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 5)), At(3, AVerdict("c", 5))}));
  EXPECT_EQ(feed.SeenToTell(), std::nullopt);
  feed.NoteShown({1});
  EXPECT_EQ(feed.SeenToTell(), 1);
  feed.NoteShown({3});  // 2 has not been on the screen
  EXPECT_EQ(feed.SeenToTell(), 1);
  feed.NoteShown({2});
  EXPECT_EQ(feed.SeenToTell(), 3);
}

TEST(Seen, IsToldOnce) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 5))}));
  feed.NoteShown({1});
  EXPECT_EQ(feed.SeenToTell(), 1);
  Apply(feed, {std::nullopt, SeenTold{1}});
  EXPECT_EQ(feed.SeenToTell(), std::nullopt);
}

TEST(Seen, IsToldAgainByANewRunIfTheServerDoesNotKnow) {
  Feed before = LiveFeed();
  Apply(before, Entries({At(1, AVerdict("a", 5))}));
  before.NoteShown({1});
  Feed feed;
  feed.Restore(*before.Keep());
  EXPECT_EQ(feed.SeenToTell(), std::nullopt);  // nobody to tell yet
  Apply(feed, Resumed(/*seen=*/0));
  Apply(feed, CaughtUpAt(1));
  EXPECT_EQ(feed.SeenToTell(), 1);
}

TEST(Seen, StopsBeforeWhatWaits) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 5))}));
  feed.NoteShown({1});
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(2, AVerdict("held", 1)), At(3, VerdictWithdrawn{KeyOf("other")})}));
  feed.NoteShown({2});  // it cannot have been
  EXPECT_EQ(feed.SeenToTell(), 1);
}

TEST(Seen, GoodNewsShownBeforeBadNewsDoesNotMakeThatSeen) {
  Feed feed = LiveFeed({.good_news_at_once = true});
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(1, AVerdict("bad", 1)), At(2, AVerdict("good", 5))}));
  feed.NoteShown({2});
  EXPECT_EQ(feed.SeenToTell(), std::nullopt);
}

TEST(Seen, GoesOnOverEntriesThatShowNothing) {
  Feed feed = LiveFeed();
  Apply(feed,
        Entries({At(1, AVerdict("a", 5)), At(2, Blank{}), At(3, VerdictWithdrawn{KeyOf("x")})}));
  feed.NoteShown({1});
  EXPECT_EQ(feed.SeenToTell(), 3);
}

TEST(Seen, AChangeIsToBeSeenAnew) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 5))}));
  feed.NoteShown({1});
  Apply(feed, Entries({At(2, VerdictChanged{AVerdict("a", 3), 5})}));
  EXPECT_EQ(feed.SeenToTell(), 1);
  feed.NoteShown({1});  // the item keeps its own position
  EXPECT_EQ(feed.SeenToTell(), 2);
}

TEST(Seen, AChangeThatWaitsIsNotSeenWithTheOldAnswer) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 5))}));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(2, VerdictChanged{AVerdict("a", 1), 5})}));
  feed.NoteShown({1});
  EXPECT_EQ(feed.SeenToTell(), 1);
  const auto revision = feed.revision();
  feed.NoteShown({1});  // drawn with every frame, which is no change
  EXPECT_EQ(feed.revision(), revision);
  Apply(feed, Told(AgentState::kBreak, kNow));
  feed.NoteShown({1});
  EXPECT_EQ(feed.SeenToTell(), 2);
}

TEST(Seen, OnAnotherScreenCountsHereToo) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 5))}));
  Apply(feed, Resumed(/*seen=*/2));
  Apply(feed, StateNeverTold());
  Apply(feed, CaughtUpAt(2));
  EXPECT_EQ(feed.SeenToTell(), std::nullopt);
  Apply(feed, Entries({At(3, AVerdict("c", 5))}));
  feed.NoteShown({3});
  EXPECT_EQ(feed.SeenToTell(), 3);
}

}  // namespace
}  // namespace aftercall::model
