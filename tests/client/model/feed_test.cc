#include "client/model/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "client/model/bar_view.h"
#include "tests/client/model/make.h"

namespace aftercall::model {
namespace {

using make::At;
using make::AVerdict;
using make::BookmarkAt;
using make::CaughtUpAt;
using make::Entries;
using make::KeyOf;
using make::kNow;
using make::LiveFeed;
using make::Resumed;
using make::Shown;
using make::Snapshot;
using make::Snapshotting;
using make::StateNeverTold;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Feed, Gapless_RefusesWhatComesAfterAGapAndAppliesNothingOfIt) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5))}), kNow).ok());
  EXPECT_FALSE(feed.Apply(Entries({At(2, AVerdict("b", 4)), At(4, AVerdict("c", 3))}), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(5));
  EXPECT_EQ(feed.cursor()->position, 1);
  EXPECT_EQ(feed.counters().gaps, 1);
}

TEST(Feed, Gapless_ListensToNothingOfABrokenStreamUntilTheNextOpens) {
  Feed feed = LiveFeed();
  ASSERT_FALSE(feed.Apply(Entries({At(2, AVerdict("b", 4))}), kNow).ok());
  EXPECT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5))}), kNow).ok());
  EXPECT_THAT(Shown(feed), IsEmpty());
  ASSERT_TRUE(feed.Apply(Resumed(), kNow).ok());
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 4))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(StateNeverTold(), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(5, 4));
  EXPECT_EQ(feed.counters().gaps, 1);
}

TEST(Feed, Unique_IgnoresAndCountsRepeats) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 4))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Entries({At(2, AVerdict("b", 1)), At(3, AVerdict("c", 3))}), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(5, 4, 3));
  EXPECT_EQ(feed.counters().repeats, 1);
}

TEST(Feed, Bookmarkable_ABookmarkAheadOfWhatCameIsAGap) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5))}), kNow).ok());
  EXPECT_TRUE(feed.Apply(BookmarkAt(1), kNow).ok());
  EXPECT_FALSE(feed.Apply(BookmarkAt(2), kNow).ok());
  EXPECT_EQ(feed.cursor()->position, 1);
}

TEST(Feed, Resumable_ACursorOfAnotherLifeOfTheDatabaseIsRefused) {
  Feed feed = LiveFeed();
  EXPECT_FALSE(feed.Apply(BookmarkAt(0, "another"), kNow).ok());
  ASSERT_TRUE(feed.Apply(Resumed(), kNow).ok());
  FeedEvent entries = Entries({At(1, AVerdict("a", 5))});
  entries.cursor->epoch = "another";
  EXPECT_FALSE(feed.Apply(entries, kNow).ok());
  EXPECT_THAT(feed.items(), IsEmpty());
}

TEST(Feed, Resumable_NothingToResumeFromIsAnError) {
  Feed feed;
  EXPECT_FALSE(feed.Apply(Resumed(), kNow).ok());
}

