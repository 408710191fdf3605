// Leaders' evaluations, and appeals against what leaders wrote.

#include "absl/strings/str_join.h"
#include "backend/upkeep/rollups.h"
#include "tests/backend/commands/appeal_fixture.h"

namespace aftercall::commands {
namespace {

using domain::Evaluator;
using State = domain::Review::State;
using TaskState = domain::ReviewTask::State;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

// Agent "1" has the calls c1, which has an answer, and c2. Lee leads their team, Max another one;
// Quinn analyses quality.
class EvaluationTest : public AppealTest {
 protected:
  void SetUp() override {
    AppealTest::SetUp();
    AddCall("c2", "1");
    quinn_ = Person("Quinn", domain::Role::kQualityAnalyst);
  }
  std::string Start(const std::string& call, domain::UserId evaluator) {
    const domain::InteractionId interaction = RequestFor(call).interaction;
    return Do<domain::ReviewTask>([&](auto& t) {
      return StartEvaluation(t, policy_, {interaction, evaluator});
    });
  }
  // The last that somebody is or was at.
  domain::ReviewTask TaskOf(domain::UserId evaluator) {
    const auto list = Value(reader_->ListReviewTasks(evaluator, false, {}, 1));
    EXPECT_FALSE(list.empty());
    return list.empty() ? domain::ReviewTask() : list[0].task;
  }
  domain::Review ReviewOf(domain::UserId evaluator) {
    return Value(reader_->FindReviewTask(TaskOf(evaluator).id))->review;
  }
  // Begins and submits one.
  void Evaluate(const std::string& call, domain::UserId evaluator) {
    ASSERT_EQ(Start(call, evaluator), "");
    ASSERT_EQ(Submit(TaskOf(evaluator)), "");
  }
  std::vector<domain::ReviewId> ListedFor(const std::string& agent) {
    std::vector<domain::ReviewId> ids;
    for (const auto& one : Value(reader_->ListReviews(Agent(agent), false, {}, 9))) {
      ids.push_back(one.review.id);
    }
    return ids;
  }
  AppealRequest AgainstReview(domain::UserId evaluator, const std::string& agent = "1") {
    return {{}, Agent(agent), "", "The recording says otherwise.", ReviewOf(evaluator).id};
  }
  // "need 4 x2, need upheld 4 x1, …" of what leaders scored.
  std::string Scores(const store::Scope& scope) {
    std::vector<std::string> words;
    for (const auto& one : Value(reader_->ReadElementTally(scope, {})).elements) {
      if (one.evaluator == Evaluator::kSelf || one.element_id != "need") continue;
      words.push_back(absl::StrCat(one.element_id,
                                   one.evaluator == Evaluator::kLeaderUpheld ? " upheld " : " ",
                                   one.scores.sum / one.scores.n, " x", one.scores.n));
    }
    return absl::StrJoin(words, ", ");
  }
  void Uphold(domain::UserId evaluator) {
    ASSERT_EQ(Open(AgainstReview(evaluator)), "");
    const auto task = Asked().at(0);
    ASSERT_EQ(TakeIt(task), "");
    ASSERT_EQ(Decide(task, AppealDecision::kUphold), "");
  }
  // What the roll-ups of the day hold is what the rows make.
  void ExpectRightFigures(const std::string& agent) {
    const auto user = Agent(agent);
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  const auto cells =
                      Value(upkeep::ReckonDay(t, policy_, user, absl::CivilDay(2026, 3, 9)));
                  const auto differs = upkeep::Difference(cells.stored, cells.reckoned);
                  EXPECT_TRUE(differs.elements.empty());
                  EXPECT_FALSE(agent == "1" && cells.reckoned.interactions.empty());
                  return absl::OkStatus();
                }).ok());
  }

  domain::UserId quinn_;
};

