#include "shared/forms/form_proto.h"

#include <gtest/gtest.h>

#include "shared/forms/default_form.h"
#include "tests/support/make_form.h"

namespace aftercall::forms {
namespace {

using testing::SmallForm;

TEST(FormProto, AFormComesBackAsSent) {
  EXPECT_EQ(FromProto(ToProto(SmallForm())), SmallForm());
  const auto form = DefaultForm();
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(FromProto(ToProto(*form)), *form);
}

TEST(FormProto, OfALanguageThatComesTwiceTheLastCounts) {
  v1::EvaluationForm proto = ToProto(SmallForm());
  auto& more = *proto.mutable_title()->add_translations();
  more.set_language("en");
  more.set_text("Smaller");
  EXPECT_EQ(FromProto(proto).title.at("en"), "Smaller");
}

TEST(FormProto, ANameIsOneOfTheCollection) {
  EXPECT_EQ(FormName("small"), "forms/small");
  EXPECT_EQ(FormIdIn("forms/small"), "small");
  EXPECT_EQ(FormIdIn("small"), "");
  EXPECT_EQ(FormIdIn(""), "");
  v1::EvaluationForm proto = ToProto(SmallForm());
  proto.set_name("teams/small");
  EXPECT_EQ(FromProto(proto).id, "");
}

}  // namespace
}  // namespace aftercall::forms
