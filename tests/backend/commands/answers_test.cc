#include "tests/backend/commands/commands_fixture.h"

// Answers: once, before their call, changed, late, refused.
namespace aftercall::commands {
namespace {

using testing::AnswerTo;
using testing::At;
using testing::CallOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(CommandsTest, WhatIsToldTwiceCountsOnce) {
  EXPECT_EQ(Take(CallOf("c1", "7")), "created");
  EXPECT_EQ(Take(AnswerTo("c1", "r1", 4)), "created");
  EXPECT_EQ(Take(CallOf("c1", "7")), "unchanged");
  EXPECT_EQ(Take(AnswerTo("c1", "r1", 4)), "unchanged");
  EXPECT_EQ(Take(testing::Stars()), "unchanged");
  EXPECT_THAT(Feed(Agent("7")), ElementsAre("verdict c1 stars 4 of Agent 7"));
  EXPECT_EQ(Counts(Agent("7")).interactions, 1);
  EXPECT_EQ(Counts(Agent("7")).responses, 1);
  EXPECT_EQ(Answers({}), "stars 4 x1");
}

TEST_F(CommandsTest, AnAnswerBeforeItsCallWaitsAndIsListed) {
  EXPECT_EQ(Take(AnswerTo("c1", "r1", 4)), "pending");
  EXPECT_EQ(Take(AnswerTo("c1", "r1", 4)), "unchanged");
  ASSERT_THAT(Value(reader_->ListPending({}, 10)), SizeIs(1));
  EXPECT_EQ(Value(reader_->ListPending({}, 10))[0].told.external_id, "r1");
  EXPECT_EQ(Answers({}), "");
  EXPECT_EQ(Take(CallOf("c1", "7")), "created");
  EXPECT_THAT(Value(reader_->ListPending({}, 10)), IsEmpty());
  EXPECT_THAT(Feed(Agent("7")), ElementsAre("verdict c1 stars 4 of Agent 7"));
  EXPECT_EQ(Answers({}), "stars 4 x1");
}

TEST_F(CommandsTest, OneWhoWaitsMayBeCorrectedWhileWaiting) {
  EXPECT_EQ(Take(AnswerTo("c1", "r1", 2)), "pending");
  auto corrected = AnswerTo("c1", "r1", 5);
  corrected.answered = At(11.5);
  EXPECT_EQ(Take(corrected), "changed");
  EXPECT_THAT(Value(reader_->ListPending({}, 10)), SizeIs(1));
  Take(CallOf("c1", "7"));
  EXPECT_THAT(Feed(Agent("7")), ElementsAre("verdict c1 stars 5 of Agent 7"));
}

TEST_F(CommandsTest, OneOfAnotherSourceWaitsForItsOwn) {
  Take(CallOf("c1", "7"));
  auto foreign = AnswerTo("c1", "r1", 4);
  foreign.source = "crm";
  EXPECT_EQ(Take(foreign), "pending");
  EXPECT_THAT(Feed(Agent("7")), IsEmpty());
}

TEST_F(CommandsTest, AChangedAnswerCountsInItsLastForm) {
  Take(CallOf("c1", "7"));
  Take(AnswerTo("c1", "r1", 2));
  auto changed = AnswerTo("c1", "r1", 5);
  changed.answered = At(12);
  EXPECT_EQ(Take(changed), "changed");
  // Under an identity of its own it is the same change of mind.
  auto again = AnswerTo("c1", "r2", 1);
  again.answered = At(13);
  EXPECT_EQ(Take(again), "created");
  EXPECT_THAT(Feed(Agent("7")),
              ElementsAre("verdict c1 stars 2 of Agent 7", "changed from 2: c1 stars 5 of Agent 7",
                          "changed from 5: c1 stars 1 of Agent 7"));
  EXPECT_EQ(Answers({}), "stars 1 x1");
  EXPECT_EQ(Counts(Agent("7")).responses, 1);
}

TEST_F(CommandsTest, AnOlderTellingOfAnAnswerStaysHistory) {
  Take(CallOf("c1", "7"));
  auto newer = AnswerTo("c1", "r1", 5);
  newer.answered = At(12);
  Take(newer);
  EXPECT_EQ(Take(AnswerTo("c1", "r1", 2)), "changed");
  EXPECT_EQ(Take(AnswerTo("c1", "r1", 2)), "unchanged");
  EXPECT_EQ(Answers({}), "stars 5 x1");
  EXPECT_THAT(Feed(Agent("7")), SizeIs(1));
}

TEST_F(CommandsTest, AnAnswerAfterTheWindowStaysHistory) {
  Take(CallOf("c1", "7"));
  Take(AnswerTo("c1", "r1", 2));
  auto late = AnswerTo("c1", "r2", 5);
  late.answered = At(11 + 25);
  EXPECT_EQ(Take(late), "created");
  EXPECT_EQ(Answers({}), "stars 2 x1");
  EXPECT_THAT(Feed(Agent("7")), SizeIs(1));
}

TEST_F(CommandsTest, ALateAnswerCountsOnItsCallsDayAndIsCountedApart) {
  Take(CallOf("c1", "7"));
  clock_.Set(At(24 + 9));
  Take(AnswerTo("c1", "r1", 4));
  const absl::CivilDay day(2026, 3, 9);
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("7"), day)).today.interactions.responses, 1);
  const auto tomorrow = Value(reader_->ReadStanding(Agent("7"), day + 1));
  EXPECT_EQ(tomorrow.today.interactions.responses, 0);
  EXPECT_EQ(tomorrow.for_earlier_days, 1);
}