TEST_F(EvaluationTest, NothingIsToldToTheAgentBeforeItIsThere) {
  const auto before = Feed(Agent("1"));
  ASSERT_EQ(Start("c1", lee_), "");
  const auto task = TaskOf(lee_);
  EXPECT_EQ(task.state, TaskState::kAccepted);
  EXPECT_TRUE(task.as_leader);
  EXPECT_EQ(task.deadline.DueAt(), clock_.Now() + domain::kLongestWait);
  EXPECT_EQ(Feed(lee_).back(), "task accepted, of Agent 1");
  const ReviewKey key{task.review, Agent("1")};
  EXPECT_EQ(Do<domain::Review>([&](auto& t) { return ThankReviewer(t, policy_, key); }),
            "NOT_FOUND");
  EXPECT_EQ(Do<domain::Review>([&](auto& t) { return CloseReview(t, policy_, key); }), "NOT_FOUND");
  EXPECT_EQ(Open(AgainstReview(lee_)), "NOT_FOUND");
  EXPECT_THAT(ListedFor("1"), IsEmpty());
  EXPECT_EQ(Feed(Agent("1")), before);
  EXPECT_EQ(Scores({}), "");
}

TEST_F(EvaluationTest, OnceItIsThereTheAgentReadsWhoWroteItAndAnswers) {
  Evaluate("c1", lee_);
  EXPECT_EQ(Feed(Agent("1")).back(), "review c1 submitted, by Lee");
  const auto entries = Value(reader_->ReadFeed(Agent("1"), 0, 100)).entries;
  const auto& told = std::get<domain::ReviewTold>(entries.back().event);
  EXPECT_TRUE(told.evaluation);
  EXPECT_TRUE(told.by_leader);
  EXPECT_EQ(told.appealable_until, absl::CivilDay(2026, 3, 16));
  EXPECT_THAT(ListedFor("1"), ElementsAre(TaskOf(lee_).review));
  EXPECT_EQ(Value(reader_->FindReview(TaskOf(lee_).review))->content, Good());
  EXPECT_EQ(Thank(), "");
  EXPECT_EQ(Differ("I had asked before."), "");
  EXPECT_EQ(Feed(lee_).back(), "task submitted, differed, thanked, of Agent 1");
  // It is not theirs to lend or to do without.
  EXPECT_EQ(
      Do<domain::Review>([&, key = Key()](auto& t) { return LendReview(t, policy_, key, true); }),
      "REVIEW_STATE");
  EXPECT_EQ(Close(), "REVIEW_STATE");
}

TEST_F(EvaluationTest, NobodyEvaluatesTheirOwnOrWhatTheyTookPartIn) {
  EXPECT_EQ(Start("c1", Agent("1")), "EVALUATION_OWN");
  auto two = testing::CallOf("c3", "1");
  two.text = "Agent: Hello.";
  two.legs.insert(two.legs.begin(), {"2", "Agent 2", domain::Leg::Role::kAgent, {}, {}});
  ASSERT_EQ(Take(two), "created");
  EXPECT_EQ(Start("c3", Agent("2")), "EVALUATION_OWN");
  EXPECT_EQ(Start("c3", lee_), "");
}

TEST_F(EvaluationTest, WhatNobodyHadOrNobodyCanHearIsNotEvaluated) {
  EXPECT_EQ(Start("no such call", lee_), "NOT_FOUND");
  auto lost = testing::CallOf("c3", "1");
  lost.text = "Customer: Hello?";
  lost.abandoned = true;
  ASSERT_EQ(Take(lost), "created");
  EXPECT_EQ(Start("c3", lee_), "EVALUATION_NOBODYS");
  ASSERT_EQ(Take(testing::CallOf("c4", "1")), "created");
  EXPECT_THAT(Start("c4", lee_), Not(IsEmpty())) << "neither a recording nor a text";
}

TEST_F(EvaluationTest, NobodyEvaluatesTwice) {
  ASSERT_EQ(Start("c1", lee_), "");
  EXPECT_EQ(Start("c1", lee_), "EVALUATION_UNDER_WAY");
  EXPECT_EQ(Start("c2", lee_), "");
  ASSERT_EQ(Submit(TaskOf(lee_)), "");
  EXPECT_EQ(Start("c2", lee_), "EVALUATED_BEFORE");
}