TEST(Feed, Snapshot_StaysAsideUntilItIsWhole) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("old", 2))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Snapshotting(), kNow).ok());
  ASSERT_TRUE(feed.Apply(Snapshot({At(7, AVerdict("x", 4)), At(9, AVerdict("y", 5))}), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(2));
  EXPECT_EQ(feed.cursor()->position, 1);
  ASSERT_TRUE(feed.Apply(StateNeverTold(), kNow).ok());
  ASSERT_TRUE(feed.Apply(CaughtUpAt(12, "e2"), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(4, 5));
  EXPECT_EQ(*feed.cursor(), (Cursor{"e2", 12}));
}

TEST(Feed, Snapshot_ThatBreaksOffLeavesWhatWasThere) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("old", 2))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Snapshotting(), kNow).ok());
  ASSERT_TRUE(feed.Apply(Snapshot({At(7, AVerdict("x", 4))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Resumed(), kNow).ok());
  ASSERT_TRUE(feed.Apply(CaughtUpAt(1), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(2));
  EXPECT_EQ(feed.cursor()->position, 1);
}

TEST(Feed, Snapshot_TakesWhatHappenedWhileItWasSent) {
  Feed feed;
  ASSERT_TRUE(feed.Apply(Snapshotting(), kNow).ok());
  ASSERT_TRUE(feed.Apply(Snapshot({At(7, AVerdict("x", 4)), At(9, AVerdict("y", 5))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Entries({At(13, AVerdict("z", 3))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Entries({At(14, VerdictWithdrawn{KeyOf("x")})}), kNow).ok());
  ASSERT_TRUE(feed.Apply(StateNeverTold(), kNow).ok());
  ASSERT_TRUE(feed.Apply(CaughtUpAt(14), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(5, 3));
  EXPECT_EQ(feed.cursor()->position, 14);
}

TEST(Feed, Snapshot_WithAGapBehindItIsRefused) {
  for (const auto& [first, second] : {std::pair(13, 15), std::pair(8, 9)}) {
    Feed feed;
    ASSERT_TRUE(feed.Apply(Snapshotting(), kNow).ok());
    ASSERT_TRUE(feed.Apply(Snapshot({At(9, AVerdict("y", 5))}), kNow).ok());
    const bool ok = feed.Apply(Entries({At(first, AVerdict("z", 3))}), kNow).ok() &&
                    feed.Apply(Entries({At(second, AVerdict("u", 3))}), kNow).ok();
    EXPECT_FALSE(ok) << first;
    EXPECT_FALSE(feed.cursor());
  }
}

TEST(Feed, Gapless_RefusesPositionsThatThereAreNot) {
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  for (const int64_t position : {kLeast, int64_t{-1}, int64_t{0}}) {
    Feed snapshotting;
    ASSERT_TRUE(snapshotting.Apply(Snapshotting(), kNow).ok());
    EXPECT_FALSE(snapshotting.Apply(Entries({At(position, AVerdict("z", 3))}), kNow).ok());
    Feed live = LiveFeed();
    EXPECT_FALSE(live.Apply(Entries({At(position, AVerdict("z", 3))}), kNow).ok());
  }
  Feed at_the_end;
  ASSERT_TRUE(at_the_end.Apply(Snapshotting(), kNow).ok());
  ASSERT_TRUE(at_the_end.Apply(CaughtUpAt(kMost), kNow).ok());
  EXPECT_TRUE(at_the_end.Apply(Entries({At(kMost, AVerdict("z", 3))}), kNow).ok()) << "a repeat";
}

TEST(Feed, Snapshot_EndsAtACursorThatFits) {
  for (const int64_t end : {8, 12, 14}) {
    Feed feed;
    ASSERT_TRUE(feed.Apply(Snapshotting(), kNow).ok());
    ASSERT_TRUE(feed.Apply(Snapshot({At(9, AVerdict("y", 5))}), kNow).ok());
    ASSERT_TRUE(feed.Apply(Entries({At(13, AVerdict("z", 3))}), kNow).ok());
    EXPECT_FALSE(feed.Apply(CaughtUpAt(end), kNow).ok()) << end;
  }
}

TEST(Feed, Changed_ChangesInPlace) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 4))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Entries({At(3, VerdictChanged{AVerdict("a", 2, "no"), 5})}), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(2, 4));
  EXPECT_EQ(feed.items()[0].position, 1);
}

TEST(Feed, Changed_IsShownWhereTheAnswerBeforeHasGoneBy) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, VerdictChanged{AVerdict("gone", 2), 5})}), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(2));
}

TEST(Feed, Withdrawn_LeavesTheStrip) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 4))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Entries({At(3, VerdictWithdrawn{KeyOf("a")})}), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(4));
  // It may come back, and is then news.
  ASSERT_TRUE(feed.Apply(Entries({At(4, AVerdict("a", 5))}), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(4, 5));
}

