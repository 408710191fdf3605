#include "client/model/calm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/bar_view.h"
#include "tests/client/model/make.h"

// The calm rules of the bar: what a person on an interaction is shown, and when the rest comes.
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
using make::Shown;
using make::Snapshot;
using make::Snapshotting;
using make::StateNeverTold;
using make::Told;
using testing::ElementsAre;
using testing::IsEmpty;

void Apply(Feed& feed, const FeedEvent& event, absl::Time now = kNow) {
  ASSERT_TRUE(feed.Apply(event, now).ok());
}

std::optional<Standing> Saying(AgentState state, int open, absl::Duration ago) {
  return std::get<Standing>(Told(state, kNow - ago, open).payload);
}

TEST(Occupation, ABreakIsNoOpenInteraction) {
  for (const AgentState state : {AgentState::kAvailable, AgentState::kAfterCallWork,
                                 AgentState::kBreak, AgentState::kOffline}) {
    EXPECT_EQ(OccupationOf(Saying(state, 0, absl::Minutes(1)), kNow), Occupation::kFree);
    EXPECT_EQ(OccupationOf(Saying(state, 1, absl::Minutes(1)), kNow), Occupation::kOnOne);
    EXPECT_EQ(OccupationOf(Saying(state, 3, absl::Minutes(1)), kNow), Occupation::kOnSeveral);
  }
  // Sources that count nothing still say when somebody is on a call.
  EXPECT_EQ(OccupationOf(Saying(AgentState::kOnInteraction, 0, absl::Minutes(1)), kNow),
            Occupation::kOnOne);
}

TEST(Occupation, AStateNotHeardOfForAQuarterOfAnHourCountsAsBusy) {
  const auto standing = Saying(AgentState::kAvailable, 0, absl::ZeroDuration());
  EXPECT_EQ(OccupationOf(standing, kNow + absl::Minutes(14)), Occupation::kFree);
  EXPECT_EQ(OccupationOf(standing, kNow + absl::Minutes(15)), Occupation::kStateLost);
}

TEST(Occupation, AFloorWithoutStatesIsFree) {
  EXPECT_EQ(OccupationOf(std::get<Standing>(StateNeverTold().payload), kNow), Occupation::kFree);
}

TEST(Occupation, IsNotKnownBeforeTheServerHasToldIt) {
  EXPECT_EQ(OccupationOf(std::nullopt, kNow), Occupation::kNotKnownYet);
}

TEST(Occupation, AStateThatThisVersionDoesNotKnowIsBusy) {
  EXPECT_EQ(OccupationOf(Saying(AgentState::kUnknown, 0, absl::Minutes(1)), kNow),
            Occupation::kStateLost);
}

TEST(Calm, OnACallNothingNewIsShownButANeutralCount) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kAvailable, kNow, 0, 6));
  Apply(feed, Entries({At(1, AVerdict("before", 4))}));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1, 7));
  Apply(feed, Entries({At(2, AVerdict("good", 5)), At(3, AVerdict("bad", 1))}));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1, 9));
  EXPECT_THAT(Shown(feed), ElementsAre(4));
  const BarView view = ViewOf(feed, kNow);
  EXPECT_EQ(view.items.size(), 1u);
  EXPECT_EQ(view.waiting.count, 2);
  EXPECT_FALSE(view.waiting.offered);
  // The figure of before the call.
  EXPECT_EQ(view.figure->own.n, 6);
}

TEST(Calm, TheBreakReleasesWhatWaitedInOrder) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 1))}));
  Apply(feed, Entries({At(3, AVerdict("c", 3))}));
  EXPECT_THAT(Shown(feed), IsEmpty());
  Apply(feed, Told(AgentState::kAfterCallWork, kNow, 0, 9));
  EXPECT_THAT(Shown(feed), ElementsAre(5, 1, 3));
  const BarView view = ViewOf(feed, kNow);
  EXPECT_EQ(view.waiting.count, 0);
  EXPECT_EQ(view.figure->own.n, 9);
}

TEST(Calm, OnAFloorWithoutStatesNewsComesAtOnce) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 1))}));
  EXPECT_THAT(Shown(feed), ElementsAre(1));
}