TEST_F(EvaluationTest, SeveralEvaluateOneInteractionAlsoWhileAReviewIsUnderWay) {
  ASSERT_EQ(Start("c1", lee_), "");
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Start("c1", quinn_), "");
  ASSERT_EQ(Submit(TaskOf(lee_)), "");
  ASSERT_EQ(Submit(TaskOf(quinn_)), "");
  EXPECT_EQ(Scores({}), "need 4 x2");
  ExpectRightFigures("1");
}

TEST_F(EvaluationTest, NobodyWhoHasLeftEvaluatesOrIsEvaluated) {
  Leave(quinn_);
  EXPECT_EQ(Start("c1", quinn_), "USER_DEACTIVATED");
  Leave(Agent("1"));
  EXPECT_EQ(Start("c1", lee_), "AGENT_LEFT");
}

TEST_F(EvaluationTest, WhoeverIsAskedToDecideAnAppealDoesNotEvaluate) {
  OtherLeaders();
  ASSERT_EQ(Open(AppealOf("c1")), "");
  const auto arbiters = Arbiters();
  ASSERT_FALSE(arbiters.empty());
  EXPECT_EQ(Start("c1", arbiters[0]), "EVALUATION_BY_ARBITER");
  EXPECT_EQ(Start("c2", arbiters[0]), "") << "another interaction";
}

TEST_F(EvaluationTest, WhoeverEvaluatesIsNotAskedAgainByARequest) {
  ASSERT_EQ(Start("c1", lee_), "");
  ASSERT_EQ(Request(RequestFor("c1")), "");
  // All colleagues say no; their only leader is at it unasked.
  for (int i = 0; i < 5; ++i) ASSERT_EQ(Decline(Tasks().back()), "");
  EXPECT_EQ(Last().state, State::kLooking);
  EXPECT_EQ(Tasks().size(), 5u);
  // Given up, they are there to be asked.
  ASSERT_EQ(Decline(TaskOf(lee_), ""), "");
  clock_.Advance(absl::Hours(1));
  RunDue();
  EXPECT_EQ(Last().state, State::kEscalated);
  EXPECT_EQ(Start("c1", lee_), "EVALUATION_UNDER_WAY") << "they are asked to review it";
}

TEST_F(EvaluationTest, ItIsGivenUpWithoutAWord) {
  const auto before = Feed(Agent("1"));
  ASSERT_EQ(Start("c1", lee_), "");
  EXPECT_EQ(Decline(TaskOf(lee_), ""), "");
  EXPECT_EQ(ReviewOf(lee_).state, State::kWithdrawn);
  EXPECT_EQ(TaskOf(lee_).state, TaskState::kDeclined);
  EXPECT_EQ(Feed(Agent("1")), before);
  EXPECT_EQ(Submit(TaskOf(lee_)), "REVIEW_STATE");
  EXPECT_EQ(Start("c1", lee_), "") << "they may begin again";
}

