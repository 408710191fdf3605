#include "backend/domain/question.h"

#include <gtest/gtest.h>

#include <climits>
#include <functional>

#include "tests/support/make.h"

namespace aftercall::domain {
namespace {

using testing::PressOneForBest;
using testing::Stars;

// The reason why Stars, changed so, is refused; "" where it is not.
std::string ReasonOf(const std::function<void(Question&)>& change) {
  Question question = Stars();
  change(question);
  const auto problem = Check(question);
  return problem ? problem->reason : "";
}

TEST(Question, UsualScalesAreTaken) {
  EXPECT_FALSE(Check(Stars()));
  EXPECT_FALSE(Check(PressOneForBest()));
  EXPECT_EQ(ReasonOf([](Question& q) { q.low = 0, q.high = 10, q.kind = Question::Kind::kNps; }),
            "");
  EXPECT_EQ(ReasonOf([](Question& q) { q.low = -5, q.high = 5; }), "");
  EXPECT_EQ(ReasonOf([](Question& q) {
              q.low = 0, q.high = 1, q.top_box_steps = 1, q.kind = Question::Kind::kResolved;
            }),
            "");
}

TEST(Question, TheScaleHasTwoToElevenSteps) {
  EXPECT_EQ(ReasonOf([](Question& q) { q.low = q.high = 3; }), "SCALE_INVALID");
  EXPECT_EQ(ReasonOf([](Question& q) { q.low = 5, q.high = 1; }), "SCALE_INVALID");
  EXPECT_EQ(ReasonOf([](Question& q) { q.low = 0, q.high = 11; }), "SCALE_INVALID");
  EXPECT_EQ(ReasonOf([](Question& q) { q.low = INT_MIN, q.high = INT_MAX; }), "SCALE_INVALID");
  EXPECT_EQ(ReasonOf([](Question& q) { q.low = INT_MAX - 3, q.high = INT_MAX; }), "SCALE_INVALID");
}

TEST(Question, TheTopBoxIsPartOfTheScale) {
  EXPECT_EQ(ReasonOf([](Question& q) { q.top_box_steps = 0; }), "TOP_BOX_INVALID");
  EXPECT_EQ(ReasonOf([](Question& q) { q.top_box_steps = 5; }), "TOP_BOX_INVALID");
  EXPECT_EQ(ReasonOf([](Question& q) { q.top_box_steps = 4; }), "");
}

TEST(Question, StepsWithWordsAreOnTheScaleAndNamedOnce) {
  EXPECT_EQ(ReasonOf([](Question& q) { q.steps = {{6, "beyond"}}; }), "STEP_INVALID");
  EXPECT_EQ(ReasonOf([](Question& q) { q.steps = {{1, "bad"}, {1, "worse"}}; }), "STEP_INVALID");
}

TEST(Question, NpsAndSolvedHaveTheirScale) {
  EXPECT_EQ(ReasonOf([](Question& q) { q.kind = Question::Kind::kNps; }), "SCALE_INVALID");
  EXPECT_EQ(ReasonOf([](Question& q) { q.kind = Question::Kind::kResolved; }), "SCALE_INVALID");
}

TEST(Question, TheIdIsASlug) {
  for (const char* id : {"", "Stars", "a b", "ä", "a/b"}) {
    EXPECT_EQ(ReasonOf([&](Question& q) { q.id = id; }), "QUESTION_ID_INVALID") << id;
  }
  EXPECT_EQ(ReasonOf([](Question& q) { q.id = std::string(64, 'a'); }), "QUESTION_ID_INVALID");
}

TEST(TopBox, IsAtTheBestEnd) {
  const Question stars = Stars();
  for (int rating = 1; rating <= 5; ++rating) EXPECT_EQ(InTopBox(stars, rating), rating >= 4);
  const Question press = PressOneForBest();
  EXPECT_TRUE(InTopBox(press, 1));
  EXPECT_FALSE(InTopBox(press, 2));
  EXPECT_FALSE(InTopBox(press, 3));
}

TEST(TopBox, HoldsNothingOffTheScale) {
  EXPECT_FALSE(InTopBox(Stars(), 6));
  EXPECT_FALSE(InTopBox(PressOneForBest(), 0));
  EXPECT_FALSE(OnScale(Stars(), 0));
  EXPECT_FALSE(OnScale(Stars(), 6));
  EXPECT_TRUE(OnScale(Stars(), 1));
  EXPECT_TRUE(OnScale(Stars(), 5));
}

TEST(SameScale, IsAboutFiguresNotWords) {
  Question other = Stars();
  other.id = "other";
  other.prompt = "In other words?";
  other.steps = {{1, "bad"}};
  EXPECT_TRUE(SameScale(Stars(), other));
  other.top_box_steps = 1;
  EXPECT_FALSE(SameScale(Stars(), other));
  other = Stars();
  other.direction = Question::Direction::kLowIsBest;
  EXPECT_FALSE(SameScale(Stars(), other));
}

}  // namespace
}  // namespace aftercall::domain
