#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/appeal_view.h"
#include "client/model/bar_view.h"
#include "client/model/review_task_view.h"
#include "client/model/review_view.h"
#include "tests/client/model/make.h"

// Evaluations that nobody asked for, from whoever writes them to whoever decides an appeal.
namespace aftercall::model {
namespace {

using make::At;
using make::kNow;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr char kInteraction[] = "interactions/a";
constexpr char kTask[] = "users/me/reviewTasks/t";
constexpr char kReview[] = "users/me/reviews/r";
constexpr char kAppeal[] = "users/me/appeals/p";
const FormKey kForm{"forms/default", 3};

class EvaluationsTest : public testing::Test {
 protected:
  EvaluationsTest() {
    for (const FeedEvent& event :
         {make::Snapshotting(), make::Snapshot({}), make::StateNeverTold(), make::CaughtUpAt(0)}) {
      Apply(event);
    }
  }

  void Apply(const FeedEvent& event) { ASSERT_TRUE(desk_.Apply(event, kNow).ok()); }
  template <typename What>
  void Tell(const What& what) {
    Apply(make::Entries({At(++position_, what)}));
  }
  void Give(Doing what, const std::string& about) {
    desk_.mutable_hand().Give({"id", about, std::move(what)});
  }
  void Answer(std::optional<Refusal> refusal, const std::string& task = "") {
    CommandAnswered answered{"id", std::move(refusal)};
    answered.review_task = task;
    Apply({std::nullopt, answered});
  }
  void Start() { Give(StartEvaluation{kInteraction}, AboutEvaluating(kInteraction)); }
  EvaluationView View() const { return EvaluationViewOf(desk_, kInteraction); }
  static ReviewTask Task(ReviewTask::State state) {
    ReviewTask told;
    told.name = kTask;
    told.state = state;
    told.form = kForm;
    told.evaluation = true;
    told.agent_display_name = "Maya";
    return told;
  }
  static Review AnEvaluation() {
    Review told;
    told.name = kReview;
    told.reference.interaction = kInteraction;
    told.state = Review::State::kSubmitted;
    told.form = kForm;
    told.evaluation = true;
    told.evaluator_display_name = "Li";
    told.appealable_until = absl::CivilDay(2025, 6, 22);
    return told;
  }
  static Appeal AnAppeal(Appeal::State state) {
    Appeal told;
    told.name = kAppeal;
    told.reference.interaction = kInteraction;
    told.review = kReview;
    told.state = state;
    return told;
  }
  void BeBusy() { Apply(make::Told(AgentState::kOnInteraction, kNow, 1)); }
  void BeFree() { Apply(make::Told(AgentState::kBreak, kNow, 0)); }