TEST(Calm, GoodNewsAtOnceIsAChoiceAndThenThereIsNoCount) {
  Feed feed = LiveFeed({.good_news_at_once = true});
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(1, AVerdict("a", 1)), At(2, AVerdict("b", 5)), At(3, AVerdict("c", 3))}));
  EXPECT_THAT(Shown(feed), ElementsAre(5));
  EXPECT_EQ(ViewOf(feed, kNow).waiting.count, 0);
  EXPECT_EQ(ViewOf(feed, kNow + absl::Hours(2)).waiting.count, 0);
  Apply(feed, Told(AgentState::kBreak, kNow));
  EXPECT_THAT(Shown(feed), ElementsAre(1, 5, 3));
}

TEST(Calm, ChoosingGoodNewsAtOnceShowsWhatIsGoodOfWhatWaits) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(1, AVerdict("a", 1)), At(2, AVerdict("b", 5))}));
  feed.SetSettings({.good_news_at_once = true}, kNow);
  EXPECT_THAT(Shown(feed), ElementsAre(5));
}

TEST(Calm, WithSeveralChatsTheCountOffersItselfAfterHalfAnHour) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 3));
  Apply(feed, Entries({At(1, AVerdict("a", 1))}));
  const absl::Time later = kNow + absl::Minutes(29);
  Apply(feed, Told(AgentState::kOnInteraction, later, 3, 8), later);
  EXPECT_FALSE(ViewOf(feed, later).waiting.offered);
  EXPECT_EQ(ViewOf(feed, later).valid_until, kNow + absl::Minutes(30));
  const BarView view = ViewOf(feed, kNow + absl::Minutes(30));
  EXPECT_TRUE(view.waiting.offered);
  EXPECT_EQ(view.waiting.count, 1);
  EXPECT_THAT(view.items, IsEmpty());  // nothing pops up
  feed.ReleaseHeld();
  EXPECT_THAT(Shown(feed), ElementsAre(1));
  EXPECT_EQ(ViewOf(feed, later).figure->own.n, 8);
}

TEST(Calm, OnOneCallThereIsNoOfferHoweverLongItLasts) {
  Feed feed = LiveFeed();
  const absl::Time later = kNow + absl::Minutes(50);
  Apply(feed, Told(AgentState::kOnInteraction, later, 1));
  Apply(feed, Entries({At(1, AVerdict("a", 1))}));
  EXPECT_FALSE(ViewOf(feed, later).waiting.offered);
  EXPECT_EQ(ViewOf(feed, later).waiting.count, 1);
}

TEST(Calm, ALostStateHoldsNewsBackAndOffersIt) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kAvailable, kNow - absl::Minutes(20)));
  Apply(feed, Entries({At(1, AVerdict("a", 1))}));
  EXPECT_THAT(Shown(feed), IsEmpty());
  EXPECT_EQ(ViewOf(feed, kNow).waiting.because, Occupation::kStateLost);
  EXPECT_TRUE(ViewOf(feed, kNow + absl::Minutes(31)).waiting.offered);
}

TEST(Calm, AChangeIsNewsToo) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 4, "fine"))}));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(2, VerdictChanged{AVerdict("a", 1, "not fine"), 4})}));
  EXPECT_THAT(Shown(feed), ElementsAre(4));
  EXPECT_EQ(feed.items()[0].verdict.comment, "fine");
  EXPECT_EQ(ViewOf(feed, kNow).waiting.count, 1);
  Apply(feed, Told(AgentState::kBreak, kNow));
  EXPECT_THAT(Shown(feed), ElementsAre(1));
}

TEST(Calm, AChangeAndBackIsNoNews) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 4))}));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(2, VerdictChanged{AVerdict("a", 1), 4})}));
  Apply(feed, Entries({At(3, VerdictChanged{AVerdict("a", 4), 1})}));
  EXPECT_EQ(ViewOf(feed, kNow).waiting.count, 0);
}

