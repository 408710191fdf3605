#include "shared/base/ids.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <random>
#include <string>

namespace aftercall::base {
namespace {

TEST(IdGenerator, RisesEvenWhenTheClockStandsOrStepsBack) {
  std::mt19937_64 random(1);
  IdGenerator ids(std::ref(random));
  absl::Time now = absl::FromUnixSeconds(1'700'000'000);
  int64_t last = 0;
  for (int i = 0; i < 100'000; ++i) {
    if (i % 1000 == 0) now += absl::Milliseconds(static_cast<int>(i % 7000) - 3000);
    const int64_t id = ids.Next(now);
    ASSERT_GT(id, last) << "at " << i;
    last = id;
  }
}

TEST(IdGenerator, SortsByTimeAcrossGenerators) {
  std::mt19937_64 random(2);
  IdGenerator one(std::ref(random));
  IdGenerator other(std::ref(random));
  const absl::Time now = absl::FromUnixSeconds(1'700'000'000);
  EXPECT_LT(one.Next(now), other.Next(now + absl::Milliseconds(1)));
  EXPECT_LT(other.Next(now + absl::Milliseconds(2)), one.Next(now + absl::Milliseconds(3)));
}

TEST(IdGenerator, TwoNodesSeldomMeetInOneMillisecond) {
  std::mt19937_64 random(3);
  const absl::Time now = absl::FromUnixSeconds(1'700'000'000);
  int met = 0;
  for (int i = 0; i < 1000; ++i) {
    met += IdGenerator(std::ref(random)).Next(now) == IdGenerator(std::ref(random)).Next(now);
  }
  EXPECT_LE(met, 1);
}

TEST(Ids, AreReadAsTheyAreWritten) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 1000; ++i) {
    const auto id = static_cast<int64_t>(random() >> 1);
    const std::string text = FormatId(id);
    EXPECT_EQ(text.size(), 13u);
    EXPECT_EQ(ParseId(text), id);
  }
  EXPECT_EQ(ParseId(FormatId(0)), 0);
  EXPECT_EQ(ParseId(FormatId(std::numeric_limits<int64_t>::max())),
            std::numeric_limits<int64_t>::max());
}

TEST(Ids, SortAsTheirNumbersDo) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 1000; ++i) {
    const auto a = static_cast<int64_t>(random() >> 1);
    const auto b = static_cast<int64_t>(random() >> 1);
    EXPECT_EQ(a < b, FormatId(a) < FormatId(b));
  }
}

TEST(Ids, RefusesWhatIsNone) {
  EXPECT_FALSE(ParseId(""));
  EXPECT_FALSE(ParseId("000000000000"));    // too short
  EXPECT_FALSE(ParseId("00000000000000"));  // too long
  EXPECT_FALSE(ParseId("000000000000i"));   // Crockford's digits lack i, l, o and u
  EXPECT_FALSE(ParseId("000000000000A"));   // lower case only
  EXPECT_FALSE(ParseId("8000000000000"));   // would be negative
}

}  // namespace
}  // namespace aftercall::base
