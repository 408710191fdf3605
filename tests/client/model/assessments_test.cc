#include "client/model/assessments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/bar_view.h"
#include "tests/client/model/make.h"

// Self-assessments in a feed: what is asked when, and what is seen of an answer that is sealed.
namespace aftercall::model {
namespace {

using make::At;
using make::kNow;
using State = SelfAssessment::State;
using testing::IsEmpty;
using testing::SizeIs;

SelfAssessment Asked(absl::string_view interaction, State state = State::kOpen) {
  SelfAssessment told;
  told.reference.interaction = absl::StrCat("interactions/", interaction);
  told.reference.topic = "Billing";
  told.state = state;
  told.why = SelfAssessment::Why::kSample;
  told.form = {"forms/default", 1};
  return told;
}

VerdictSealed Sealed(absl::string_view interaction) {
  return {Asked(interaction).reference, "csat"};
}

class AssessmentsTest : public testing::Test {
 protected:
  template <typename... Events>
  void Tell(Events... events) {
    std::vector<Entry> entries;
    (entries.push_back(At(++position_, events)), ...);
    ASSERT_TRUE(feed_.Apply(make::Entries(std::move(entries)), kNow).ok());
  }
  void BeBusy() {
    ASSERT_TRUE(feed_.Apply(make::Told(AgentState::kOnInteraction, kNow, 1), kNow).ok());
  }
  void BeFree() {
    ASSERT_TRUE(feed_.Apply(make::Told(AgentState::kAfterCallWork, kNow, 0), kNow).ok());
  }
  const Prompt* Find(absl::string_view interaction) const {
    return feed_.assessments().Find(absl::StrCat("interactions/", interaction));
  }

