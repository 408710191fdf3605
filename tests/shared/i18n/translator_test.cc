#include "shared/i18n/translator.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>

namespace aftercall::i18n {
namespace {

TEST(Translator, SpeaksTheLanguageAskedFor) {
  EXPECT_EQ(Translator("en").Tr("call"), "call");
  EXPECT_EQ(Translator("zh_CN").Tr("call"), "电话");
}

TEST(Translator, KnowsALocaleByItsName) {
  for (const char* name : {"zh", "zh_CN", "zh_CN.UTF-8", "zh-Hans", "ZH_cn", "zh_SG.GB18030"}) {
    EXPECT_EQ(Translator(name).language(), "zh_CN") << name;
  }
  for (const char* name : {"en", "en_GB.UTF-8", "C", "POSIX", "de_DE", "", "zhx", "z"}) {
    EXPECT_EQ(Translator(name).language(), "en") << name;
  }
}

TEST(Translator, DoesNotDependOnTheLocaleOfTheProcess) {
  ASSERT_NE(std::setlocale(LC_ALL, "C"), nullptr);
  EXPECT_EQ(Translator("zh_CN").Tr("call"), "电话");
}

TEST(Translator, GivesTheEnglishTextWhereThereIsNoOther) {
  const char* unknown = "no catalogue has this · nor “that”";
  EXPECT_EQ(Translator("zh_CN").Tr(unknown), unknown);
  EXPECT_EQ(Translator("en").Tr(unknown), unknown);
  EXPECT_EQ(Translator("zh_CN").TrN(unknown, "{n} – more", 2), "2 – more");
}

TEST(Translator, ChoosesTheFormForTheNumber) {
  const Translator english("en");
  const char* one = "{n} day";
  const char* many = "{n} days";
  EXPECT_EQ(english.TrN(one, many, 1), "1 day");
  EXPECT_EQ(english.TrN(one, many, 0), "0 days");
  EXPECT_EQ(english.TrN(one, many, 1'234'567'890'123), "1234567890123 days");
  EXPECT_EQ(Translator("zh_CN").TrN(one, many, 1), "1 天");
  EXPECT_EQ(Translator("zh_CN").TrN(one, many, 5), "5 天");
}

TEST(Format, PutsValuesInByName) {
  EXPECT_EQ(Format("{a} before {b}, {a}", {{"a", "1"}, {"b", "2"}}), "1 before 2, 1");
  EXPECT_EQ(Format("nothing here", {{"a", "1"}}), "nothing here");
  EXPECT_EQ(Format("", {}), "");
}

TEST(Format, LeavesPlacesThatHaveNoArgument) {
  EXPECT_EQ(Format("{a} {b}", {{"a", "1"}}), "1 {b}");
  EXPECT_EQ(Format("open { and } and {", {{"a", "1"}}), "open { and } and {");
  EXPECT_EQ(Format("{{a}}", {{"a", "1"}}), "{1}");
}

TEST(Format, NeverReadsAValueAsText) {
  EXPECT_EQ(Format("{a}{b}", {{"a", "{b}"}, {"b", "x"}}), "{b}x");
  EXPECT_EQ(Format("{a}", {{"a", "%s {a} %n"}}), "%s {a} %n");
}

class Environment : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) unsetenv(name);
  }
};

TEST_F(Environment, IsAskedWhereNothingIsSet) {
  EXPECT_EQ(ChooseLanguage(""), "en");
  setenv("LANG", "zh_CN.UTF-8", 1);
  EXPECT_EQ(ChooseLanguage(""), "zh_CN");
  EXPECT_EQ(ChooseLanguage("auto"), "zh_CN");
  setenv("LC_MESSAGES", "en_US.UTF-8", 1);
  EXPECT_EQ(ChooseLanguage(""), "en");
  setenv("LC_ALL", "", 1);  // empty is as good as not set
  EXPECT_EQ(ChooseLanguage(""), "en");
  setenv("LC_ALL", "zh_CN", 1);
  EXPECT_EQ(ChooseLanguage(""), "zh_CN");
}

TEST_F(Environment, GivesWayToTheSetting) {
  setenv("LC_ALL", "zh_CN.UTF-8", 1);
  EXPECT_EQ(ChooseLanguage("en"), "en");
  setenv("LC_ALL", "en_US.UTF-8", 1);
  EXPECT_EQ(ChooseLanguage("zh_CN"), "zh_CN");
}

}  // namespace
}  // namespace aftercall::i18n
