#include "tests/backend/commands/review_fixture.h"

// Interactions that are lent, so that it can be seen how strictly people score.
namespace aftercall::commands {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Doing = domain::AgentState::State;

class AnchorsTest : public ReviewTest {
 protected:
  // 1 has a review of c1 by 2 and lends the call. 3 has reviewed `done` others, long ago.
  void Lend(int done = 8) {
    Floor(5);
    ReviewBy("2", RequestFor("c1"));
    ASSERT_EQ(Lend(true), "");
    AddCall("c4", "4");
    ASSERT_TRUE(testing::Run(*store_, [&, user = Agent("3")](store::Transaction& t) {
                  for (int i = 0; i < done; ++i) AddReviewDone(t, user);
                  return absl::OkStatus();
                }).ok());
  }
  std::string Lend(bool lent) {
    return Do<domain::Review>(
        [&, key = Key()](auto& t) { return LendReview(t, policy_, key, lent); });
  }
  // Asks for a review, of the agent `number` alone, who submits it.
  void ReviewBy(const std::string& number, const ReviewRequest& request) {
    SetStateOfAll(5, Doing::kOffline);
    Tell(number, Doing::kAvailable, testing::At(9));
    const auto asker = request.requester == Agent("1") ? "1" : "4";
    ASSERT_EQ(Request(request), "");
    ASSERT_EQ(Tasks(asker)[0].reviewer, Agent(number));
    ASSERT_EQ(Accept(Tasks(asker)[0]), "");
    ASSERT_EQ(Submit(Tasks(asker)[0]), "");
  }
  // What the agent is asked for and has not done.
  std::vector<store::ListedReviewTask> Open(const std::string& number) {
    return Value(reader_->ListReviewTasks(Agent(number), /*open_only=*/true, {}, 10));
  }
  domain::ReviewTask AnchorOf(const std::string& number) {
    const auto open = Open(number);
    EXPECT_EQ(open.size(), 1u);
    return open.empty() ? domain::ReviewTask() : open[0].task;
  }
};

TEST_F(AnchorsTest, TheTenthReviewIsOfOne) {
  Lend();
  ReviewBy("3", RequestFor("c4", "4"));
  const auto open = Open("3");
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].review.origin, domain::Review::Origin::kAnchor);
  EXPECT_EQ(open[0].interaction.told.external_id, "c1");
  EXPECT_EQ(Feed(Agent("3")).back(), "task offered") << "it looks like any other";
}

TEST_F(AnchorsTest, NoneBeforeThat) {
  Lend(/*done=*/7);
  ReviewBy("3", RequestFor("c4", "4"));
  EXPECT_THAT(Open("3"), IsEmpty());
}

TEST_F(AnchorsTest, WhoLendsItHearsNothingMore) {
  Lend();
  const auto before = Feed(Agent("1"));
  ReviewBy("3", RequestFor("c4", "4"));
  ASSERT_EQ(Accept(AnchorOf("3")), "");
  ASSERT_EQ(Submit(AnchorOf("3")), "");
  EXPECT_EQ(Feed(Agent("1")), before);
  EXPECT_EQ(Value(reader_->ListReviews(Agent("1"), false, {}, 10)).size(), 1u);
  EXPECT_THAT(Open("3"), IsEmpty()) << "one in ten";
}

TEST_F(AnchorsTest, NobodyMovesOneByItsName) {
  Lend();
  ReviewBy("3", RequestFor("c4", "4"));
  const ReviewKey key{AnchorOf("3").review, Agent("1")};
  EXPECT_EQ(Do<domain::Review>([&](auto& t) { return CloseReview(t, policy_, key); }), "NOT_FOUND");
}

TEST_F(AnchorsTest, ANoIsTheEndOfIt) {
  Lend();
  ReviewBy("3", RequestFor("c4", "4"));
  SetStateOfAll(5, Doing::kAvailable);
  ASSERT_EQ(Decline(AnchorOf("3")), "");
  for (const char* number : {"2", "3", "4", "5"}) EXPECT_THAT(Open(number), IsEmpty()) << number;
  EXPECT_THAT(Open("3"), IsEmpty());
}

TEST_F(AnchorsTest, SoIsSilence) {
  Lend();
  ReviewBy("3", RequestFor("c4", "4"));
  const auto task = AnchorOf("3");
  clock_.Advance(domain::kLongestWait);
  RunDue();
  EXPECT_THAT(Open("3"), IsEmpty());
  EXPECT_EQ(Accept(task), "REVIEW_STATE");
}

TEST_F(AnchorsTest, WhatIsTakenBackIsLentToNobody) {
  Lend();
  ASSERT_EQ(Lend(false), "");
  ReviewBy("3", RequestFor("c4", "4"));
  EXPECT_THAT(Open("3"), IsEmpty());
}

TEST_F(AnchorsTest, NobodyReviewsTheSameTwice) {
  Lend();
  ASSERT_TRUE(testing::Run(*store_, [&, user = Agent("2")](store::Transaction& t) {
                for (int i = 0; i < 8; ++i) AddReviewDone(t, user);
                return absl::OkStatus();
              }).ok());
  ReviewBy("2", RequestFor("c4", "4"));
  EXPECT_THAT(Open("2"), IsEmpty());
}

TEST_F(AnchorsTest, TheRulesOfOtherReviewsHold) {
  Lend();
  // 1 has just reviewed 3: a reciprocal pair.
  AddCall("c3", "3");
  SetStateOfAll(5, Doing::kOffline);
  Tell("1", Doing::kAvailable, testing::At(9));
  ASSERT_EQ(Request(RequestFor("c3", "3")), "");
  ASSERT_EQ(Accept(Tasks("3")[0]), "");
  ASSERT_EQ(Submit(Tasks("3")[0]), "");
  ReviewBy("3", RequestFor("c4", "4"));
  EXPECT_THAT(Open("3"), IsEmpty());
}

TEST_F(AnchorsTest, OnlyWhatIsReviewedCanBeLent) {
  Floor(5);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Lend(true), "REVIEW_STATE");
}

TEST_F(AnchorsTest, AnotherReviewCanBeAskedForMeanwhile) {
  Lend();
  ReviewBy("3", RequestFor("c4", "4"));
  SetStateOfAll(5, Doing::kAvailable);
  EXPECT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Request(RequestFor("c1")), "REVIEW_UNDER_WAY");
}

TEST_F(AnchorsTest, WhenAndHowItWasReviewedIsKept) {
  Floor(5);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  ASSERT_EQ(Accept(Tasks()[0]), "");
  clock_.Advance(absl::Minutes(4));
  ASSERT_EQ(Do<domain::ReviewTask>([&, key = KeyOf(Tasks()[0])](auto& t) {
              return SubmitReview(t, policy_, key, Good(), /*opened=*/false);
            }),
            "");
  const auto list =
      Value(reader_->ListSubmittedReviews(clock_.Now(), clock_.Now() + absl::Hours(1)));
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].task, Tasks()[0]);
  EXPECT_EQ(*list[0].task.submitted_at - *list[0].task.accepted_at, absl::Minutes(4));
  EXPECT_EQ(list[0].task.opened, false);
  EXPECT_EQ(list[0].content, Good());
  EXPECT_FALSE(list[0].anchor);
  EXPECT_THAT(Value(reader_->ListSubmittedReviews(clock_.Now() - absl::Hours(1), clock_.Now())),
              IsEmpty());
}

}  // namespace
}  // namespace aftercall::commands
