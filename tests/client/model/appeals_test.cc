#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/appeal.h"
#include "client/model/appeal_view.h"
#include "client/model/bar_view.h"
#include "client/model/review_view.h"
#include "tests/client/model/make.h"

// Appeals from both sides, and praise: what is seen of them when.
namespace aftercall::model {
namespace {

using make::At;
using make::kNow;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kAppeal[] = "users/me/appeals/p";
constexpr char kTask[] = "users/me/appealTasks/t";

class AppealsTest : public testing::Test {
 protected:
  AppealsTest() {
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
  static Appeal An(Appeal::State state) {
    Appeal told;
    told.name = kAppeal;
    told.reference.interaction = "interactions/a";
    told.question_id = "csat";
    told.state = state;
    return told;
  }
  static AppealTask Asked(AppealTask::State state) {
    AppealTask told;
    told.name = kTask;
    told.state = state;
    return told;
  }
  void BeBusy() { Apply(make::Told(AgentState::kOnInteraction, kNow, 1)); }
  void BeFree() { Apply(make::Told(AgentState::kBreak, kNow, 0)); }
  void Give(Doing what, const std::string& about) {
    desk_.mutable_hand().Give({"id", about, std::move(what)});
  }
  BarView Bar() const { return ViewOf(desk_, kNow); }

  Desk desk_;
  int64_t position_ = 0;
};

TEST_F(AppealsTest, AnOwnAnswerCanBeAppealedAndAnothersCannot) {
  Tell(make::AVerdict("a", 2));
  auto view = AppealViewOf(desk_, make::KeyOf("a"));
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->appeal, nullptr);
  const std::string about = AboutAppealing("interactions/a", "csat");
  desk_.mutable_hand().SetDraft(about, {{}, "the delivery"});
  EXPECT_EQ(AppealViewOf(desk_, make::KeyOf("a"))->reason, "the delivery");
  Give(OpenAppeal{"interactions/a", "csat", "the delivery"}, about);
  EXPECT_TRUE(AppealViewOf(desk_, make::KeyOf("a"))->is_sent);
  Apply({std::nullopt, CommandAnswered{"id", {}, {}}});
  Tell(An(Appeal::State::kOpen));
  view = AppealViewOf(desk_, make::KeyOf("a"));
  EXPECT_EQ(view->appeal->told.name, kAppeal);
  EXPECT_FALSE(view->is_sent);
  EXPECT_EQ(view->reason, "") << "the draft has been sent";
  Verdict of_another = make::AVerdict("b", 2);
  of_another.agent = "users/maya";
  Tell(of_another);
  EXPECT_FALSE(AppealViewOf(desk_, make::KeyOf("b")).has_value());
}

TEST_F(AppealsTest, ADecisionIsCountedUntilItIsOpened) {
  Tell(An(Appeal::State::kOpen));
  EXPECT_EQ(Bar().reviews, 0);
  Tell(An(Appeal::State::kUpheld));
  EXPECT_EQ(Bar().reviews, 1);
  desk_.Open(kAppeal);
  EXPECT_EQ(Bar().reviews, 0);
  EXPECT_THAT(AppealsToList(desk_), SizeIs(1));
  EXPECT_THAT(desk_.WantedNow().appeals, ElementsAre(OpenedKey{kAppeal, 2, 1}));
  Apply({std::nullopt, AppealTold{{kAppeal, 2, 1}, {"the delivery", "so it was"}}});
  EXPECT_THAT(desk_.WantedNow().appeals, IsEmpty());
  EXPECT_EQ(AppealViewOf(desk_, kAppeal)->appeal->body->decision, "so it was");
}

TEST_F(AppealsTest, ADecisionWaitsForABreak) {
  Tell(An(Appeal::State::kOpen));
  BeBusy();
  Tell(An(Appeal::State::kInDecision));
  EXPECT_TRUE(AppealViewOf(desk_, kAppeal).has_value()) << "no news is nothing to hold";
  Tell(An(Appeal::State::kDeclined));
  EXPECT_FALSE(AppealViewOf(desk_, kAppeal).has_value());
  EXPECT_EQ(Bar().reviews, 0);
  EXPECT_EQ(Bar().waiting.count, 1);
  BeFree();
  EXPECT_EQ(Bar().reviews, 1);
}

TEST_F(AppealsTest, ADecisionThatIsReadStaysReadThroughASnapshotAndTheDisk) {
  Tell(An(Appeal::State::kUpheld));
  desk_.Open(kAppeal);
  Apply(make::Snapshotting());
  Apply(make::Snapshot({At(position_, An(Appeal::State::kUpheld))}));
  Apply(make::CaughtUpAt(position_));
  EXPECT_EQ(Bar().reviews, 0);
  Desk later;
  later.Restore(*desk_.Keep());
  EXPECT_EQ(ViewOf(later, kNow).reviews, 0);
  EXPECT_THAT(AppealsToList(later), SizeIs(1));
}

TEST_F(AppealsTest, ASnapshotWithADecisionWaitsForABreakAsWell) {
  Tell(An(Appeal::State::kOpen));
  BeBusy();
  Apply(make::Snapshotting());
  Apply(make::Snapshot({At(position_ + 1, An(Appeal::State::kDeclined))}));
  Apply(make::CaughtUpAt(position_ + 1));
  EXPECT_FALSE(AppealViewOf(desk_, kAppeal).has_value());
}

TEST_F(AppealsTest, WithdrawnOnesAreGone) {
  Tell(An(Appeal::State::kOpen));
  Tell(An(Appeal::State::kWithdrawn));
  EXPECT_THAT(AppealsToList(desk_), IsEmpty());
}

TEST_F(AppealsTest, CountsWhatIsToBeDecided) {
  Tell(Asked(AppealTask::State::kOffered));
  EXPECT_EQ(Bar().tasks, 1);
  Give(TakeAppeal{}, kTask);
  EXPECT_EQ(Bar().tasks, 1) << "it is still to be decided";
  EXPECT_TRUE(AppealTaskViewOf(desk_, kTask)->is_sent);
  Apply({std::nullopt, CommandAnswered{"id", {}, {}}});
  Tell(Asked(AppealTask::State::kTaken));
  desk_.mutable_hand().SetDraft(kTask, {{}, "so it was"});
  EXPECT_EQ(AppealTaskViewOf(desk_, kTask)->reason, "so it was");
  Give(DecideAppeal{true, "so it was"}, kTask);
  EXPECT_EQ(Bar().tasks, 0);
  Apply({std::nullopt, CommandAnswered{"id", {}, {}}});
  EXPECT_EQ(AppealTaskViewOf(desk_, kTask)->reason, "");
  Tell(Asked(AppealTask::State::kDecided));
  EXPECT_THAT(AppealTasksToList(desk_), SizeIs(1));
  for (const auto gone : {AppealTask::State::kLapsed, AppealTask::State::kWithdrawn}) {
    Tell(Asked(AppealTask::State::kOffered));
    Tell(Asked(gone));
    EXPECT_THAT(AppealTasksToList(desk_), IsEmpty());
  }
}

TEST_F(AppealsTest, TheCustomersWordsStayNoLongerThanTheyMayBeRead) {
  Tell(Asked(AppealTask::State::kTaken));
  desk_.Open(kTask);
  AppealTaskBody body;
  body.rating = 2;
  body.comment = "late";
  body.text = "words";
  body.recording_uri = "https://rec.example.com/1";
  Apply({std::nullopt, AppealTaskTold{{kTask, 1, 1}, body}});
  EXPECT_EQ(AppealTaskViewOf(desk_, kTask)->task->body, body);
  Tell(Asked(AppealTask::State::kDecided));
  EXPECT_EQ(AppealTaskViewOf(desk_, kTask)->task->body, AppealTaskBody());
}

TEST_F(AppealsTest, PraiseIsOnTheStripAtABreak) {
  BeBusy();
  Tell(Kudos{"users/me/kudos/k", "Maya", "calm", kNow});
  EXPECT_THAT(Bar().items, IsEmpty());
  EXPECT_EQ(Bar().waiting.count, 1);
  BeFree();
  ASSERT_THAT(Bar().items, SizeIs(1));
  EXPECT_EQ(Bar().items[0].kudos()->told.words, "calm");
  Tell(make::AVerdict("a", 5));
  ASSERT_THAT(Bar().items, SizeIs(2));
  EXPECT_EQ(Bar().items[1].verdict()->verdict.rating, 5);
}

TEST_F(AppealsTest, PraiseLeadsToTheLatestAnswerThatMayBeShown) {
  EXPECT_FALSE(LatestAnswerOn(desk_, "interactions/a"));
  Tell(make::AVerdict("a", 5));
  Verdict second = make::AVerdict("a", 1);
  second.question = make::PressOne();
  Tell(second);
  EXPECT_EQ(LatestAnswerOn(desk_, "interactions/a"), second.key());
  EXPECT_FALSE(LatestAnswerOn(desk_, "interactions/b"));
  BeBusy();
  Tell(make::AVerdict("b", 1));
  EXPECT_FALSE(LatestAnswerOn(desk_, "interactions/b")) << "it is kept for a break";
}

}  // namespace
}  // namespace aftercall::model
