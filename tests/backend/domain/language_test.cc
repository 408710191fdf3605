#include "backend/domain/language.h"

#include <gtest/gtest.h>

namespace aftercall::domain {
namespace {

TEST(Language, ATagHasTheShapeOfSubtagsAfterALanguage) {
  for (const char* good : {"", "en", "zh-CN", "ZH-hans-cn", "yue", "sl-rozaj-biske-1994",
                           "de-DE-u-co-phonebk", "en-x-ca", "es-419"}) {
    EXPECT_FALSE(CheckLanguage("f", good)) << good;
  }
  for (const char* bad :
       {"e", "zh_CN", "Chinese (China)", "zh-", "-CN", "zh--CN", "中文", "1a", "en-123456789",
        "languages", "zh CN", "x-ca", "en\n", "en-aaaaaaaa-bbbbbbbb-cccccccc-ddddddd"}) {
    const auto problem = CheckLanguage("user.languages", bad);
    ASSERT_TRUE(problem) << bad;
    EXPECT_EQ(problem->reason, "LANGUAGE_INVALID");
    EXPECT_EQ(problem->field, "user.languages");
  }
  EXPECT_FALSE(CheckLanguage("f", "en-aaaaaaaa-bbbbbbbb-cccccccc-ddddd")) << "35 characters";
}

TEST(Language, TheUsualCaseIsOne) {
  EXPECT_EQ(NormalLanguage(""), "");
  EXPECT_EQ(NormalLanguage("EN"), "en");
  EXPECT_EQ(NormalLanguage("ZH-hANT-hk"), "zh-Hant-HK");
  EXPECT_EQ(NormalLanguage("es-419"), "es-419");
  // What RFC 5646 2.1.1 shows: no region follows a single letter.
  EXPECT_EQ(NormalLanguage("EN-ca-X-CA"), "en-CA-x-ca");
  EXPECT_EQ(NormalLanguage("az-latn-x-LATN"), "az-Latn-x-latn");
  EXPECT_EQ(NormalLanguage("SGN-be-fr"), "sgn-BE-FR");
}

TEST(Language, WhoSharesTheLanguageSpeaksIt) {
  EXPECT_FALSE(SpeaksOthersOnly({"zh-CN"}, "zh-Hant-HK"));
  EXPECT_FALSE(SpeaksOthersOnly({"en", "zh"}, "zh-CN"));
  EXPECT_TRUE(SpeaksOthersOnly({"zh-CN"}, "yue"));
  EXPECT_TRUE(SpeaksOthersOnly({"zh-HK"}, "zha")) << "Zhuang begins alike";
  EXPECT_TRUE(SpeaksOthersOnly({"en", "de"}, "zh-CN"));
  EXPECT_FALSE(SpeaksOthersOnly({}, "zh-CN")) << "not known of them";
  EXPECT_FALSE(SpeaksOthersOnly({"en"}, "")) << "not known of the interaction";
}

}  // namespace
}  // namespace aftercall::domain
