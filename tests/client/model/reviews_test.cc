#include "client/model/reviews.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/bar_view.h"
#include "client/model/review_view.h"
#include "shared/forms/default_form.h"
#include "tests/client/model/make.h"

// Reviews that the person asked for: what is seen of them when, and what is fetched and sent.
namespace aftercall::model {
namespace {

using make::At;
using make::kNow;
using State = Review::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kName[] = "users/me/reviews/r";
const FormKey kForm{"forms/default", 3};

class ReviewsTest : public testing::Test {
 protected:
  ReviewsTest() {
    for (const FeedEvent& event :
         {make::Snapshotting(), make::Snapshot({}), make::StateNeverTold(), make::CaughtUpAt(0)}) {
      Apply(event);
    }
  }

  void Apply(const FeedEvent& event) { ASSERT_TRUE(desk_.Apply(event, kNow).ok()); }
  static Review A(State state, const std::string& name = kName) {
    Review told;
    told.name = name;
    told.reference.interaction = "interactions/a";
    told.state = state;
    told.form = kForm;
    return told;
  }
  void Tell(State state, const std::string& name = kName) {
    Apply(make::Entries({At(++position_, A(state, name))}));
  }
  void BeBusy() { Apply(make::Told(AgentState::kOnInteraction, kNow, 1)); }
  void BeFree() { Apply(make::Told(AgentState::kBreak, kNow, 0)); }
  void Give(Doing what, const std::string& about = kName) {
    desk_.mutable_hand().Give({"id", about, std::move(what)});
  }
  void Answer(std::optional<Refusal> refusal = {}) {
    Apply({std::nullopt, CommandAnswered{"id", std::move(refusal), {}}});
  }
  const ReviewItem* Find() const { return desk_.feed().reviews().Find(kName); }
  int Count() const { return ViewOf(desk_, kNow).reviews; }