TEST(Feed, Seen_NamesTheAgentOnALeadersFeed) {
  Feed feed = LiveFeed();
  Verdict nameless = AVerdict("a", 5);
  nameless.agent.clear();
  nameless.agent_display_name.clear();
  ASSERT_TRUE(feed.Apply(Entries({At(1, nameless)}), kNow).ok());
  EXPECT_TRUE(feed.items()[0].of_another);
  ASSERT_TRUE(feed.Apply(Entries({At(2, VerdictSeen{KeyOf("a"), "users/li", "Li"})}), kNow).ok());
  EXPECT_EQ(feed.items()[0].verdict.agent_display_name, "Li");
}

TEST(Feed, Blank_KeepsItsPlace) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, Blank{}), At(2, AVerdict("b", 4))}), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(4));
  EXPECT_EQ(feed.cursor()->position, 2);
  EXPECT_EQ(feed.counters().blanks, 1);
}

TEST(Feed, WipedText_StaysWiped) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5, "my name is Li"))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(Entries({At(2, VerdictChanged{AVerdict("a", 5, ""), 5})}), kNow).ok());
  // Told again by a server that repeats itself.
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5, "my name is Li"))}), kNow).ok());
  EXPECT_EQ(feed.items()[0].verdict.comment, "");
  EXPECT_EQ(feed.Keep()->items[0].verdict.comment, "");
}

TEST(Feed, IsBounded) {
  Feed feed = LiveFeed();
  for (int64_t i = 1; i <= 1000; ++i) {
    ASSERT_TRUE(feed.Apply(Entries({At(i, AVerdict(absl::StrCat(i), 5))}), kNow).ok());
  }
  EXPECT_EQ(feed.items().size(), Feed::kMostItems);
  EXPECT_EQ(feed.items().back().position, 1000);
  EXPECT_EQ(feed.items().front().position, 801);
}

TEST(Feed, IsBoundedInASnapshotToo) {
  Feed feed;
  ASSERT_TRUE(feed.Apply(Snapshotting(), kNow).ok());
  for (int64_t i = 1; i <= 500; ++i) {
    ASSERT_TRUE(feed.Apply(Snapshot({At(i, AVerdict(absl::StrCat(i), 5))}), kNow).ok());
  }
  ASSERT_TRUE(feed.Apply(CaughtUpAt(500), kNow).ok());
  EXPECT_EQ(feed.items().size(), Feed::kMostItems);
}

TEST(Feed, Restored_ShowsTheLastItemsAtOnceAndResumes) {
  Feed before = LiveFeed();
  ASSERT_TRUE(before.Apply(Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 2))}), kNow).ok());
  Feed feed;
  feed.Restore(*before.Keep());
  EXPECT_THAT(Shown(feed), ElementsAre(5, 2));
  EXPECT_EQ(feed.cursor()->position, 2);
  ASSERT_TRUE(feed.Apply(Resumed(), kNow).ok());
  ASSERT_TRUE(feed.Apply(Entries({At(3, AVerdict("c", 4))}), kNow).ok());
  ASSERT_TRUE(feed.Apply(StateNeverTold(), kNow).ok());
  EXPECT_THAT(Shown(feed), ElementsAre(5, 2, 4));
}

TEST(Feed, NothingIsKeptBeforeThereIsACursor) {
  Feed feed;
  EXPECT_FALSE(feed.Keep());
  ASSERT_TRUE(feed.Apply(Snapshotting(), kNow).ok());
  EXPECT_FALSE(feed.Keep());
}

TEST(Feed, RevisionRisesWithWhatIsKeptAndNotOtherwise) {
  Feed feed = LiveFeed();
  const auto revision = feed.revision();
  ASSERT_TRUE(feed.Apply(BookmarkAt(0), kNow).ok());
  ASSERT_TRUE(feed.Apply({std::nullopt, LinkState{Link::kStale, ""}}, kNow).ok());
  EXPECT_EQ(feed.revision(), revision);
  ASSERT_TRUE(feed.Apply(Entries({At(1, AVerdict("a", 5))}), kNow).ok());
  EXPECT_GT(feed.revision(), revision);
}