  Feed feed_ = make::LiveFeed();
  int64_t position_ = 0;
};

TEST_F(AssessmentsTest, ASealedAnswerIsOnTheStripAsOneThatIsIn) {
  Tell(Asked("a"), Sealed("a"));
  const BarView view = ViewOf(feed_, kNow);
  ASSERT_THAT(view.items, SizeIs(1));
  EXPECT_EQ(view.items[0].verdict(), nullptr);
  EXPECT_EQ(view.items[0].sealed()->reference.topic, "Billing");
  EXPECT_TRUE(Find("a")->released);
}

TEST_F(AssessmentsTest, ItsVerdictTakesItsPlaceAtTheEndOfTheStrip) {
  Tell(Asked("a"), Sealed("a"), make::AVerdict("b", 5));
  Tell(Asked("a", State::kCommitted), make::AVerdict("a", 2));
  const BarView view = ViewOf(feed_, kNow);
  ASSERT_THAT(view.items, SizeIs(2));
  EXPECT_EQ(view.items[0].verdict()->verdict.rating, 5);
  EXPECT_EQ(view.items[1].verdict()->verdict.rating, 2);
  EXPECT_THAT(feed_.assessments().sealed(), IsEmpty());
}

TEST_F(AssessmentsTest, StripKeepsTheOrderOfTheFeedAcrossBothKinds) {
  Tell(make::AVerdict("x", 1), Asked("a"), Sealed("a"), make::AVerdict("y", 3));
  const BarView view = ViewOf(feed_, kNow);
  ASSERT_THAT(view.items, SizeIs(3));
  EXPECT_NE(view.items[1].sealed(), nullptr);
  EXPECT_LT(view.items[1].position(), view.items[2].position());
}

TEST_F(AssessmentsTest, OneToldAgainIsNoSecondOne) {
  Tell(Asked("a"), Sealed("a"), Sealed("a"));
  EXPECT_THAT(feed_.assessments().sealed(), SizeIs(1));
}

TEST_F(AssessmentsTest, WhatIsOverIsGoneAndSealsNothing) {
  for (const State over : {State::kSkipped, State::kLapsed, State::kWithdrawn}) {
    Tell(Asked("a"), Sealed("a"));
    Tell(Asked("a", over));
    EXPECT_EQ(Find("a"), nullptr);
    EXPECT_THAT(feed_.assessments().sealed(), IsEmpty());
  }
}

TEST_F(AssessmentsTest, DuringAnInteractionNothingNewIsSeenButACount) {
  BeBusy();
  Tell(Asked("a"), Sealed("a"));
  EXPECT_FALSE(Find("a")->released);
  BarView view = ViewOf(feed_, kNow);
  EXPECT_THAT(view.items, IsEmpty());
  EXPECT_EQ(view.waiting.count, 1) << "a prompt with its answer is one thing";
  BeFree();
  view = ViewOf(feed_, kNow);
  EXPECT_TRUE(Find("a")->released);
  EXPECT_THAT(view.items, SizeIs(1));
  EXPECT_EQ(view.waiting.count, 0);
}

TEST_F(AssessmentsTest, AnAnswerToAPromptThatIsShownWaitsByItself) {
  Tell(Asked("a"));
  BeBusy();
  Tell(Sealed("a"));
  EXPECT_EQ(ViewOf(feed_, kNow).waiting.count, 1);
  EXPECT_THAT(ViewOf(feed_, kNow).items, IsEmpty());
}

TEST_F(AssessmentsTest, OneThatWasPutOffComesAgainAtABreak) {
  Tell(Asked("a"));
  Tell(Asked("a", State::kSnoozed));
  BeBusy();
  Tell(Asked("a"));
  EXPECT_FALSE(Find("a")->released);
  BeFree();
  EXPECT_TRUE(Find("a")->released);
}

// The person's own doing at another desk is no news that has to wait.
TEST_F(AssessmentsTest, WhatThePersonDidIsSeenAtOnce) {
  Tell(Asked("a"));
  BeBusy();
  Tell(Asked("a", State::kRevealed));
  EXPECT_TRUE(Find("a")->released);
}

TEST_F(AssessmentsTest, WhatIsKeptForABreakStaysKeptWhenItIsToldAgain) {
  BeBusy();
  Tell(Asked("a"));
  Tell(Asked("a"));
  EXPECT_FALSE(Find("a")->released);
  EXPECT_EQ(Find("a")->waits_since, kNow);
}

TEST_F(AssessmentsTest, WhatWasCommittedIsKnownBesideTheAnswer) {
  Tell(Asked("a"));
  const Committed own{{{"need", 4}}, "slower", false};
  feed_.NoteCommitted("interactions/a", own);
  Tell(Asked("a", State::kCommitted));
  EXPECT_EQ(Find("a")->own, own);
}

TEST_F(AssessmentsTest, ASnapshotReplacesAllButWhatThePersonHadBeforeThem) {
  const Committed own{{{"need", 4}}, "", false};
  Tell(Asked("done"), Asked("open"), Asked("gone"));
  feed_.NoteCommitted("interactions/done", own);
  Tell(Asked("done", State::kCommitted));
  BeBusy();
  Tell(Asked("new"));
  ASSERT_TRUE(feed_.Apply(make::Snapshotting(), kNow).ok());
  ASSERT_TRUE(feed_.Apply(make::Told(AgentState::kOnInteraction, kNow, 1), kNow).ok());
  ASSERT_TRUE(feed_.Apply(make::Snapshot({At(2, Asked("open")), At(5, Asked("new"))}), kNow).ok());
  ASSERT_TRUE(feed_.Apply(make::CaughtUpAt(5), kNow).ok());
  EXPECT_EQ(Find("done")->own, own) << "snapshots do not tell what was committed";
  EXPECT_TRUE(Find("open")->released) << "it had been on the screen";
  EXPECT_FALSE(Find("new")->released);
  EXPECT_EQ(Find("gone"), nullptr);
}

TEST_F(AssessmentsTest, ComesBackFromTheDisk) {
  Tell(Asked("a"), Sealed("a"));
  Feed restored;
  restored.Restore(*feed_.Keep());
  EXPECT_EQ(restored.assessments().prompts(), feed_.assessments().prompts());
  EXPECT_EQ(restored.assessments().sealed(), feed_.assessments().sealed());
}

TEST_F(AssessmentsTest, OfTooManyTheOldestDoneGoFirst) {
  Tell(Asked("open"));
  for (size_t i = 0; i < Assessments::kMost + 10; ++i) {
    Tell(Asked(absl::StrCat("done", i), State::kCommitted));
  }
  EXPECT_THAT(feed_.assessments().prompts(), SizeIs(Assessments::kMost));
  EXPECT_NE(Find("open"), nullptr);
  EXPECT_EQ(Find("done0"), nullptr);
}

}  // namespace
}  // namespace aftercall::model
