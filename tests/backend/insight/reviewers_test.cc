#include "backend/insight/reviewers.h"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"

namespace aftercall::insight {
namespace {

using ::testing::DoubleNear;

ReviewDone DoneBy(int64_t reviewer, int64_t interaction, const std::vector<double>& scores) {
  ReviewDone done;
  done.reviewer = {reviewer};
  done.reviewer_display_name = absl::StrCat("Reviewer ", reviewer);
  done.interaction = {interaction};
  for (size_t i = 0; i < scores.size(); ++i) {
    done.scores.push_back({absl::StrCat("e", i), scores[i]});
  }
  return done;
}

TEST(Reviewers, AreListedByHowMuchTheyDid) {
  const auto list = FiguresOfReviewers(
      {{DoneBy(2, 1, {3}), DoneBy(1, 2, {3}), DoneBy(3, 3, {4}), DoneBy(3, 4, {4})}});
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].reviewer.value, 3);
  EXPECT_EQ(list[0].reviews, 2);
  EXPECT_EQ(list[1].display_name, "Reviewer 1");
  EXPECT_EQ(list[2].display_name, "Reviewer 2");
}

TEST(Reviewers, AllTheSameTakesFourScores) {
  const auto list = FiguresOfReviewers({{DoneBy(1, 1, {3, 3, 3}), DoneBy(1, 2, {3, 3, 3, 3}),
                                         DoneBy(1, 3, {3, 3, 3, 4}), DoneBy(1, 4, {})}});
  EXPECT_EQ(list[0].reviews, 4);
  EXPECT_EQ(list[0].all_same, 1);
}

TEST(Reviewers, WhatIsNotKnownIsNotCounted) {
  ReviewDone opened = DoneBy(1, 1, {3}), unopened = opened, unknown = opened;
  opened.opened = true;
  unopened.opened = false;
  unopened.taken = absl::Minutes(2);
  unopened.heard = absl::Minutes(3);
  opened.taken = absl::Minutes(4);
  opened.heard = absl::Minutes(4);
  unknown.taken = absl::Minutes(1);  // there is no recording
  const auto list = FiguresOfReviewers({{opened, unopened, unknown}});
  EXPECT_EQ(list[0].opened_known, 2);
  EXPECT_EQ(list[0].unopened, 1);
  EXPECT_EQ(list[0].taken_known, 2);
  EXPECT_EQ(list[0].hasty, 1) << "as long as it lasts is not in haste";
}

TEST(Reviewers, SpreadIsOfEachReviewAndOfAll) {
  // Within: √2 and 0, so √2/2. All: 2, 4, 5, 5 have mean 4 and a variance of 6/3.
  const auto list = FiguresOfReviewers({{DoneBy(1, 1, {2, 4}), DoneBy(1, 2, {5, 5})}});
  EXPECT_THAT(*list[0].spread_within, DoubleNear(std::sqrt(2.0) / 2, 1e-9));
  EXPECT_THAT(*list[0].spread_of_all, DoubleNear(std::sqrt(2.0), 1e-9));
  const auto one = FiguresOfReviewers({{DoneBy(1, 1, {2})}});
  EXPECT_FALSE(one[0].spread_within);
  EXPECT_FALSE(one[0].spread_of_all);
}

TEST(Reviewers, SeverityTakesFiveThingsScoredInCommon) {
  std::vector<ReviewDone> reviews = {DoneBy(1, 1, {3, 3, 3, 2}), DoneBy(2, 1, {4, 4, 4, 4})};
  EXPECT_FALSE(FiguresOfReviewers(reviews)[0].severity);
  reviews.push_back(DoneBy(1, 2, {1}));
  reviews.push_back(DoneBy(2, 2, {3}));
  const auto list = FiguresOfReviewers(reviews);
  // They differ by 1, 1, 1, 2, 2.
  ASSERT_TRUE(list[0].severity);
  EXPECT_EQ(list[0].severity->things, 5);
  EXPECT_THAT(list[0].severity->value, DoubleNear(0.7, 1e-9));
  EXPECT_THAT(list[1].severity->value, DoubleNear(-0.7, 1e-9));
}

TEST(Reviewers, TheSameElementOfAnotherInteractionIsAnotherThing) {
  std::vector<ReviewDone> reviews;
  for (int64_t i = 0; i < 6; ++i) reviews.push_back(DoneBy(1 + i % 2, i, {3, 4}));
  EXPECT_FALSE(FiguresOfReviewers(reviews)[0].severity);
}

}  // namespace
}  // namespace aftercall::insight
