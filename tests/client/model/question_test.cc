#include "client/model/question.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/client/model/make.h"

namespace aftercall::model {
namespace {

TEST(Question, DrawsAsManySquaresAsSteps) {
  EXPECT_EQ(StepCount(make::Csat()), 5);
  EXPECT_EQ(FilledSteps(make::Csat(), 1), 1);
  EXPECT_EQ(FilledSteps(make::Csat(), 5), 5);
}

TEST(Question, FillsAllSquaresForTheBestEndWhicheverItIs) {
  const Question question = make::PressOne();
  EXPECT_EQ(StepCount(question), 3);
  EXPECT_EQ(FilledSteps(question, 1), 3);
  EXPECT_EQ(FilledSteps(question, 3), 1);
  EXPECT_TRUE(IsGood(question, 1));
  EXPECT_FALSE(IsGood(question, 2));
  EXPECT_EQ(ToneOf(question, 1), Tone::kGood);
  EXPECT_EQ(ToneOf(question, 2), Tone::kMiddle);
  EXPECT_EQ(ToneOf(question, 3), Tone::kLow);
  EXPECT_EQ(LabelOf(question, 1), "very satisfied");
}

TEST(Question, GoodIsItsTopBox) {
  const Question csat = make::Csat();
  for (int rating = 1; rating <= 5; ++rating)
    EXPECT_EQ(IsGood(csat, rating), rating >= 4) << rating;
  EXPECT_EQ(ToneOf(csat, 2), Tone::kLow);
  EXPECT_EQ(ToneOf(csat, 3), Tone::kMiddle);
  EXPECT_EQ(ToneOf(csat, 4), Tone::kGood);
}

TEST(Question, KnowsDetractorsOfAPromoterScore) {
  Question nps = make::Csat();
  nps.kind = Question::Kind::kNps;
  nps.low = 0;
  nps.high = 10;
  EXPECT_EQ(ToneOf(nps, 6), Tone::kLow);
  EXPECT_EQ(ToneOf(nps, 7), Tone::kMiddle);
  EXPECT_EQ(ToneOf(nps, 9), Tone::kGood);
}

TEST(Question, YesAndNoAreGoodAndLow) {
  Question solved = make::Csat();
  solved.low = 0;
  solved.high = 1;
  solved.top_box_steps = 1;
  EXPECT_EQ(ToneOf(solved, 1), Tone::kGood);
  EXPECT_EQ(ToneOf(solved, 0), Tone::kLow);
}

TEST(Question, ThatCannotBeDrawnIsNotValid) {
  const auto with = [](int low, int high, int top) {
    Question question = make::Csat();
    question.low = low;
    question.high = high;
    question.top_box_steps = top;
    return question;
  };
  EXPECT_TRUE(IsValid(with(1, 5, 2)));
  EXPECT_TRUE(IsValid(with(0, 10, 2)));
  EXPECT_FALSE(IsValid(with(5, 5, 1)));
  EXPECT_FALSE(IsValid(with(5, 1, 1)));
  EXPECT_FALSE(IsValid(with(0, 11, 1)));
  EXPECT_FALSE(IsValid(with(1, 5, 0)));
  EXPECT_FALSE(IsValid(with(1, 5, 6)));
  EXPECT_FALSE(IsValid(with(std::numeric_limits<int>::min(), std::numeric_limits<int>::max(), 1)));
  Question nameless = make::Csat();
  nameless.id.clear();
  EXPECT_FALSE(IsValid(nameless));
}

}  // namespace
}  // namespace aftercall::model