  Desk desk_;
  int64_t position_ = 0;
};

TEST_F(ReviewsTest, OnlyOneThatHasComeCounts) {
  for (const State state : {State::kLooking, State::kWithLeaders, State::kInReview}) {
    Tell(state);
    EXPECT_EQ(Count(), 0);
  }
  Tell(State::kSubmitted);
  EXPECT_EQ(Count(), 1);
  Tell(State::kAcknowledged);
  EXPECT_EQ(Count(), 0);
}

TEST_F(ReviewsTest, OneThatComesDuringAnInteractionWaitsForABreak) {
  Tell(State::kInReview);
  BeBusy();
  Tell(State::kSubmitted);
  EXPECT_EQ(Count(), 0);
  EXPECT_EQ(ViewOf(desk_, kNow).waiting.count, 1);
  EXPECT_FALSE(ReviewViewOf(desk_, kName));
  EXPECT_THAT(ReviewsToList(desk_), IsEmpty());
  EXPECT_THAT(desk_.WantedNow().reviews, IsEmpty()) << "what is not shown is not fetched";
  BeFree();
  EXPECT_EQ(Count(), 1);
  EXPECT_EQ(ViewOf(desk_, kNow).waiting.count, 0);
}

TEST_F(ReviewsTest, ItIsFetchedOnceForEachTelling) {
  Tell(State::kSubmitted);
  EXPECT_THAT(desk_.WantedNow().reviews, ElementsAre(ReviewKey{kName, 1}));
  EXPECT_THAT(desk_.WantedNow().forms, ElementsAre(kForm));
  Apply({std::nullopt, ReviewTold{{kName, 1}, {"question", {{}, "praise", ""}, ""}}});
  EXPECT_THAT(desk_.WantedNow().reviews, IsEmpty());
  EXPECT_EQ(Find()->body->content.praise, "praise");
  Tell(State::kDiffered);
  EXPECT_THAT(desk_.WantedNow().reviews, ElementsAre(ReviewKey{kName, 2}));
  Apply({std::nullopt, ReviewTold{{kName, 2}, {"question", {{}, "praise", ""}, "mine"}}});
  Apply({std::nullopt, ReviewTold{{kName, 1}, {}}});
  EXPECT_EQ(Find()->body->answer, "mine") << "what was fetched before comes too late";
}

TEST_F(ReviewsTest, WhatIsClosedOrWithdrawnIsGone) {
  for (const State state : {State::kClosed, State::kWithdrawn}) {
    Tell(State::kLooking);
    Tell(state);
    EXPECT_EQ(Find(), nullptr);
  }
}

TEST_F(ReviewsTest, ASnapshotKeepsWhatWasAnsweredAndWhatWasSeen) {
  Tell(State::kSubmitted);
  Apply({std::nullopt, ReviewTold{{kName, 1}, {"", {{}, "praise", ""}, ""}}});
  Tell(State::kAcknowledged, "users/me/reviews/old");
  Tell(State::kLooking, "users/me/reviews/gone");
  BeBusy();
  Apply(make::Snapshotting());
  Apply(make::Told(AgentState::kOnInteraction, kNow, 1));
  Apply(make::Snapshot({At(1, A(State::kSubmitted))}));
  Apply(make::CaughtUpAt(3));
  ASSERT_NE(Find(), nullptr);
  EXPECT_TRUE(Find()->released);
  EXPECT_EQ(Find()->body->content.praise, "praise");
  EXPECT_NE(desk_.feed().reviews().Find("users/me/reviews/old"), nullptr);
  EXPECT_EQ(desk_.feed().reviews().Find("users/me/reviews/gone"), nullptr);
}

TEST_F(ReviewsTest, OnceAnsweredItCountsNoMoreAndThanksAreNoAnswer) {
  Tell(State::kSubmitted);
  Give(ThankReviewer{});
  EXPECT_EQ(Count(), 1);
  EXPECT_TRUE(ReviewViewOf(desk_, kName)->is_thanked);
  EXPECT_FALSE(ReviewViewOf(desk_, kName)->is_sent);
  Answer();
  Give(AcknowledgeReview{});
  EXPECT_EQ(Count(), 0);
  EXPECT_TRUE(ReviewViewOf(desk_, kName)->is_sent);
}

TEST_F(ReviewsTest, LendingIsNoAnswerAndHoldsOnceItIsTaken) {
  Tell(State::kSubmitted);
  ReviewBody body;
  Apply({std::nullopt, ReviewTold{{kName, Find()->position}, std::move(body)}});
  EXPECT_FALSE(ReviewViewOf(desk_, kName)->is_lent);
  Give(LendReview{true});
  EXPECT_EQ(Count(), 1);
  EXPECT_TRUE(ReviewViewOf(desk_, kName)->is_lent);
  EXPECT_FALSE(ReviewViewOf(desk_, kName)->is_sent);
  Answer(Refusal{"REVIEW_STATE", "It is closed."});
  EXPECT_FALSE(ReviewViewOf(desk_, kName)->is_lent);
  Give(LendReview{true});
  Answer();
  EXPECT_TRUE(ReviewViewOf(desk_, kName)->is_lent);
  Give(LendReview{false});
  EXPECT_FALSE(ReviewViewOf(desk_, kName)->is_lent);
}

TEST_F(ReviewsTest, HowThePersonSeesItStaysUntilItIsTaken) {
  Tell(State::kSubmitted);
  desk_.mutable_hand().SetDraft(kName, {{}, "they had asked twice"});
  Give(DifferFromReview{"they had asked twice"});
  Answer(Refusal{"REVIEW_STATE", "It is closed."});
  EXPECT_EQ(ReviewViewOf(desk_, kName)->answer, "they had asked twice");
  EXPECT_EQ(ReviewViewOf(desk_, kName)->refusal->reason, "REVIEW_STATE");
  Give(DifferFromReview{"they had asked twice"});
  Answer();
  EXPECT_EQ(ReviewViewOf(desk_, kName)->answer, "");
}

TEST_F(ReviewsTest, AskingIsOfAnAnswerOnTheStripAndSaysWhoCouldBeAsked) {
  EXPECT_FALSE(AskViewOf(desk_, "interactions/a"));
  Apply(make::Entries({At(++position_, make::AVerdict("a", 4))}));
  EXPECT_THAT(desk_.WantedNow().previews, IsEmpty());
  desk_.PrepareAsking("interactions/a");
  EXPECT_THAT(desk_.WantedNow().previews, ElementsAre(PreviewKey{"interactions/a", {}}));
  EXPECT_EQ(AskViewOf(desk_, "interactions/a")->preview, nullptr);
  Apply({std::nullopt, PreviewTold{{"interactions/other", {}}, {9, false, true, "", ""}}});
  EXPECT_EQ(AskViewOf(desk_, "interactions/a")->preview, nullptr);
  Apply({std::nullopt, PreviewTold{{"interactions/a", {}}, {6, false, true, "", ""}}});
  EXPECT_EQ(AskViewOf(desk_, "interactions/a")->preview->could_be_asked, 6);
  EXPECT_THAT(desk_.WantedNow().previews, IsEmpty());
  desk_.PrepareAsking("interactions/a");
  EXPECT_THAT(desk_.WantedNow().previews, SizeIs(1)) << "who is there changes";
}

TEST_F(ReviewsTest, AskingAndAssessingAreTwoThings) {
  Apply(make::Entries({At(++position_, make::AVerdict("a", 4))}));
  Give(RequestReview{"interactions/a", "why?"}, AboutAsking("interactions/a"));
  EXPECT_TRUE(AskViewOf(desk_, "interactions/a")->is_sent);
  EXPECT_EQ(desk_.hand().Pending("interactions/a"), nullptr);
}

TEST_F(ReviewsTest, ComesBackFromTheDisk) {
  Tell(State::kSubmitted);
  Apply({std::nullopt, ReviewTold{{kName, 1}, {"q", {{{"need", 4, false, "c", {}}}, "", ""}, ""}}});
  Desk restored;
  restored.Restore(*desk_.Keep());
  EXPECT_EQ(restored.feed().reviews().items(), desk_.feed().reviews().items());
}

TEST_F(ReviewsTest, OfTooManyTheOldestAnsweredGoFirst) {
  Tell(State::kLooking);
  for (size_t i = 0; i < Reviews::kMost + 5; ++i) {
    Tell(State::kAcknowledged, absl::StrCat("users/me/reviews/", i));
  }
  EXPECT_THAT(desk_.feed().reviews().items(), SizeIs(Reviews::kMost));
  EXPECT_NE(Find(), nullptr);
}

}  // namespace
}  // namespace aftercall::model
