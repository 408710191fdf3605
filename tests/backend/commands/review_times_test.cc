#include "tests/backend/commands/review_fixture.h"

// What time brings about.
namespace aftercall::commands {
namespace {

using ::testing::ElementsAre;
using Doing = domain::AgentState::State;
using State = domain::Review::State;
using TaskState = domain::ReviewTask::State;

TEST_F(ReviewTest, AnOfferIsRemindedOfOnceAndThenGoesToAnother) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto first = Tasks()[0];
  clock_.Advance(absl::Minutes(59));
  RunDue();
  EXPECT_THAT(Feed(first.reviewer), ElementsAre("task offered"));
  clock_.Advance(absl::Minutes(1));
  RunDue();
  RunDue();
  EXPECT_THAT(Feed(first.reviewer, 1), ElementsAre("task offered, reminded"));
  clock_.Advance(absl::Hours(1));
  RunDue();
  EXPECT_THAT(Feed(first.reviewer, 2), ElementsAre("task lapsed, reminded"));
  ASSERT_EQ(Tasks().size(), 2u);
  EXPECT_THAT(Feed(Tasks()[1].reviewer), ElementsAre("task offered"));
  EXPECT_THAT(Feed(Agent("1")), ElementsAre("review c1 looking")) << "that is nobody's business";
  EXPECT_EQ(Accept(first), "REVIEW_STATE");
}

TEST_F(ReviewTest, TheTimeToReviewBeginsWithTheAcceptance) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  clock_.Advance(absl::Hours(1.5));
  ASSERT_EQ(Accept(task), "");
  clock_.Advance(domain::kTimeToReview - absl::Seconds(1));
  RunDue();
  EXPECT_EQ(Tasks()[0].state, TaskState::kAccepted);
  EXPECT_TRUE(Tasks()[0].reminded);
  clock_.Advance(absl::Seconds(1));
  RunDue();
  EXPECT_EQ(Tasks()[0].state, TaskState::kLapsed);
  EXPECT_EQ(Last().state, State::kOffered);
}

TEST_F(ReviewTest, OnlyTheTimeCountsInWhichTheReviewerIsSignedIn) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  std::string reviewer;
  for (int n = 2; n <= 6; ++n) {
    if (Agent(absl::StrCat(n)) == task.reviewer) reviewer = absl::StrCat(n);
  }
  clock_.Advance(absl::Hours(1.5));
  TellOf(reviewer, Doing::kOffline);
  clock_.Advance(absl::Hours(16));
  RunDue();
  EXPECT_EQ(Tasks()[0].state, TaskState::kOffered);
  TellOf(reviewer, Doing::kAvailable);
  clock_.Advance(absl::Minutes(29));
  // Other states of the same shift begin nothing anew.
  TellOf(reviewer, Doing::kOnInteraction);
  RunDue();
  EXPECT_EQ(Tasks()[0].state, TaskState::kOffered);
  clock_.Advance(absl::Minutes(1));
  RunDue();
  EXPECT_EQ(Tasks()[0].state, TaskState::kLapsed);
}

TEST_F(ReviewTest, ThreeDaysAreTheCeiling) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  for (int n = 1; n <= 6; ++n) TellOf(absl::StrCat(n), Doing::kOffline);
  clock_.Advance(domain::kLongestWait - absl::Seconds(1));
  RunDue();
  EXPECT_EQ(Tasks()[0].state, TaskState::kOffered);
  clock_.Advance(absl::Seconds(1));
  RunDue();
  EXPECT_EQ(Tasks()[0].state, TaskState::kLapsed);
  EXPECT_EQ(Last().state, State::kEscalated) << "nobody else is there";
}

TEST_F(ReviewTest, ALeaderOnLeaveKeepsNobodyWaiting) {
  Floor(2);
  domain::UserId olga;
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                UserChange user;
                user.display_name = "Olga";
                user.role = domain::Role::kOperationsManager;
                olga = Value(CreateUser(t, user)).id;
                return absl::OkStatus();
              }).ok());
  ASSERT_EQ(Request(RequestFor("c1")), "");
  clock_.Advance(absl::Hours(47));
  RunDue();
  EXPECT_THAT(Feed(lee_), ElementsAre("task offered", "task offered, reminded"));
  clock_.Advance(absl::Hours(1));
  RunDue();
  EXPECT_THAT(Feed(lee_, 2), ElementsAre("task lapsed, reminded"));
  EXPECT_THAT(Feed(olga), ElementsAre("task offered"));
  // Who only let it lapse is asked again before it is forgotten.
  clock_.Advance(absl::Hours(48));
  RunDue();
  EXPECT_EQ(Tasks().size(), 3u);
  EXPECT_EQ(Tasks()[2].reviewer, lee_);
}

}  // namespace
}  // namespace aftercall::commands
