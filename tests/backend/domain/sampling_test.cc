#include "backend/domain/sampling.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/make.h"

namespace aftercall::domain {
namespace {

const SamplingPolicy kAThird{333'333, 4, {}, "default"};

// A call that ended at 10:10.
Interaction Call(int number) { return testing::CallOf(absl::StrCat("c", number), "7"); }

SamplingChoice ChooseAt(double hours, const SamplingPolicy& policy, int number = 1, int asked = 0) {
  return Choose(policy, Call(number), asked, testing::At(hours), "key");
}

TEST(Sampling, TakesTheShareItWasToldAndSaysHowProbableThatWas) {
  int chosen = 0;
  for (int i = 0; i < 10000; ++i) {
    const auto choice = ChooseAt(10.5, kAThird, i);
    EXPECT_EQ(choice.probability_ppm, 333'333);
    chosen += choice.is_chosen;
  }
  // Five standard deviations of a binomial are 236; the die is the same in every run.
  EXPECT_NEAR(chosen, 3333, 236);
}

TEST(Sampling, AllAndNothingAreExact) {
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(ChooseAt(10.5, {kCertain, 4, {}, "default"}, i).is_chosen);
    EXPECT_FALSE(ChooseAt(10.5, {0, 4, {}, "default"}, i).is_chosen);
  }
}

TEST(Sampling, DecidesOfAnInteractionTheSameForEverAndByASecret) {
  int differ = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto choice = ChooseAt(10.5, kAThird, i);
    EXPECT_EQ(choice, ChooseAt(11.5, kAThird, i));
    differ += choice.is_chosen != Choose(kAThird, Call(i), 0, testing::At(10.5), "other").is_chosen;
  }
  EXPECT_GT(differ, 300);
}

TEST(Sampling, AfterTheCapNothingIsCovered) {
  const SamplingPolicy all{kCertain, 2, {}, "default"};
  EXPECT_TRUE(ChooseAt(10.5, all, 1, 1).is_chosen);
  EXPECT_EQ(ChooseAt(10.5, all, 1, 2), SamplingChoice());
  EXPECT_EQ(ChooseAt(10.5, all, 1, 3), SamplingChoice());
}

TEST(Sampling, WhatIsToldTwoHoursLateIsNotAskedAbout) {
  const SamplingPolicy all{kCertain, 2, {}, "default"};
  EXPECT_TRUE(ChooseAt(12.0, all).is_chosen);
  EXPECT_EQ(ChooseAt(12.5, all), SamplingChoice());
  Interaction of_a_day = Call(1);
  of_a_day.ended = absl::CivilDay(2026, 3, 9);
  EXPECT_EQ(Choose(all, of_a_day, 0, testing::At(10.5), "key"), SamplingChoice());
}

TEST(Sampling, OnlyTheTopicsOfThePolicyAndOnlyConversations) {
  SamplingPolicy all{kCertain, 2, {"Billing", "Moving"}, "default"};
  Interaction call = Call(1);
  call.topic = "Moving";
  EXPECT_TRUE(Choose(all, call, 0, testing::At(10.5), "key").is_chosen);
  call.topic = "Faults";
  EXPECT_EQ(Choose(all, call, 0, testing::At(10.5), "key"), SamplingChoice());
  call.topic = "Moving";
  call.abandoned = true;
  EXPECT_EQ(Choose(all, call, 0, testing::At(10.5), "key"), SamplingChoice());
}

}  // namespace
}  // namespace aftercall::domain
