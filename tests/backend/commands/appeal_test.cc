#include "backend/commands/assess.h"
#include "tests/backend/commands/appeal_fixture.h"

// What both sides do, what each of them hears of it, and what becomes of the figures.
namespace aftercall::commands {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using State = domain::Appeal::State;
using TaskState = domain::AppealTask::State;

TEST_F(AppealTest, WhatIsUpheldLeavesTheAgentsFigureAndStaysInTheTotal) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  const auto task = Asked().at(0);
  ASSERT_EQ(TakeIt(task), "");
  EXPECT_EQ(Answers({}), "stars 1 x1");
  ASSERT_EQ(Decide(task, AppealDecision::kUphold), "");
  EXPECT_EQ(Answers({Agent("1"), {}}), "stars 1 x1 upheld 1");
  EXPECT_EQ(Answers({{}, TeamCalled("Red")}), "stars 1 x1 upheld 1");
  EXPECT_EQ(Answers({}), "stars 1 x1 upheld 1");
  EXPECT_EQ(Appealed().state, State::kUpheld);
  EXPECT_EQ(Appealed().decision, "The customer names another agent.");
  const auto facts = Value(reader_->FindInteraction(Appealed().interaction))->facts;
  EXPECT_EQ(facts.responses.at(0).told.rating, 1) << "the answer is as it was";
  EXPECT_THAT(Feed(Agent("1")), ElementsAre("verdict c1 stars 1 of Agent 1", "appeal c1 stars open",
                                            "appeal c1 stars in decision", "appeal c1 stars upheld",
                                            "changed from 1: c1 stars 1 upheld of Agent 1"));
  EXPECT_THAT(Feed(task.arbiter),
              ElementsAre("verdict c1 stars 1", "to decide: offered", "to decide: taken",
                          "to decide: decided", "changed from 1: c1 stars 1 upheld"));
}

TEST_F(AppealTest, WhatIsDeclinedChangesNothing) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  const auto task = Asked().at(0);
  EXPECT_EQ(Decide(task, AppealDecision::kDecline), "APPEAL_STATE") << "not taken yet";
  ASSERT_EQ(TakeIt(task), "");
  EXPECT_EQ(Decide(task, AppealDecision::kDecline, " "), "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(Decide(task, AppealDecision::kDecline, std::string(kAppealCharacters + 1, 'a')),
            "TEXT_TOO_LONG");
  ASSERT_EQ(Decide(task, AppealDecision::kDecline, "It is; ring 020 7946 0958."), "");
  EXPECT_EQ(Decide(task, AppealDecision::kUphold), "APPEAL_STATE") << "once";
  EXPECT_THAT(Appealed().decision, Not(HasSubstr("7946")));
  EXPECT_EQ(Answers({}), "stars 1 x1");
  EXPECT_THAT(Feed(Agent("1"), 3), ElementsAre("appeal c1 stars declined"));
}

TEST_F(AppealTest, AVerdictIsAppealedOnceAndWhatWasWithdrawnAgain) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  EXPECT_EQ(Open(AppealOf("c1")), "APPEALED_BEFORE");
  ASSERT_EQ(WithdrawIt(), "");
  EXPECT_EQ(WithdrawIt(), "APPEAL_STATE");
  ASSERT_EQ(Open(AppealOf("c1")), "");
  const auto task = Asked().at(0);
  ASSERT_EQ(TakeIt(task), "");
  ASSERT_EQ(Decide(task, AppealDecision::kDecline), "");
  EXPECT_EQ(Open(AppealOf("c1")), "APPEALED_BEFORE");
  EXPECT_EQ(WithdrawIt(), "APPEAL_STATE");
}

TEST_F(AppealTest, OnlyOnesOwnOpenVerdictsAreAppealed) {
  EXPECT_EQ(Open(AppealOf("c1", "2")), "NOT_FOUND");
  EXPECT_EQ(Open(AppealOf("no such call")), "NOT_FOUND");
  AddCall("c2", "1");
  EXPECT_EQ(Open(AppealOf("c2")), "NOT_FOUND") << "nobody answered";
  auto request = AppealOf("c1");
  request.question_id = "nps";
  EXPECT_EQ(Open(request), "NOT_FOUND");
  request.question_id = "stars";
  request.reason = "";
  EXPECT_EQ(Open(request), "REQUIRED_FIELD_MISSING");
  // The company's fault is not in the agent's figure anyway.
  auto blaming = testing::AnswerTo("c2", "r2", 1);
  blaming.company_fault = true;
  ASSERT_EQ(Take(blaming), "created");
  EXPECT_EQ(Open(AppealOf("c2")), "VERDICT_DOES_NOT_COUNT");
}

TEST_F(AppealTest, WhatIsSealedIsNotThereToAppeal) {
  AddCall("c2", "1");
  const SelfAssessmentKey key{RequestFor("c2").interaction, Agent("1")};
  ASSERT_EQ(Do<domain::SelfAssessment>([&](auto& t) { return commands::Request(t, policy_, key); }),
            "");
  ASSERT_EQ(Take(testing::AnswerTo("c2", "r2", 1)), "created");
  EXPECT_EQ(Open(AppealOf("c2")), "NOT_FOUND");
  ASSERT_EQ(Do<domain::SelfAssessment>([&](auto& t) { return Skip(t, policy_, key); }), "");
  EXPECT_EQ(Open(AppealOf("c2")), "");
}

