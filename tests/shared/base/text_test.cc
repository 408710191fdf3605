#include "shared/base/text.h"

#include <gtest/gtest.h>

namespace aftercall::base {
namespace {

TEST(Utf8, TakesWhatIsWellFormed) {
  for (const char* text : {"", "plain", "满意度", "naïve", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF",
                           "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    EXPECT_TRUE(IsValidUtf8(text)) << text;
  }
  EXPECT_TRUE(IsValidUtf8({"a\0b", 3}));
}

TEST(Utf8, RefusesWhatIsNot) {
  for (const char* text : {
           "\x80",              // a tail alone
           "\xC3",              // cut off
           "\xE6\xBB",          // cut off
           "\xF0\x9F\x98",      // cut off
           "\xC0\xAF",          // overlong
           "\xE0\x80\xAF",      // overlong
           "\xF0\x80\x80\xAF",  // overlong
           "\xED\xA0\x80",      // a surrogate
           "\xF4\x90\x80\x80",  // above U+10FFFF
           "\xF5\x80\x80\x80",  // no such lead
           "\xFF",
           "ok then \xE6\xBB and on",
       }) {
    EXPECT_FALSE(IsValidUtf8(text));
  }
}

TEST(Text, CountsCharactersNotBytes) {
  EXPECT_EQ(CountCharacters(""), 0u);
  EXPECT_EQ(CountCharacters("满意 ok"), 5u);
  EXPECT_EQ(CountCharacters("\xF0\x9F\x98\x80"), 1u);
}

TEST(Text, IsShortenedAtCharacters) {
  EXPECT_EQ(Shorten("满意度", 3), "满意度");
  EXPECT_EQ(Shorten("满意度", 2), "满意…");
  EXPECT_EQ(Shorten("abc", 0), "…");
  EXPECT_EQ(Shorten("", 0), "");
}

TEST(Text, ViewsConvertWithTheirLength) {
  const std::string_view standard("a\0b", 3);
  EXPECT_EQ(ToAbsl(standard).size(), 3u);
  EXPECT_EQ(ToStd(ToAbsl(standard)), standard);
}

}  // namespace
}  // namespace aftercall::base
