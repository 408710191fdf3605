#include "shared/forms/form_file.h"

#include <gmock/gmock.h>

#include "absl/strings/str_replace.h"
#include "shared/forms/default_form.h"
#include "tests/support/make_form.h"

namespace aftercall::forms {
namespace {

using testing::SmallForm;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const i18n::Translator kEnglish("en");

// Line by line, so that tests can name a line.
constexpr char kFile[] =
    R"(form = "small"
languages = ["en", "zh"]
title = { en = "Small", zh = "小表" }

[[section]]
id = "manner"
title.en = "Manner"
title.zh = "相处"

[[section.element]]
id = "care"
title.en = "Showed care"
title.zh = "让客户感到被重视"
guidance.en = "In words."
guidance.zh = "用语言表达。"
high = 3
anchors.en = ["No", "Some", "Yes"]
anchors.zh = [
  "没有",
  "有一些",
  "有",
]
weight = 2
may_not_apply = true
quick = true
coaching_topic = "empathy"

[[section]]
id = "end"
title = { en = "End", zh = "结果" }
[[section.element]]
id = "solved"
title = { en = "Solved", zh = "已解决" }
low = 0
high = 1
anchors = { en = ["No", "Yes"], zh = ["没有", "是"] }
auto_fail = true
question = "resolved"
)";

absl::StatusOr<FormFile> Changed(absl::string_view from, absl::string_view to) {
  const std::string text = absl::StrReplaceAll(kFile, {{from, to}});
  EXPECT_NE(text, kFile) << from;
  return ReadForm("my.toml", text, kEnglish);
}

TEST(FormFile, IsReadAsItIsWritten) {
  const auto file = ReadForm("my.toml", kFile, kEnglish);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->form, SmallForm());
}

TEST(FormFile, WhatIsWrittenIsReadTheSame) {
  Form odd = SmallForm();
  odd.title["en"] = "quotes \" and \\ and\nlines\tand \x01 and ’";
  const auto shipped = DefaultForm();
  ASSERT_TRUE(shipped.ok());
  for (const Form& form : {SmallForm(), odd, *shipped}) {
    const auto read = ReadForm("my.toml", WriteForm(form), kEnglish);
    ASSERT_TRUE(read.ok()) << read.status() << WriteForm(form);
    EXPECT_EQ(read->form, form);
  }
}

TEST(FormFile, NamesTheLineOfWhateverAProblemIsAbout) {
  const auto file = ReadForm("my.toml", kFile, kEnglish);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->LineOf("form.name"), 1);
  EXPECT_EQ(file->LineOf("form.languages"), 2);
  EXPECT_EQ(file->LineOf("form.title[zh]"), 3);
  EXPECT_EQ(file->LineOf("form.sections[0].title[zh]"), 8);
  EXPECT_EQ(file->LineOf("form.sections[0].elements[0].weight"), 23);
  EXPECT_EQ(file->LineOf("form.sections[0].elements[0].anchors[1][zh]"), 18);
  EXPECT_EQ(file->LineOf("form.sections[1].elements[0].question_id"), 38);
  // What is not there is looked for where it would be.
  EXPECT_EQ(file->LineOf("form.sections[1].elements[0].weight"),
            file->LineOf("form.sections[1].elements[0]"));
  EXPECT_GT(file->LineOf("form.sections[1].elements[0]"), 28);
  EXPECT_EQ(file->LineOf("form.sections[9]"), file->LineOf("form.sections"));
  EXPECT_EQ(file->LineOf(""), 1);
}

TEST(FormFile, SaysWhatCannotBeReadAndWhere) {
  const auto said = [](absl::string_view from, absl::string_view to) {
    return std::string(Changed(from, to).status().message());
  };
  EXPECT_THAT(said("weight = 2", "weight = \"much\""),
              AllOf(StartsWith("my.toml:23: section.element.weight: "), HasSubstr("whole number")));
  EXPECT_THAT(said("weight = 2", "wieght = 2"),
              AllOf(StartsWith("my.toml:23: section.element.wieght: "), HasSubstr("weight")));
  EXPECT_THAT(said("quick = true", "quick = 1"), StartsWith("my.toml:25: section.element.quick: "));
  EXPECT_THAT(said("title.zh = \"相处\"", "title.fr = \"Manière\""),
              StartsWith("my.toml:8: section.title.fr: "));
  EXPECT_THAT(said("high = 3", "high = "), StartsWith("my.toml:16: "));
  EXPECT_THAT(said("[[section]]", "[section]"), StartsWith("my.toml:"));
}

TEST(FormFile, ANumberBeyondAllBoundsIsRefusedAsOneAndDoesNotWrapAround) {
  const auto file = Changed("high = 3", "high = 4294967299");
  ASSERT_TRUE(file.ok()) << file.status();
  const auto problems = Check(file->form, kEnglish);
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems[0].reason, "SCALE_INVALID");
  EXPECT_EQ(file->LineOf(problems[0].field), 16);
}

}  // namespace
}  // namespace aftercall::forms