  Desk desk_;
  int64_t position_ = 0;
};

TEST_F(EvaluationsTest, IsOnItsWayUntilTheFeedTellsOfItsTask) {
  EXPECT_FALSE(View().is_sent);
  Start();
  EXPECT_TRUE(View().is_sent);
  Answer({}, kTask);
  EXPECT_TRUE(View().is_sent) << "there is nothing to write it in yet";
  EXPECT_EQ(View().task, nullptr);
  Tell(Task(ReviewTask::State::kAccepted));
  ASSERT_NE(View().task, nullptr);
  EXPECT_EQ(View().task->told.agent_display_name, "Maya");
  EXPECT_FALSE(View().is_sent);
  EXPECT_EQ(ViewOf(desk_, kNow).tasks, 1);
  EXPECT_EQ(EvaluationViewOf(desk_, "interactions/b").task, nullptr);
}

TEST_F(EvaluationsTest, TheFeedMayTellOfItBeforeTheAnswer) {
  Start();
  Tell(Task(ReviewTask::State::kAccepted));
  EXPECT_TRUE(View().is_sent);
  Answer({}, kTask);
  ASSERT_NE(View().task, nullptr);
}

TEST_F(EvaluationsTest, OneThatIsGivenUpCanBeBegunAnew) {
  Start();
  Answer({}, kTask);
  Tell(Task(ReviewTask::State::kAccepted));
  Tell(Task(ReviewTask::State::kDeclined));
  EXPECT_EQ(View().task, nullptr);
  EXPECT_FALSE(View().is_sent);
  EXPECT_THAT(desk_.evaluations(), IsEmpty());
}

TEST_F(EvaluationsTest, SaysWhyItCannotBeBegun) {
  Start();
  Answer(Refusal{"REVIEW_NOTHING_TO_SHOW", "There is nothing."});
  ASSERT_NE(View().refusal, nullptr);
  EXPECT_FALSE(View().is_sent);
  Start();
  EXPECT_EQ(View().refusal, nullptr);
}

TEST_F(EvaluationsTest, WhoseItIsComesBackFromTheDisk) {
  Start();
  Answer({}, kTask);
  Tell(Task(ReviewTask::State::kSubmitted));
  Desk later;
  later.Restore(*desk_.Keep());
  ASSERT_NE(EvaluationViewOf(later, kInteraction).task, nullptr);
  EXPECT_EQ(EvaluationViewOf(later, kInteraction).task->told.state, ReviewTask::State::kSubmitted);
}

TEST_F(EvaluationsTest, OneThatComesWaitsForABreakAndIsCountedThen) {
  BeBusy();
  Tell(AnEvaluation());
  EXPECT_EQ(ViewOf(desk_, kNow).reviews, 0);
  EXPECT_EQ(ViewOf(desk_, kNow).waiting.count, 1);
  EXPECT_FALSE(ReviewViewOf(desk_, kReview));
  EXPECT_FALSE(AppealViewOf(desk_, ContestedReview{kReview}));
  BeFree();
  EXPECT_EQ(ViewOf(desk_, kNow).reviews, 1);
  EXPECT_TRUE(ReviewViewOf(desk_, kReview)->may_be_appealed);
}

TEST_F(EvaluationsTest, AContactThatWasEvaluatedCanStillBeAskedAbout) {
  Tell(AnEvaluation());
  desk_.OpenContacts(absl::CivilDay(2025, 6, 15));
  Contact contact;
  contact.reference.interaction = kInteraction;
  Apply({std::nullopt, ContactsTold{*desk_.WantedNow().contacts, {{contact}, false}}});
  ASSERT_THAT(ContactsViewOf(desk_).rows, SizeIs(1));
  EXPECT_EQ(ContactsViewOf(desk_).rows[0].review, nullptr);
  EXPECT_FALSE(ContactsViewOf(desk_).rows[0].is_asked);
  EXPECT_THAT(ReviewsToList(desk_), SizeIs(1));
}

TEST_F(EvaluationsTest, IsAppealedInPlaceOfAnAnswer) {
  Tell(make::AVerdict("a", 2));
  Tell(AnEvaluation());
  const std::string about = AboutAppealing(kReview);
  desk_.mutable_hand().SetDraft(about, {{}, "I did"});
  auto view = AppealViewOf(desk_, ContestedReview{kReview});
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->item, nullptr);
  EXPECT_EQ(view->review->told.name, kReview);
  EXPECT_EQ(view->reason, "I did");
  Give(OpenAppeal{"", "", "I did", kReview}, about);
  EXPECT_TRUE(AppealViewOf(desk_, ContestedReview{kReview})->is_sent);
  EXPECT_EQ(ViewOf(desk_, kNow).reviews, 1) << "it is still to be read";
  Answer({});
  Tell(AnAppeal(Appeal::State::kOpen));
  view = AppealViewOf(desk_, ContestedReview{kReview});
  EXPECT_EQ(view->appeal->told.name, kAppeal);
  EXPECT_EQ(view->reason, "");
  EXPECT_EQ(AppealViewOf(desk_, kAppeal)->review->told.name, kReview);
  EXPECT_EQ(ReviewViewOf(desk_, kReview)->appeal->told.name, kAppeal);
  EXPECT_FALSE(ReviewViewOf(desk_, kReview)->may_be_appealed) << "once";
  EXPECT_EQ(AppealViewOf(desk_, make::KeyOf("a"))->appeal, nullptr)
      << "the answer is another thing";
}

TEST_F(EvaluationsTest, AdviceCannotBeAppealed) {
  Review advice = AnEvaluation();
  advice.evaluation = false;
  advice.appealable_until.reset();
  Tell(advice);
  EXPECT_FALSE(ReviewViewOf(desk_, kReview)->may_be_appealed);
  EXPECT_FALSE(AppealViewOf(desk_, ContestedReview{kReview}));
  EXPECT_FALSE(AppealViewOf(desk_, ContestedReview{""}));
}

TEST_F(EvaluationsTest, ItTellsNothingOfADecisionThatIsKeptForABreak) {
  Tell(AnEvaluation());
  Tell(AnAppeal(Appeal::State::kOpen));
  BeBusy();
  Review upheld = AnEvaluation();
  upheld.appeal_upheld = true;
  Apply(make::Entries(
      {At(position_ + 1, AnAppeal(Appeal::State::kUpheld)), At(position_ + 2, upheld)}));
  auto view = ReviewViewOf(desk_, kReview);
  EXPECT_FALSE(view->is_upheld);
  EXPECT_FALSE(view->may_be_appealed);
  EXPECT_EQ(view->appeal, nullptr);
  BeFree();
  view = ReviewViewOf(desk_, kReview);
  EXPECT_TRUE(view->is_upheld);
  EXPECT_EQ(view->appeal->told.state, Appeal::State::kUpheld);
}

TEST_F(EvaluationsTest, WhoeverDecidesGetsItsFormAndKeepsNothingOfIt) {
  AppealTask asked;
  asked.name = "users/me/appealTasks/t";
  asked.state = AppealTask::State::kTaken;
  asked.evaluation = true;
  Tell(asked);
  desk_.Open(asked.name);
  AppealTaskBody body;
  body.form = kForm;
  body.content.praise = "calm";
  Apply({std::nullopt, AppealTaskTold{{asked.name, 1, 1}, body}});
  EXPECT_THAT(desk_.WantedNow().forms, Contains(kForm));
  EXPECT_EQ(AppealTaskViewOf(desk_, asked.name)->task->body->content.praise, "calm");
  asked.state = AppealTask::State::kDecided;
  Tell(asked);
  EXPECT_EQ(AppealTaskViewOf(desk_, asked.name)->task->body, AppealTaskBody());
  EXPECT_THAT(desk_.WantedNow().forms, Not(Contains(kForm)));
}

TEST_F(EvaluationsTest, WellDoneIsSaidForAReviewOnce) {
  Tell(Task(ReviewTask::State::kSubmitted));
  EXPECT_FALSE(ReviewTaskViewOf(desk_, kTask)->is_praised);
  Give(GiveKudos{"", "", "", kTask}, AboutKudos(kTask));
  EXPECT_TRUE(ReviewTaskViewOf(desk_, kTask)->is_praise_sent);
  EXPECT_FALSE(ReviewTaskViewOf(desk_, kTask)->is_sent) << "it is no answer to the task";
  Answer(Refusal{"KUDOS_GIVEN_TODAY", "…"});
  EXPECT_FALSE(ReviewTaskViewOf(desk_, kTask)->is_praised);
  EXPECT_EQ(ReviewTaskViewOf(desk_, kTask)->praise_refusal->reason, "KUDOS_GIVEN_TODAY");
  Give(GiveKudos{"", "", "", kTask}, AboutKudos(kTask));
  Answer({});
  EXPECT_TRUE(ReviewTaskViewOf(desk_, kTask)->is_praised);
}

}  // namespace
}  // namespace aftercall::model