TEST(Calm, WordsThatWereTakenBackDoNotWaitForABreak) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 4, "call me on 555"))}));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Verdict redacted = AVerdict("a", 4, "call me on [number]");
  redacted.redactions = {"phone"};
  Apply(feed, Entries({At(2, VerdictChanged{redacted, 4})}));
  EXPECT_EQ(feed.items()[0].verdict.comment, "");
  Apply(feed, Told(AgentState::kBreak, kNow));
  EXPECT_EQ(feed.items()[0].verdict.comment, "call me on [number]");
}

TEST(Calm, WhatIsWithdrawnWhileItWaitsIsNeverShown) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, Entries({At(1, AVerdict("a", 1)), At(2, AVerdict("b", 5))}));
  Apply(feed, Entries({At(3, VerdictWithdrawn{KeyOf("a")})}));
  EXPECT_EQ(ViewOf(feed, kNow).waiting.count, 1);
  Apply(feed, Told(AgentState::kBreak, kNow));
  EXPECT_THAT(Shown(feed), ElementsAre(5));
}

TEST(Calm, AfterAReconnectNewsWaitsUntilTheStateIsKnown) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kAvailable, kNow));
  Apply(feed, Resumed());
  Apply(feed, Entries({At(1, AVerdict("a", 1))}));
  EXPECT_THAT(Shown(feed), IsEmpty());
  EXPECT_EQ(ViewOf(feed, kNow).waiting.count, 0);  // nothing to say yet
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, CaughtUpAt(1));
  EXPECT_THAT(Shown(feed), IsEmpty());
  EXPECT_EQ(ViewOf(feed, kNow).waiting.count, 1);
}

TEST(Calm, AServerThatNeverTellsTheStandingHoldsNothingBack) {
  Feed feed = LiveFeed();
  Apply(feed, Resumed());
  Apply(feed, Entries({At(1, AVerdict("a", 1))}));
  Apply(feed, CaughtUpAt(1));
  EXPECT_THAT(Shown(feed), IsEmpty());
  Apply(feed, make::BookmarkAt(1));
  EXPECT_THAT(Shown(feed), ElementsAre(1));
}

TEST(Calm, SurvivesARestartDuringTheCall) {
  Feed before = LiveFeed();
  Apply(before, Told(AgentState::kAvailable, kNow, 0, 6));
  Apply(before, Entries({At(1, AVerdict("shown", 4))}));
  Apply(before, Told(AgentState::kOnInteraction, kNow, 1, 6));
  Apply(before, Entries({At(2, AVerdict("held", 1))}));
  Feed feed;
  feed.Restore(*before.Keep());
  EXPECT_THAT(Shown(feed), ElementsAre(4));
  Apply(feed, Resumed());
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1, 7));
  Apply(feed, CaughtUpAt(2));
  EXPECT_THAT(Shown(feed), ElementsAre(4));
  EXPECT_EQ(ViewOf(feed, kNow).figure->own.n, 6);
}

TEST(Calm, ASnapshotDuringTheCallKeepsWhatWasShownAndNoMore) {
  Feed feed = LiveFeed();
  Apply(feed, Entries({At(1, AVerdict("a", 4)), At(2, AVerdict("b", 5))}));
  Apply(feed, Snapshotting());
  Apply(feed,
        Snapshot({At(4, AVerdict("a", 4)), At(5, AVerdict("b", 1)), At(6, AVerdict("c", 2))}));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, CaughtUpAt(6, "e2"));
  EXPECT_THAT(Shown(feed), ElementsAre(4, 5));  // b's change waits
  EXPECT_EQ(ViewOf(feed, kNow).waiting.count, 2);
  Apply(feed, Told(AgentState::kBreak, kNow));
  EXPECT_THAT(Shown(feed), ElementsAre(4, 1, 2));
}

TEST(Calm, WhatWasSeenOnAnotherScreenIsNoNews) {
  Feed feed;
  Apply(feed, Snapshotting(/*seen=*/5));
  Apply(feed, Snapshot({At(4, AVerdict("a", 1)), At(6, AVerdict("b", 2))}));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  Apply(feed, CaughtUpAt(6));
  EXPECT_THAT(Shown(feed), ElementsAre(1));
}

