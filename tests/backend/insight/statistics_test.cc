#include "backend/insight/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace aftercall::insight {
namespace {

void ExpectInterval(std::optional<Interval> interval, double low, double high, double tolerance) {
  ASSERT_TRUE(interval.has_value());
  EXPECT_NEAR(interval->low, low, tolerance);
  EXPECT_NEAR(interval->high, high, tolerance);
}

// The values that the project's glossary prints, to three digits.
TEST(Wilson, PrintedValues) {
  ExpectInterval(WilsonInterval(4, 4), 51.0, 100, 0.05);
  ExpectInterval(WilsonInterval(9, 10), 59.6, 98.2, 0.05);
  ExpectInterval(WilsonInterval(246, 300), 77.3, 85.9, 0.05);
}

TEST(Wilson, PublishedValues) {
  std::ifstream file(AFTERCALL_READING_DIR "/reference/intervals_and_charts.json");
  if (!file)
    GTEST_SKIP() << "the published results are not here: reference/intervals_and_charts.json";
  const auto cases = nlohmann::json::parse(file)["wilson"];
  ASSERT_GE(cases.size(), 3u);
  for (const auto& c : cases) {
    SCOPED_TRACE(c.dump());
    // Published as shares; ours are percents.
    const double tolerance = 100 * c["tol"].get<double>();
    ExpectInterval(WilsonInterval(c["x"], c["n"]), 100 * c["lo"].get<double>(),
                   100 * c["hi"].get<double>(), tolerance);
  }
}

TEST(Wilson, EndsAreExactWhereAllOrNoneAgree) {
  for (int64_t n = 1; n <= 1000; ++n) {
    EXPECT_EQ(WilsonInterval(0, n)->low, 0) << n;
    EXPECT_EQ(WilsonInterval(n, n)->high, 100) << n;
  }
}

TEST(Wilson, HoldsItsRateAndMirrors) {
  for (int64_t n = 1; n <= 60; ++n) {
    for (int64_t count = 0; count <= n; ++count) {
      const auto interval = WilsonInterval(count, n);
      const double percent = *Rate{count, n}.Percent();
      EXPECT_LE(interval->low, percent);
      EXPECT_GE(interval->high, percent);
      EXPECT_GE(interval->low, 0);
      EXPECT_LE(interval->high, 100);
      ExpectInterval(WilsonInterval(n - count, n), 100 - interval->high, 100 - interval->low, 1e-9);
    }
  }
}

TEST(Wilson, NothingWithoutAnswersOrWithCountsThatCannotBe) {
  EXPECT_FALSE(WilsonInterval(0, 0).has_value());
  EXPECT_FALSE(WilsonInterval(1, 0).has_value());
  EXPECT_FALSE(WilsonInterval(-1, 5).has_value());
  EXPECT_FALSE(WilsonInterval(6, 5).has_value());
  EXPECT_FALSE(WilsonInterval(0, -5).has_value());
}

TEST(Wilson, LargeCountsDoNotOverflow) {
  const int64_t n = int64_t{1} << 60;
  ExpectInterval(WilsonInterval(n / 2, n), 50, 50, 1e-6);
}

TEST(RateTest, PercentIsUnroundedAndNothingOfNothing) {
  EXPECT_EQ((Rate{246, 300}.Percent()), 82.0);
  EXPECT_EQ((Rate{1, 3}.Percent()), 100.0 / 3);
  EXPECT_FALSE(Rate{}.Percent().has_value());
  EXPECT_FALSE(Rate{}.Interval95().has_value());
}

TEST(RateTest, Adds) {
  Rate rate{3, 4};
  rate += Rate{1, 6};
  EXPECT_EQ(rate, (Rate{4, 10}));
}

TEST(NetPromoterTest, ScoreAndErrorByHand) {
  // 50 promoters, 30 passives, 20 detractors: score 30; √((.5 + .2 − .09) / 100) = .0781025.
  const NetPromoter nps{50, 20, 100};
  EXPECT_DOUBLE_EQ(*nps.Score(), 30);
  EXPECT_NEAR(*nps.StandardError(), 7.81025, 1e-5);
  ExpectInterval(nps.Interval95(), 30 - 1.959964 * 7.81025, 30 + 1.959964 * 7.81025, 1e-4);
}

// The standard error from its definition: answers as +1, 0, −1, their variance, over √n.
TEST(NetPromoterTest, ErrorIsThatOfScoredAnswers) {
  for (int promoters = 0; promoters <= 8; ++promoters) {
    for (int detractors = 0; promoters + detractors <= 8; ++detractors) {
      const NetPromoter nps{promoters, detractors, 8};
      const double mean = (promoters - detractors) / 8.0;
      const double squares = promoters * std::pow(1 - mean, 2) +
                             detractors * std::pow(-1 - mean, 2) +
                             (8 - promoters - detractors) * std::pow(mean, 2);
      EXPECT_NEAR(*nps.StandardError(), 100 * std::sqrt(squares / 8 / 8), 1e-9);
    }
  }
}

TEST(NetPromoterTest, StaysOnItsScale) {
  ExpectInterval((NetPromoter{9, 0, 10}.Interval95()), 90 - 1.959964 * 9.486833, 100, 1e-4);
  ExpectInterval((NetPromoter{0, 9, 10}.Interval95()), -100, -90 + 1.959964 * 9.486833, 1e-4);
  ExpectInterval((NetPromoter{7, 0, 7}.Interval95()), 100, 100, 0);
}

TEST(NetPromoterTest, NothingOfNothing) {
  EXPECT_FALSE(NetPromoter{}.Score().has_value());
  EXPECT_FALSE(NetPromoter{}.StandardError().has_value());
  EXPECT_FALSE(NetPromoter{}.Interval95().has_value());
}

TEST(NetPromoterTest, Adds) {
  NetPromoter nps{1, 2, 4};
  nps += NetPromoter{3, 0, 5};
  EXPECT_EQ(nps, (NetPromoter{4, 2, 9}));
}

TEST(MeanTest, ExactSumOrNothing) {
  EXPECT_EQ((Mean{13, 3}.Value()), 13.0 / 3);
  EXPECT_FALSE(Mean{}.Value().has_value());
  Mean mean{5, 1};
  mean += Mean{8, 2};
  EXPECT_EQ(mean, (Mean{13, 3}));
}

// 2, 4, 4, 4, 6: mean 4, standard deviation √2, t for 4 degrees of freedom 2.776.
TEST(SpreadTest, ItsIntervalIsStudents) {
  const Spread spread{5, 20, 88};
  EXPECT_EQ(spread.Mean(), 4.0);
  const double reach = 2.7764451 * std::sqrt(2.0) / std::sqrt(5.0);
  ExpectInterval(spread.Interval95(), 4 - reach, 4 + reach, 0.001);
  // For 30 degrees of freedom t is 2.0422725: sixteen fours and fifteen twos.
  const double mean = 94.0 / 31, deviation = std::sqrt((316 - 94 * mean) / 30);
  ExpectInterval((Spread{31, 94, 316}.Interval95()), mean - 2.0422725 * deviation / std::sqrt(31),
                 mean + 2.0422725 * deviation / std::sqrt(31), 1e-6);
}

TEST(SpreadTest, BelowFiveNothingIsSaidOfItsUncertainty) {
  EXPECT_FALSE(Spread{}.Mean());
  EXPECT_EQ((Spread{4, 10, 30}.Mean()), 2.5);
  EXPECT_FALSE((Spread{4, 10, 30}.Interval95()));
  ExpectInterval((Spread{5, 15, 45}.Interval95()), 3, 3, 0);
}

}  // namespace
}  // namespace aftercall::insight