TEST_F(EvaluationTest, NotSubmittedInTimeItLapsesAndNobodyElseIsAsked) {
  const auto before = Feed(Agent("1"));
  ASSERT_EQ(Start("c1", lee_), "");
  // Coming and going does not move its end.
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                auto told = t.PutAgentState(
                    lee_, {domain::AgentState::State::kAvailable, t.Now(), 0, t.Now()});
                return told.ok() ? OnPresenceTold(t, policy_, lee_) : told.status();
              }).ok());
  clock_.Advance(domain::kLongestWait - absl::Seconds(1));
  RunDue();
  EXPECT_EQ(TaskOf(lee_).state, TaskState::kAccepted);
  EXPECT_TRUE(TaskOf(lee_).reminded);
  clock_.Advance(absl::Seconds(1));
  RunDue();
  EXPECT_EQ(TaskOf(lee_).state, TaskState::kLapsed);
  EXPECT_EQ(ReviewOf(lee_).state, State::kWithdrawn);
  RunDue();
  std::vector<domain::ReviewTask> tasks;
  ASSERT_TRUE(testing::Run(*store_, [&, id = ReviewOf(lee_).id](store::Transaction& t) {
                tasks = Value(t.ListReviewTasks(id));
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(tasks.size(), 1u);
  EXPECT_EQ(Submit(TaskOf(lee_)), "REVIEW_STATE");
  EXPECT_EQ(Feed(Agent("1")), before);
}

TEST_F(EvaluationTest, ItEndsWithItsEvaluatorAndWithItsAgent) {
  ASSERT_EQ(Start("c1", quinn_), "");
  Leave(quinn_);
  EXPECT_EQ(ReviewOf(quinn_).state, State::kWithdrawn);
  ASSERT_EQ(Start("c1", lee_), "");
  Leave(Agent("1"));
  EXPECT_EQ(ReviewOf(lee_).state, State::kWithdrawn);
  EXPECT_EQ(TaskOf(lee_).state, TaskState::kWithdrawn);
}

TEST_F(EvaluationTest, WhereTheInteractionIsAnothersItEndsAndItsScoresAreNobodys) {
  Evaluate("c1", lee_);
  ASSERT_EQ(Start("c1", quinn_), "");
  ASSERT_EQ(Open(AgainstReview(lee_)), "");
  auto corrected = testing::CallOf("c1", "2");
  corrected.text = "Agent: Hello. Customer: At last.";
  ASSERT_EQ(Take(corrected), "changed");
  EXPECT_EQ(ReviewOf(quinn_).state, State::kWithdrawn);
  EXPECT_EQ(Scores({}), "");
  EXPECT_EQ(Appealed().state, domain::Appeal::State::kWithdrawn);
  EXPECT_THAT(Arbiters(), IsEmpty());
  EXPECT_EQ(Open(AgainstReview(lee_)), "REVIEW_DOES_NOT_COUNT");
  EXPECT_THAT(ListedFor("2"), IsEmpty());
  ExpectRightFigures("1");
  ExpectRightFigures("2");
  // Corrected once more, they are there again.
  corrected.legs[0].staff_number = "1";
  ASSERT_EQ(Take(corrected), "changed");
  EXPECT_EQ(Scores({Agent("1"), {}}), "need 4 x1");
  ExpectRightFigures("1");
}

TEST_F(EvaluationTest, WhatLeadersScoreEntersTheFiguresAndWhatColleaguesScoreDoesNot) {
  ASSERT_EQ(Request(RequestFor("c1")), "");
  ASSERT_EQ(Accept(Tasks()[0]), "");
  ASSERT_EQ(Submit(Tasks()[0]), "");
  EXPECT_EQ(Scores({}), "");
  // A request that ended with a leader is a leader's.
  ASSERT_EQ(Request(RequestFor("c2")), "");
  for (int i = 0; i < 3; ++i) ASSERT_EQ(Decline(Tasks().back()), "");
  ASSERT_EQ(Accept(Tasks().back()), "");
  ASSERT_EQ(Submit(Tasks().back()), "");
  EXPECT_EQ(Scores({Agent("1"), {}}), "need 4 x1");
  EXPECT_EQ(Scores({{}, TeamCalled("Red")}), "need 4 x1");
  ExpectRightFigures("1");
}

TEST_F(EvaluationTest, AnUpheldOneLeavesTheAgentsFigureAndStaysInTheTotal) {
  Evaluate("c1", lee_);
  Evaluate("c2", lee_);
  const auto contested = ReviewOf(lee_).id;
  Uphold(lee_);
  EXPECT_EQ(Appealed().review, contested);
  EXPECT_EQ(Appealed().question_id, "");
  EXPECT_EQ(Scores({Agent("1"), {}}), "need 4 x1, need upheld 4 x1");
  ExpectRightFigures("1");
  // The original is intact, and marked for both sides.
  EXPECT_EQ(Value(reader_->FindReview(contested))->content, Good());
  EXPECT_TRUE(Value(reader_->FindReview(contested))->review.appeal_upheld);
  EXPECT_THAT(Feed(Agent("1")),
              IsSupersetOf({"appeal c2 review open", "appeal c2 review in decision",
                            "appeal c2 review upheld", "review c2 submitted, by Lee, upheld"}));
  EXPECT_EQ(Feed(lee_).back(), "task submitted, of Agent 1, upheld");
  EXPECT_EQ(Open(AgainstReview(lee_)), "APPEALED_BEFORE");
  // The verdict on the other call is another matter.
  EXPECT_EQ(Answers({}), "stars 1 x1");
  EXPECT_EQ(Open(AppealOf("c1")), "");
}

TEST_F(EvaluationTest, OneThatIsNotUpheldStaysAsItIs) {
  Evaluate("c1", lee_);
  const auto feed = Feed(lee_);
  ASSERT_EQ(Open(AgainstReview(lee_)), "");
  const auto task = Asked().at(0);
  ASSERT_EQ(TakeIt(task), "");
  ASSERT_EQ(Decide(task, AppealDecision::kDecline), "");
  EXPECT_FALSE(ReviewOf(lee_).appeal_upheld);
  EXPECT_EQ(Scores({}), "need 4 x1");
  EXPECT_EQ(Feed(lee_), feed) << "the evaluator hears of what is upheld alone";
}

TEST_F(EvaluationTest, NobodyWhoEvaluatedDecides) {
  OtherLeaders();
  Evaluate("c1", lee_);
  ASSERT_EQ(Start("c1", max_), "");
  Evaluate("c1", quinn_);
  ASSERT_EQ(Open(AgainstReview(lee_)), "");
  EXPECT_THAT(Arbiters(), ::testing::UnorderedElementsAre(nia_, oli_));
  EXPECT_THAT(Feed(nia_), Contains("to decide: offered, a review"));
}

TEST_F(EvaluationTest, AColleaguesReviewIsAdviceAndIsNotAppealed) {
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const AppealRequest appeal{{}, Agent("1"), "", "No.", Last().id};
  EXPECT_EQ(Open(appeal), "REVIEW_NOT_APPEALABLE") << "not there yet";
  ASSERT_EQ(Accept(Tasks()[0]), "");
  ASSERT_EQ(Submit(Tasks()[0]), "");
  EXPECT_EQ(Open(appeal), "REVIEW_NOT_APPEALABLE");
}

TEST_F(EvaluationTest, WhatALeaderWroteOnRequestIsAppealedAsWell) {
  ASSERT_EQ(Request(RequestFor("c2")), "");
  for (int i = 0; i < 3; ++i) ASSERT_EQ(Decline(Tasks().back()), "");
  ASSERT_EQ(Accept(Tasks().back()), "");
  ASSERT_EQ(Submit(Tasks().back()), "");
  Uphold(lee_);
  EXPECT_EQ(Scores({}), "need upheld 4 x1");
  EXPECT_EQ(Feed(lee_).back(), "task submitted, upheld") << "never whose it is";
}

TEST_F(EvaluationTest, ItIsAppealedByItsAgentWithAReasonUntilTheEndOfTheSeventhDay) {
  Evaluate("c1", lee_);
  auto request = AgainstReview(lee_);
  EXPECT_EQ(Open(AgainstReview(lee_, "2")), "NOT_FOUND");
  request.reason = "";
  EXPECT_EQ(Open(request), "REQUIRED_FIELD_MISSING");
  request = AgainstReview(lee_);
  request.reason = "Ask maya@example.com.";
  clock_.Advance(absl::Hours(7 * 24 + 11));
  ASSERT_EQ(Open(request), "");
  EXPECT_THAT(Appealed().reason, Not(HasSubstr("maya@")));
  EXPECT_EQ(Open(request), "APPEALED_BEFORE");
  ASSERT_EQ(WithdrawIt(), "");
  clock_.Advance(absl::Hours(1));
  const auto status = testing::Run(
      *store_, [&](store::Transaction& t) { return OpenAppeal(t, policy_, request).status(); });
  EXPECT_EQ(wire::ProblemOf(status)->reason, "APPEAL_TOO_LATE");
  EXPECT_THAT(status.message(), HasSubstr("2026-03-16"));
}

TEST_F(EvaluationTest, ItsAppealsEndWithItsAgent) {
  Evaluate("c1", lee_);
  ASSERT_EQ(Open(AgainstReview(lee_)), "");
  const auto appeal = Appealed().id;
  Leave(Agent("1"));
  EXPECT_EQ(Value(reader_->FindAppeal(appeal))->appeal.state, domain::Appeal::State::kWithdrawn);
}

}  // namespace
}  // namespace aftercall::commands