TEST(Calm, TheFirstFigureComesDuringACallOnlyIfNoNewsIsInIt) {
  for (const int64_t seen : {0, 4}) {
    Feed feed;
    Apply(feed, Snapshotting(seen));
    Apply(feed, Snapshot({At(4, AVerdict("a", 1))}));
    Apply(feed, Told(AgentState::kOnInteraction, kNow, 1, 9));
    Apply(feed, CaughtUpAt(4));
    EXPECT_EQ(ViewOf(feed, kNow).figure_known, seen == 4) << seen;
  }
}

TEST(Calm, YesterdaysFrozenFigureIsNotShownAsTodays) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kAvailable, kNow, 0, 6));
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1, 6));
  Apply(feed, Entries({At(1, AVerdict("a", 1))}));
  FeedEvent next_day = Told(AgentState::kOnInteraction, kNow, 1, 1);
  std::get<Standing>(next_day.payload).business_day = absl::CivilDay(2025, 6, 16);
  Apply(feed, next_day);
  EXPECT_FALSE(ViewOf(feed, kNow).figure_known);
}

TEST(Quiet, WhoeverDoesNotWantToBeDisturbedIsShownNothingAndToldNoCount) {
  Feed feed = LiveFeed({.good_news_at_once = true});
  Apply(feed, Entries({At(1, AVerdict("before", 4))}));
  feed.BeQuiet(kNow + absl::Hours(1), kNow);
  Apply(feed, Entries({At(2, AVerdict("good", 5)), At(3, AVerdict("bad", 1))}));
  Apply(feed, Told(AgentState::kAvailable, kNow, 0, 9));
  EXPECT_THAT(Shown(feed), ElementsAre(4));
  const BarView view = ViewOf(feed, kNow);
  EXPECT_EQ(view.waiting.count, 0);
  EXPECT_EQ(view.quiet_until, kNow + absl::Hours(1));
  EXPECT_EQ(view.valid_until, kNow + absl::Hours(1));
}

TEST(Quiet, AtItsEndWhatWaitedComesInOrderThoughNothingElseHappens) {
  Feed feed = LiveFeed();
  feed.BeQuiet(kNow + absl::Hours(1), kNow);
  Apply(feed, Entries({At(1, AVerdict("a", 5)), At(2, AVerdict("b", 1))}));
  feed.NoteTime(kNow + absl::Minutes(59));
  EXPECT_THAT(Shown(feed), IsEmpty());
  const uint64_t before = feed.revision();
  feed.NoteTime(kNow + absl::Hours(1));
  EXPECT_THAT(Shown(feed), ElementsAre(5, 1));
  EXPECT_GT(feed.revision(), before);
  EXPECT_EQ(ViewOf(feed, kNow + absl::Hours(1)).quiet_until, std::nullopt);
}

TEST(Quiet, EndsBySayingSoButNotDuringACall) {
  Feed feed = LiveFeed();
  Apply(feed, Told(AgentState::kOnInteraction, kNow, 1));
  feed.BeQuiet(kNow + absl::Hours(1), kNow);
  Apply(feed, Entries({At(1, AVerdict("a", 5))}));
  feed.BeQuiet(std::nullopt, kNow);
  EXPECT_THAT(Shown(feed), IsEmpty());
  EXPECT_EQ(ViewOf(feed, kNow).waiting.count, 1);
  Apply(feed, Told(AgentState::kAvailable, kNow));
  EXPECT_THAT(Shown(feed), ElementsAre(5));
}

TEST(Quiet, GoesOnAfterANewStartAndIsNeverLongerThanHalfADay) {
  Feed feed = LiveFeed();
  feed.BeQuiet(kNow + absl::Hours(100), kNow);
  EXPECT_EQ(feed.quiet_until(), kNow + kLongestQuiet);
  Feed again;
  again.Restore(*feed.Keep());
  EXPECT_EQ(again.quiet_until(), kNow + kLongestQuiet);
  again.NoteTime(kNow + absl::Hours(1));
  EXPECT_EQ(again.quiet_until(), kNow + kLongestQuiet);
  // The clock was set back.
  again.NoteTime(kNow - absl::Hours(24));
  EXPECT_EQ(again.quiet_until(), std::nullopt);
}

}  // namespace
}  // namespace aftercall::model
