#include "client/ctl/simulate/opinion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "client/ctl/simulate/conversation.h"

namespace aftercall::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// Two quick elements on 1–5, one on 0–1 that is not, one that nobody here has remarks on.
forms::Form SomeForm() {
  forms::Form form;
  form.sections.resize(1);
  for (const char* id : {"need", "care", "solved", "unheard-of"}) {
    forms::Element& element = form.sections[0].elements.emplace_back();
    element.id = id;
    element.quick = element.id == "need" || element.id == "care";
    if (element.id == "solved") element.low = 0, element.high = 1;
  }
  return form;
}

double MeanScore(Mood mood) {
  double sum = 0;
  int n = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    Dice dice(seed);
    for (const auto& score : JudgeSelf(SomeForm(), mood, &dice)) sum += score.score(), ++n;
  }
  return sum / n;
}

TEST(JudgeSelf, ScoresEachQuickElementOnItsScale) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    Dice dice(seed);
    const auto scores = JudgeSelf(SomeForm(), Mood::kBad, &dice);
    ASSERT_THAT(scores, SizeIs(2));
    EXPECT_EQ(scores[0].element_id(), "need");
    EXPECT_EQ(scores[1].element_id(), "care");
    for (const auto& score : scores) {
      EXPECT_GE(score.score(), 1);
      EXPECT_LE(score.score(), 5);
    }
  }
}

TEST(JudgeSelf, FollowsHowTheCustomerLeft) {
  EXPECT_GT(MeanScore(Mood::kGood), MeanScore(Mood::kMiddling) + 0.4);
  EXPECT_GT(MeanScore(Mood::kMiddling), MeanScore(Mood::kBad) + 0.4);
}

TEST(WriteReview, CanAlwaysBeSubmitted) {
  const std::vector<std::string> asked = {"unheard-of", "solved", "care"};
  int low = 0;
  for (uint64_t seed = 0; seed < 400; ++seed) {
    Dice dice(seed);
    const v1::ReviewContent content = WriteReview(SomeForm(), asked, seed % 2 == 0, &dice);
    std::set<std::string> judged;
    bool any_low = false;
    for (const auto& element : content.elements()) {
      judged.insert(element.element_id());
      const bool yes_no = element.element_id() == "solved";
      EXPECT_GE(element.score(), yes_no ? 0 : 1);
      EXPECT_LE(element.score(), yes_no ? 1 : 5);
      const bool is_low = element.score() < (yes_no ? 1 : 3);
      any_low = any_low || is_low;
      if (is_low) {
        EXPECT_GT(element.comment().size(), 10u);
      }
    }
    EXPECT_EQ(judged, std::set<std::string>(asked.begin(), asked.end()));
    EXPECT_FALSE(content.praise().empty());
    if (any_low) {
      ++low;
      EXPECT_FALSE(content.advice().empty());
    }
  }
  EXPECT_GT(low, 20);
}

TEST(WriteReview, WithoutAWishJudgesTheQuickElements) {
  Dice dice(1);
  const v1::ReviewContent content = WriteReview(SomeForm(), {}, /*chinese=*/false, &dice);
  ASSERT_EQ(content.elements_size(), 2);
  EXPECT_EQ(content.elements(0).element_id(), "need");
}

TEST(WriteReview, IsVariedAndInItsLanguage) {
  std::set<std::string> english, chinese;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    Dice one(seed), other(seed);
    english.insert(WriteReview(SomeForm(), {}, false, &one).SerializeAsString());
    const v1::ReviewContent content = WriteReview(SomeForm(), {}, true, &other);
    chinese.insert(content.SerializeAsString());
    EXPECT_GT(static_cast<unsigned char>(content.praise()[0]), 0x7F);
  }
  EXPECT_GT(english.size(), 30u);
  EXPECT_GT(chinese.size(), 30u);
}

TEST(Conversation, NamesItsTopicAndEndsAsItsCustomerFelt) {
  std::map<Mood, std::set<std::string>> ends;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    for (const Mood mood : {Mood::kGood, Mood::kBad}) {
      Dice dice(seed);
      const std::string text = Conversation(false, "Refund", mood, &dice);
      EXPECT_THAT(text, HasSubstr("Refund"));
      ends[mood].insert(text.substr(text.rfind('\n')));
    }
  }
  for (const std::string& end : ends[Mood::kBad]) EXPECT_EQ(ends[Mood::kGood].count(end), 0u);
}

}  // namespace
}  // namespace aftercall::ctl
