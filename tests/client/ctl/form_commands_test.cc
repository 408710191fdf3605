#include <algorithm>

#include "shared/forms/form_file.h"
#include "shared/forms/form_proto.h"
#include "shared/wire/problem.h"
#include "tests/client/ctl/program_fixture.h"
#include "tests/support/make_form.h"

// form list, show, check and publish.
namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::SmallForm;

v1::EvaluationForm Published(int version) {
  v1::EvaluationForm form = forms::ToProto(SmallForm());
  form.set_version(version);
  form.mutable_published_at()->set_seconds(1773057600);
  return form;
}

// "form.toml:12: " of the first line that has `what` in it.
std::string At(const std::string& file, const std::string& text, const std::string& what) {
  const size_t end = text.find(what);
  EXPECT_NE(end, std::string::npos) << what;
  return absl::StrCat(file, ":", 1 + std::count(text.begin(), text.begin() + end, '\n'), ": ");
}

TEST_F(Program, FormsAreListedInTheReadersLanguage) {
  server_.forms = {Published(3)};
  ASSERT_EQ(Run({"form", "list"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("small"), HasSubstr("Small"), HasSubstr("2026-03-09")));
  ASSERT_EQ(Run({"--language", "zh_CN", "form", "list"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("小表"));
  ASSERT_EQ(Run({"form", "list", "--output", "json"}), 0);
  EXPECT_EQ(Out()[0]["title"]["zh"], "小表");
}

TEST_F(Program, AFormIsShownWithItsAnchorsOrAsItsFile) {
  server_.forms = {Published(3)};
  ASSERT_EQ(Run({"form", "show", "small", "--version", "3"}), 0) << err_.str();
  EXPECT_EQ(server_.form_asked.name(), "forms/small");
  EXPECT_EQ(server_.form_asked.version(), 3);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Showed care"), HasSubstr("1  No\n"),
                                HasSubstr("compared with resolved")));
  ASSERT_EQ(Run({"form", "show", "forms/small", "--toml"}), 0);
  EXPECT_EQ(out_.str(), forms::WriteForm(SmallForm()));
}

TEST_F(Program, ACheckNamesEveryLineThatIsWrong) {
  forms::Form bad = SmallForm();
  bad.sections[0].elements[0].weight = 1000;
  bad.title["en"] = "";
  const std::string text = forms::WriteForm(bad);
  Write("bad.toml", text);
  EXPECT_EQ(Run({"form", "check", Path("bad.toml")}), 1);
  EXPECT_THAT(
      err_.str(),
      AllOf(HasSubstr(At("bad.toml", text, "title.en") + "The text in the language en is missing."),
            HasSubstr(At("bad.toml", text, "weight = 1000") + "A weight is between 0 and 100.")));
  EXPECT_THAT(out_.str(), IsEmpty());
  Write("good.toml", forms::WriteForm(SmallForm()));
  EXPECT_EQ(Run({"form", "check", Path("good.toml")}), 0) << err_.str();
  EXPECT_EQ(Run({"form", "check", Path("none.toml")}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("there is no such form"));
}

TEST_F(Program, AFormIsPublishedAsItIsInTheFile) {
  Write("form.toml", forms::WriteForm(SmallForm()));
  ASSERT_EQ(Run({"form", "publish", Path("form.toml")}), 0) << err_.str();
  EXPECT_EQ(forms::FromProto(server_.published.form()), SmallForm());
  EXPECT_FALSE(server_.published.validate_only());
  EXPECT_FALSE(server_.published.request_id().empty());
  EXPECT_THAT(out_.str(), HasSubstr("published as version 4"));
  ASSERT_EQ(Run({"form", "publish", Path("form.toml"), "--dry-run"}), 0);
  EXPECT_TRUE(server_.published.validate_only());
  EXPECT_THAT(out_.str(), HasSubstr("could be published as version 4"));
  ASSERT_EQ(Run({"form", "publish", Path("form.toml"), "--output", "json"}), 0);
  EXPECT_EQ(Out()["version"], 4);
}

TEST_F(Program, WhatTheServerRefusesIsNamedByItsLine) {
  Write("form.toml", forms::WriteForm(SmallForm()));
  server_.form_refusal = wire::ToStatus(
      absl::StatusCode::kInvalidArgument,
      {"SCALE_CHANGED", "form.sections[0].elements[0].high", "3", "Not that scale."});
  EXPECT_EQ(Run({"form", "publish", Path("form.toml")}), 1);
  EXPECT_THAT(err_.str(), HasSubstr(At("form.toml", forms::WriteForm(SmallForm()), "high = 3") +
                                    "Not that scale."));
  // What is wrong already here never reaches it.
  server_.published.Clear();
  Write("form.toml", "form = \"small\"\n");
  EXPECT_EQ(Run({"form", "publish", Path("form.toml")}), 1);
  EXPECT_FALSE(server_.published.has_form());
}

}  // namespace
}  // namespace aftercall::ctl