TEST_F(AppealTest, OfSeveralAnswersOneIsNamed) {
  auto nps = testing::Stars();
  nps.id = "nps";
  ASSERT_EQ(Take(nps), "created");
  auto answer = testing::AnswerTo("c1", "r2", 2);
  answer.question_id = "nps";
  ASSERT_EQ(Take(answer), "created");
  auto request = AppealOf("c1");
  EXPECT_EQ(Open(request), "REQUIRED_FIELD_MISSING");
  request.question_id = "nps";
  EXPECT_EQ(Open(request), "");
  EXPECT_EQ(Appealed().question_id, "nps");
  request.question_id = "stars";
  EXPECT_EQ(Open(request), "") << "each verdict has its own";
}

TEST_F(AppealTest, ItsDeadlineIsNamed) {
  clock_.Advance(domain::kTimeToAppeal);
  EXPECT_EQ(Open(AppealOf("c1")), "");
  ASSERT_EQ(WithdrawIt(), "");
  clock_.Advance(absl::Seconds(1));
  const auto request = AppealOf("c1");
  const auto status = testing::Run(
      *store_, [&](store::Transaction& t) { return OpenAppeal(t, policy_, request).status(); });
  EXPECT_EQ(wire::ProblemOf(status)->reason, "APPEAL_TOO_LATE");
  EXPECT_THAT(status.message(), HasSubstr("2026-03-16 12:00 UTC"));
}

TEST_F(AppealTest, OfSeveralWhoAreAskedTheFirstTakesIt) {
  OtherLeaders();
  ASSERT_EQ(Open(AppealOf("c1")), "");
  const auto tasks = Asked();
  ASSERT_EQ(tasks.size(), 3u);
  EXPECT_EQ(TakeIt(tasks[1]), "");
  EXPECT_EQ(TakeIt(tasks[0]), "APPEAL_STATE");
  EXPECT_EQ(Decide(tasks[2], AppealDecision::kUphold), "APPEAL_STATE");
  EXPECT_THAT(Arbiters(), ElementsAre(tasks[1].arbiter));
  EXPECT_THAT(Feed(tasks[0].arbiter), ElementsAre("to decide: offered", "to decide: withdrawn"));
  EXPECT_EQ(Do<domain::AppealTask>([&](auto& t) {
              return TakeAppeal(t, policy_, {tasks[1].id, tasks[0].arbiter});
            }),
            "NOT_FOUND");
}

TEST_F(AppealTest, AWithdrawnOneIsTakenFromWhoeverWasAtIt) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  const auto task = Asked().at(0);
  ASSERT_EQ(TakeIt(task), "");
  ASSERT_EQ(WithdrawIt(), "");
  EXPECT_EQ(Decide(task, AppealDecision::kUphold), "APPEAL_STATE");
  EXPECT_EQ(Answers({}), "stars 1 x1");
  EXPECT_EQ(Asked()[0].state, TaskState::kWithdrawn);
}

TEST_F(AppealTest, ItEndsWithTheVerdict) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  auto corrected = testing::CallOf("c1", "2");
  ASSERT_EQ(Take(corrected), "changed");
  EXPECT_EQ(Appealed().state, State::kWithdrawn);
  EXPECT_THAT(Arbiters(), IsEmpty());
  // What the new agent has is another verdict.
  EXPECT_EQ(Open(AppealOf("c1", "2")), "");
}

TEST_F(AppealTest, ItEndsWhereTheAnswerMovesToAnotherCall) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  AddCall("c2", "1");
  auto moved = testing::AnswerTo("c2", "r1", 1);
  ASSERT_EQ(Take(moved), "changed");
  EXPECT_EQ(Appealed().state, State::kWithdrawn);
}

TEST_F(AppealTest, AChangedAnswerIsStillContested) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  ASSERT_EQ(Take(testing::AnswerTo("c1", "r1", 2)), "changed");
  const auto task = Asked().at(0);
  ASSERT_EQ(TakeIt(task), "");
  ASSERT_EQ(Decide(task, AppealDecision::kUphold), "");
  EXPECT_EQ(Answers({}), "stars 2 x1 upheld 1");
  // And if it changes once more, it stays out of the figure.
  ASSERT_EQ(Take(testing::AnswerTo("c1", "r1", 3)), "changed");
  EXPECT_EQ(Answers({}), "stars 3 x1 upheld 1");
}

TEST_F(AppealTest, WhatWasUpheldIsNotTheNextAgents) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  const auto task = Asked().at(0);
  ASSERT_EQ(TakeIt(task), "");
  ASSERT_EQ(Decide(task, AppealDecision::kUphold), "");
  ASSERT_EQ(Take(testing::CallOf("c1", "2")), "changed");
  EXPECT_EQ(Answers({}), "stars 1 x1");
  EXPECT_EQ(Answers({Agent("1"), {}}), "");
}

TEST_F(AppealTest, WordsAreRedacted) {
  auto request = AppealOf("c1");
  request.reason = "They meant maya@example.com, not me.";
  ASSERT_EQ(Open(request), "");
  EXPECT_THAT(Appealed().reason, Not(HasSubstr("maya@")));
}

}  // namespace
}  // namespace aftercall::commands