TEST(Standing, TheLatestReplacesTheOneBefore) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(StateNeverTold(3), kNow).ok());
  ASSERT_TRUE(feed.Apply(StateNeverTold(7), kNow).ok());
  EXPECT_EQ(ViewOf(feed, kNow).figure->own.n, 7);
}

TEST(Standing, ThatComesWithEntriesReplacesTheOneBeforeOnceTheyAreApplied) {
  Feed feed = LiveFeed();
  ASSERT_TRUE(feed.Apply(StateNeverTold(3), kNow).ok());
  FeedEvent entries = Entries({At(1, AVerdict("a", 5))});
  std::get<EntryBatch>(entries.payload).standing = std::get<Standing>(StateNeverTold(7).payload);
  ASSERT_TRUE(feed.Apply(entries, kNow).ok());
  EXPECT_EQ(ViewOf(feed, kNow).figure->own.n, 7);
  // A batch that is refused changes nothing.
  FeedEvent gap = Entries({At(3, AVerdict("b", 5))});
  std::get<EntryBatch>(gap.payload).standing = std::get<Standing>(StateNeverTold(9).payload);
  EXPECT_FALSE(feed.Apply(gap, kNow).ok());
  EXPECT_EQ(ViewOf(feed, kNow).figure->own.n, 7);
}

TEST(Standing, IsToldOnlyWhileTheServerIsThere) {
  Feed feed = LiveFeed();
  FeedEvent event = StateNeverTold(3);
  std::get<Standing>(event.payload).led_teams = {{"teams/1", "Riverside", kNow}};
  ASSERT_TRUE(feed.Apply(event, kNow).ok());
  ASSERT_TRUE(feed.Apply({std::nullopt, LinkState{Link::kLive, ""}}, kNow).ok());
  ASSERT_NE(feed.told_standing(), nullptr);
  EXPECT_EQ(feed.told_standing()->led_teams.size(), 1u);
  ASSERT_TRUE(feed.Apply({std::nullopt, LinkState{Link::kNoServer, ""}}, kNow).ok());
  EXPECT_EQ(feed.told_standing(), nullptr);
}

TEST(Standing, OfTheDiskIsNotTodaysUntilTheServerSaysSo) {
  Feed before = LiveFeed();
  ASSERT_TRUE(before.Apply(StateNeverTold(3), kNow).ok());
  Feed feed;
  feed.Restore(*before.Keep());
  EXPECT_FALSE(ViewOf(feed, kNow).figure_known);
}

TEST(Standing, PrefersSatisfactionToOtherQuestions) {
  Feed feed = LiveFeed();
  FeedEvent event = StateNeverTold(3);
  auto& figures = std::get<Standing>(event.payload).figures;
  Figure other = figures[0];
  other.question.kind = Question::Kind::kNps;
  figures.insert(figures.begin(), other);
  ASSERT_TRUE(feed.Apply(event, kNow).ok());
  EXPECT_EQ(ViewOf(feed, kNow).figure->question.kind, Question::Kind::kCsat);
}

TEST(View, HoldsUntilTheMinuteByWhichAnAgeHasChanged) {
  Feed feed = LiveFeed();
  const absl::Time minute =
      absl::UnixEpoch() + absl::Floor(kNow - absl::UnixEpoch(), absl::Minutes(1));
  EXPECT_EQ(ViewOf(feed, kNow).valid_until, absl::InfiniteFuture());
  ASSERT_TRUE(
      feed.Apply(Entries({At(1, AVerdict("a", 5), minute + absl::Seconds(10))}), kNow).ok());
  EXPECT_EQ(ViewOf(feed, minute + absl::Seconds(20)).valid_until, minute + absl::Minutes(2));
  EXPECT_EQ(ViewOf(feed, minute + absl::Hours(30)).valid_until,
            minute + absl::Hours(48) + absl::Minutes(1));
}

}  // namespace
}  // namespace aftercall::model
