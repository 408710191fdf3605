#include "backend/domain/review_content.h"

#include <gmock/gmock.h>

#include "tests/support/make_form.h"

namespace aftercall::domain {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// "care" has 1–3 and may not apply, "solved" has 0–1.
ReviewContent Judged(int care) {
  ReviewContent content;
  content.elements = {{"care", care, false, "", absl::Seconds(80)}};
  content.praise = "You stayed calm all along.";
  return content;
}

std::string Against(const ReviewContent& content, const std::vector<std::string>& asked = {}) {
  const auto problem = CheckReview(testing::SmallForm(), asked, content);
  return problem ? problem->field + ": " + problem->description : "";
}

std::string DraftAgainst(const ReviewContent& content) {
  const auto problem = CheckDraft(testing::SmallForm(), content);
  return problem ? problem->field : "";
}

TEST(CheckReview, TakesOneThatHelps) {
  EXPECT_EQ(Against(Judged(3)), "");
  ReviewContent low = Judged(1);
  low.elements[0].comment = "Cut the customer off";
  low.advice = "Let them finish first";
  EXPECT_EQ(Against(low), "");
  ReviewContent chinese = Judged(1);
  chinese.elements[0].comment = "语速太快";
  chinese.advice = "先听客户说完";
  chinese.praise = "";
  EXPECT_EQ(Against(chinese), "");
}

TEST(CheckReview, SendsAnEmptyOneBackWithAllThatIsMissing) {
  EXPECT_THAT(Against({}), AllOf(HasSubstr("content.elements[care]: Nearly there"),
                                 HasSubstr("\"care\" has no score yet"),
                                 HasSubstr("what went well, or one thing to try")));
}

TEST(CheckReview, SendsANegativeOneOfAWordBack) {
  for (const char* word : {"", "Bad.", "差", "不好", "Don't"}) {
    ReviewContent low = Judged(1);
    low.elements[0].comment = word;
    low.advice = word;
    EXPECT_THAT(Against(low), AllOf(HasSubstr("what happened at \"care\""),
                                    HasSubstr("one thing to try next time")))
        << word;
  }
}

TEST(CheckReview, WantsWhatWasAskedForAndElseTheQuickElements) {
  EXPECT_THAT(Against(Judged(3), {"solved"}), HasSubstr("\"solved\" has no score yet"));
  ReviewContent solved = Judged(3);
  solved.elements = {{"solved", 1, false, "", {}}};
  EXPECT_EQ(Against(solved, {"solved"}), "");
  EXPECT_THAT(Against(solved), HasSubstr("\"care\" has no score yet"));
  ReviewContent none = Judged(3);
  none.elements[0] = {"care", {}, true, "", {}};
  EXPECT_EQ(Against(none), "");
}

TEST(CheckDraft, MayLackAnythingButIsHeldToTheForm) {
  EXPECT_EQ(DraftAgainst({}), "");
  ReviewContent draft = Judged(3);
  draft.elements[0].score = 4;
  EXPECT_EQ(DraftAgainst(draft), "content.elements[care]");
  draft.elements[0].score = 0;
  EXPECT_EQ(DraftAgainst(draft), "content.elements[care]");
  draft.elements[0] = {"cares", 1, false, "", {}};
  EXPECT_EQ(DraftAgainst(draft), "content.elements[cares]");
  draft.elements[0] = {"solved", {}, true, "", {}};
  EXPECT_EQ(DraftAgainst(draft), "content.elements[solved]") << "it always applies";
  draft.elements[0] = {"care", 2, true, "", {}};
  EXPECT_EQ(DraftAgainst(draft), "content.elements[care]") << "both";
  draft.elements[0] = {"care", 2, false, "", absl::Hours(25)};
  EXPECT_EQ(DraftAgainst(draft), "content.elements[care]");
  draft.elements[0] = {"care", 2, false, std::string(2001, 'a'), {}};
  EXPECT_EQ(DraftAgainst(draft), "content.elements[care].comment");
  draft = Judged(3);
  draft.elements.push_back(draft.elements[0]);
  EXPECT_EQ(DraftAgainst(draft), "content.elements[care]") << "twice";
  draft = Judged(3);
  draft.advice = std::string(2001, 'a');
  EXPECT_EQ(DraftAgainst(draft), "content.advice");
}

}  // namespace
}  // namespace aftercall::domain
