#include "shared/forms/default_form.h"

#include <gmock/gmock.h>

namespace aftercall::forms {
namespace {

TEST(DefaultForm, IsWhatAFloorBeginsWith) {
  const auto form = DefaultForm();
  ASSERT_TRUE(form.ok()) << form.status();
  for (const auto& problem : Check(*form, i18n::Translator("en"))) {
    ADD_FAILURE() << problem.field << ": " << problem.description;
  }
  EXPECT_EQ(form->languages, (std::vector<std::string>{"en", "zh"}));
  size_t elements = 0;
  for (const Section& section : form->sections) {
    for (const Element& element : section.elements) {
      ++elements;
      EXPECT_EQ(element.anchors.size(), 5u) << element.id;
      EXPECT_FALSE(element.coaching_topic.empty()) << element.id;
    }
  }
  EXPECT_GE(elements, 8u);
  EXPECT_LE(elements, 12u);
}

}  // namespace
}  // namespace aftercall::forms
