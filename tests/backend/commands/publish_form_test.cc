#include "backend/commands/publish_form.h"

#include "shared/wire/problem.h"
#include "tests/backend/commands/commands_fixture.h"
#include "tests/support/make_form.h"

namespace aftercall::commands {
namespace {

using ::testing::HasSubstr;
using testing::SmallForm;

constexpr domain::UserId kQuality{5};

class PublishFormTest : public CommandsTest {
 protected:
  absl::StatusOr<FormOutcome> Publish(const forms::Form& form) {
    absl::StatusOr<FormOutcome> outcome;
    (void)testing::Run(*store_, [&](store::Transaction& transaction) {
      outcome = PublishForm(transaction, form, kQuality);
      return outcome.status();
    });
    return outcome;
  }
  std::string ReasonAgainst(const forms::Form& form) {
    const auto outcome = Publish(form);
    const auto problem = wire::ProblemOf(outcome.status());
    return problem ? absl::StrCat(problem->reason, " ", problem->field) : "";
  }
};

TEST_F(PublishFormTest, EachChangeIsAVersionAndTheSameIsNone) {
  const auto first = Value(Publish(SmallForm()));
  EXPECT_TRUE(first.is_new);
  EXPECT_EQ(first.published, (domain::PublishedForm{SmallForm(), 1, clock_.Now(), kQuality}));
  EXPECT_FALSE(Value(Publish(SmallForm())).is_new);
  forms::Form next = SmallForm();
  next.title["en"] = "Smaller";
  EXPECT_EQ(Value(Publish(next)).published.version, 2);
  // Back to what it was is a change, too.
  EXPECT_EQ(Value(Publish(SmallForm())).published.version, 3);
  EXPECT_EQ(Value(reader_->FindForm("small", 2))->form, next);
}

TEST_F(PublishFormTest, WhatBreaksARuleIsRefusedWithItsPlace) {
  forms::Form bad = SmallForm();
  bad.sections[0].elements[0].title.clear();
  EXPECT_EQ(ReasonAgainst(bad), "TEXT_MISSING form.sections[0].elements[0].title[en]");
  EXPECT_FALSE(Value(reader_->FindForm("small", 0)));
}

TEST_F(PublishFormTest, AnElementKeepsItsScale) {
  Value(Publish(SmallForm()));
  forms::Form next = SmallForm();
  next.sections[0].elements[0].high = 2;
  next.sections[0].elements[0].anchors.pop_back();
  EXPECT_EQ(ReasonAgainst(next), "SCALE_CHANGED form.sections[0].elements[0].high");
}

TEST_F(PublishFormTest, OnlyTheSameScaleIsCompared) {
  domain::Question question = testing::Stars();
  question.id = "resolved";
  ASSERT_EQ(Take(question), "created");
  EXPECT_EQ(ReasonAgainst(SmallForm()),
            "QUESTION_SCALE_DIFFERS form.sections[1].elements[0].question_id");
  forms::Form form = SmallForm();
  form.sections[1].elements[0].question_id = "stars-upside-down";
  question = testing::PressOneForBest();
  question.id = "stars-upside-down";
  question.low = 0;
  question.high = 1;
  question.top_box_steps = 1;
  question.steps.clear();
  ASSERT_EQ(Take(question), "created");
  const auto refused = Publish(form);
  EXPECT_THAT(refused.status().message(), HasSubstr("with the lowest as the best"));
  form.sections[1].elements[0].question_id = "not-heard-of-yet";
  EXPECT_TRUE(Value(Publish(form)).is_new);
}

TEST_F(PublishFormTest, ThereIsAnEndToForms) {
  forms::Form form = SmallForm();
  for (size_t i = 0; i < kMostForms; ++i) {
    form.id = absl::StrCat("form-", i);
    Value(Publish(form));
  }
  EXPECT_TRUE(Publish(form).ok());
  form.id = "one-more";
  EXPECT_EQ(ReasonAgainst(form), "TOO_MANY_FORMS form.name");
}

TEST_F(PublishFormTest, TheShippedFormIsThereFromTheFirstDayAndNeverPutBack) {
  ASSERT_TRUE(testing::Run(*store_, EnsureDefaultForm).ok());
  auto form = Value(reader_->FindForm("default", 0)).value();
  EXPECT_EQ(form.version, 1);
  EXPECT_FALSE(form.published_by);
  form.form.title["en"] = "Ours";
  Value(Publish(form.form));
  ASSERT_TRUE(testing::Run(*store_, EnsureDefaultForm).ok());
  EXPECT_EQ(Value(reader_->FindForm("default", 0))->version, 2);
}

}  // namespace
}  // namespace aftercall::commands