TEST_F(CommandsTest, AMovedAnswerLeavesOneAgentAndEntersTheOther) {
  Take(CallOf("c1", "7"));
  Take(CallOf("c2", "8"));
  Take(AnswerTo("c1", "r1", 4));
  EXPECT_EQ(Take(AnswerTo("c2", "r1", 4)), "changed");
  EXPECT_THAT(Feed(Agent("7")),
              ElementsAre("verdict c1 stars 4 of Agent 7", "withdrawn: other agent"));
  EXPECT_THAT(Feed(Agent("8")), ElementsAre("verdict c2 stars 4 of Agent 8"));
  EXPECT_EQ(Answers({Agent("7"), {}}), "");
  EXPECT_EQ(Answers({Agent("8"), {}}), "stars 4 x1");
  // To a call that nobody has heard of yet.
  EXPECT_EQ(Take(AnswerTo("c3", "r1", 4)), "changed");
  EXPECT_EQ(Answers({}), "");
  EXPECT_THAT(Value(reader_->ListPending({}, 10)), SizeIs(1));
  Take(CallOf("c3", "7"));
  EXPECT_EQ(Answers({Agent("7"), {}}), "stars 4 x1");
}

TEST_F(CommandsTest, ABadAnswerIsRefusedByName) {
  Take(CallOf("c1", "7"));
  auto unknown = AnswerTo("c1", "r1", 4);
  unknown.question_id = "what";
  EXPECT_EQ(Take(unknown), "QUESTION_UNKNOWN");
  EXPECT_EQ(Take(AnswerTo("c1", "r1", 6)), "RATING_OUT_OF_SCALE");
  EXPECT_EQ(Take(AnswerTo("c1", "", 4)), "REQUIRED_FIELD_MISSING");
  policy_.comment_limit = 5;
  auto wordy = AnswerTo("c1", "r1", 4);
  wordy.comment = "好好好好好!";
  EXPECT_EQ(Take(wordy), "TEXT_TOO_LONG");
  EXPECT_EQ(Answers({}), "");
}

TEST_F(CommandsTest, AnAnswerBeforeTheCallBeganIsTakenWithoutItsTime) {
  Take(CallOf("c1", "7"));
  auto early = AnswerTo("c1", "r1", 4);
  early.answered = At(3);
  EXPECT_THAT(NotesOn(early), ElementsAre("ANSWERED_BEFORE_START"));
  EXPECT_EQ(Answers({}), "stars 4 x1");
  const auto entries = Value(reader_->ReadFeed(Agent("7"), 0, 9)).entries;
  EXPECT_EQ(std::get<domain::Verdict>(entries.at(0).event).answered, domain::Moment(clock_.Now()));
  // Where it waits, the call's arrival tells of it.
  auto waiting = AnswerTo("c2", "r2", 4);
  waiting.answered = At(3);
  EXPECT_THAT(NotesOn(waiting), IsEmpty());
  EXPECT_THAT(NotesOn(CallOf("c2", "7")), ElementsAre("ANSWERED_BEFORE_START"));
}

TEST_F(CommandsTest, WordsAreRedactedBeforeTheyAreStored) {
  Take(CallOf("c1", "7"));
  auto answer = AnswerTo("c1", "r1", 4);
  answer.comment = "Write to wang@example.com";
  EXPECT_EQ(Take(answer), "created");
  EXPECT_EQ(Take(answer), "unchanged");
  const auto entries = Value(reader_->ReadFeed(Agent("7"), 0, 9)).entries;
  const auto& verdict = std::get<domain::Verdict>(entries.at(0).event);
  EXPECT_EQ(verdict.comment, "Write to [@]");
  EXPECT_THAT(verdict.redactions, ElementsAre("email_address"));
}

TEST_F(CommandsTest, WhatBlamesTheCompanyIsCountedApart) {
  Take(CallOf("c1", "7"));
  auto answer = AnswerTo("c1", "r1", 1);
  answer.company_fault = true;
  Take(answer);
  EXPECT_EQ(Answers({}), "stars 1 x1 fault");
}

}  // namespace
}  // namespace aftercall::commands
