#include "shared/forms/review_content.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/make_form.h"

namespace aftercall::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using What = Missing::What;

std::vector<std::string> Named(const std::vector<const Element*>& elements) {
  std::vector<std::string> ids;
  for (const Element* element : elements) ids.push_back(element->id);
  return ids;
}

std::vector<What> Lacks(const Form& form, const ReviewContent& content) {
  std::vector<What> lacks;
  for (const Missing& missing : WhatIsMissing(form, {}, content)) lacks.push_back(missing.what);
  return lacks;
}

// "care" has 1–3, may not apply and is quick; "solved" has 0–1.
TEST(ReviewContent, WantsTheElementsThatWereAskedAboutInTheFormsOrder) {
  const Form form = aftercall::testing::SmallForm();
  EXPECT_THAT(Named(AllElements(form)), ElementsAre("care", "solved"));
  EXPECT_THAT(Named(WantedElements(form, {})), ElementsAre("care"));
  EXPECT_THAT(Named(WantedElements(form, {"solved", "care", "other"})),
              ElementsAre("care", "solved"));
  EXPECT_EQ(FindElement(form, "solved")->id, "solved");
  EXPECT_EQ(FindElement(form, "other"), nullptr);
}

TEST(ReviewContent, LacksWhatWouldHelpInTheOrderOfTheForm) {
  const Form form = aftercall::testing::SmallForm();
  ReviewContent content;
  EXPECT_THAT(Lacks(form, content), ElementsAre(What::kScore, What::kWords));
  content.elements = {{"care", 1, false, "", {}}};
  EXPECT_THAT(Lacks(form, content), ElementsAre(What::kComment, What::kAdvice, What::kWords));
  content.elements[0].comment = "cut them off";
  content.advice = "let them finish";
  EXPECT_THAT(Lacks(form, content), IsEmpty());
  content.elements[0] = {"care", {}, true, "", {}};
  EXPECT_THAT(Lacks(form, content), IsEmpty());
  content.elements.push_back({"gone", 1, false, "", {}});
  EXPECT_THAT(Lacks(form, content), IsEmpty()) << "the form has no such element";
}

TEST(SaysMoreThanAWord, InAnyScript) {
  for (const char* more : {"too fast", "Слишком быстро", "说得太快", "a b"}) {
    EXPECT_TRUE(SaysMoreThanAWord(more)) << more;
  }
  for (const char* less : {"", " ", "fast!", "быстро", "太快", "...", "don't", "- - -"}) {
    EXPECT_FALSE(SaysMoreThanAWord(less)) << less;
  }
}

}  // namespace
}  // namespace aftercall::forms
