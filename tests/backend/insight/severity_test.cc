#include "backend/insight/severity.h"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

namespace aftercall::insight {
namespace {

using ::testing::DoubleNear;

constexpr int64_t kAnn = 1, kBob = 2, kCat = 3, kDan = 4;
constexpr double kNear = 1e-9;

TEST(Severity, IsFoundExactlyWhereThereIsNoChance) {
  // Everybody scored everything; Ann half a point below what each deserves, Cat half above.
  std::vector<Rating> ratings;
  for (int64_t thing = 0; thing < 6; ++thing) {
    const double deserved = 2 + 0.5 * static_cast<double>(thing % 3);
    ratings.push_back({thing, kAnn, deserved - 0.5});
    ratings.push_back({thing, kBob, deserved});
    ratings.push_back({thing, kCat, deserved + 0.5});
  }
  const auto found = SeverityOf(ratings);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_THAT(found.at(kAnn).value, DoubleNear(0.5, kNear));
  EXPECT_THAT(found.at(kBob).value, DoubleNear(0, kNear));
  EXPECT_THAT(found.at(kCat).value, DoubleNear(-0.5, kNear));
  EXPECT_EQ(found.at(kAnn).things, 6);
  EXPECT_THAT(found.at(kAnn).error, DoubleNear(0, kNear));
}

TEST(Severity, IsNotWhatSomebodyHappenedToReview) {
  // Bob had only what went badly, and scores as Ann does.
  const auto found = SeverityOf({{{1, kAnn, 2},
                                  {1, kBob, 2},
                                  {2, kAnn, 1},
                                  {2, kBob, 1},
                                  {3, kBob, 1},
                                  {4, kBob, 1},
                                  {5, kAnn, 5},
                                  {6, kAnn, 5}}});
  EXPECT_THAT(found.at(kAnn).value, DoubleNear(0, kNear));
  EXPECT_THAT(found.at(kBob).value, DoubleNear(0, kNear));
  EXPECT_EQ(found.at(kBob).things, 2);
}

TEST(Severity, ReachesOverPeopleInBetween) {
  // Ann and Cat share nothing; Bob shares with both. Effects −1, 0, +1.
  const auto found = SeverityOf({{{1, kAnn, 2}, {1, kBob, 3}, {2, kBob, 4}, {2, kCat, 5}}});
  EXPECT_THAT(found.at(kAnn).value, DoubleNear(1, kNear));
  EXPECT_THAT(found.at(kBob).value, DoubleNear(0, kNear));
  EXPECT_THAT(found.at(kCat).value, DoubleNear(-1, kNear));
}

TEST(Severity, GroupsWithNothingInCommonAreNotCompared) {
  const auto found = SeverityOf({{{1, kAnn, 1}, {1, kBob, 2}, {2, kCat, 4}, {2, kDan, 5}}});
  EXPECT_THAT(found.at(kAnn).value, DoubleNear(0.5, kNear));
  EXPECT_THAT(found.at(kBob).value, DoubleNear(-0.5, kNear));
  EXPECT_THAT(found.at(kCat).value, DoubleNear(0.5, kNear));
  EXPECT_THAT(found.at(kDan).value, DoubleNear(-0.5, kNear));
}

TEST(Severity, OfTwoIsHalfOfWhatTheyDifferOnAverage) {
  // Differences 1, 2, 0, 1: mean 1, standard deviation √(2/3). By hand: the severity is ± a half of
  // the mean, its error half of the mean's, √(2/3) / √4 / 2.
  const auto found = SeverityOf({{{1, kAnn, 3},
                                  {1, kBob, 4},
                                  {2, kAnn, 2},
                                  {2, kBob, 4},
                                  {3, kAnn, 5},
                                  {3, kBob, 5},
                                  {4, kAnn, 1},
                                  {4, kBob, 2}}});
  EXPECT_THAT(found.at(kAnn).value, DoubleNear(0.5, kNear));
  EXPECT_THAT(found.at(kAnn).error, DoubleNear(std::sqrt(2.0 / 3) / 4, kNear));
  EXPECT_THAT(found.at(kAnn).Interval95().low,
              DoubleNear(0.5 - kZ95 * std::sqrt(2.0 / 3) / 4, kNear));
}

TEST(Severity, OfWhoSharesNothingIsNotKnown) {
  EXPECT_TRUE(SeverityOf({}).empty());
  EXPECT_TRUE(SeverityOf({{{1, kAnn, 3}, {2, kBob, 4}}}).empty());
  EXPECT_EQ(SeverityOf({{{1, kAnn, 3}, {1, kBob, 4}, {2, kCat, 5}}}).count(kCat), 0u);
}

}  // namespace
}  // namespace aftercall::insight
