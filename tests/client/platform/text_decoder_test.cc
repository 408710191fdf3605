#include "client/platform/text_decoder.h"

#include <gtest/gtest.h>

namespace aftercall::platform {
namespace {

using namespace std::string_literals;

TEST(TextDecoderTest, LeavesOrdinaryTextAlone) {
  EXPECT_EQ(DecodeForDrawing("Quick, 很快 “so” 🙂"), U"Quick, 很快 “so” 🙂");
}

TEST(TextDecoderTest, BrokenBytesBecomeReplacementsOneForEachPart) {
  EXPECT_EQ(DecodeForDrawing("a\xFF"
                             "b"),
            U"a\uFFFDb");
  EXPECT_EQ(DecodeForDrawing("\xC0\xAF"), U"\uFFFD\uFFFD");            // Overlong.
  EXPECT_EQ(DecodeForDrawing("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD");  // A surrogate.
  EXPECT_EQ(DecodeForDrawing("\xE5\xBE"), U"\uFFFD");                  // Cut off.
  EXPECT_EQ(DecodeForDrawing("\xE5\xBE"
                             "x"),
            U"\uFFFDx");
  EXPECT_EQ(DecodeForDrawing("\xF4\x90\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(TextDecoderTest, ControlCharactersShow) {
  EXPECT_EQ(DecodeForDrawing("\0\x01\x1B\x7F"s), U"\u2400\u2401\u241B\u2421");
  EXPECT_EQ(DecodeForDrawing("\xC2\x85"), U"\uFFFD");
}

TEST(TextDecoderTest, LineEndsAreOneKind) {
  EXPECT_EQ(DecodeForDrawing("a\r\nb\nc\u2028d"), U"a\nb\nc\nd");
  EXPECT_EQ(DecodeForDrawing("a\rb"), U"a\u240Db");
}

TEST(TextDecoderTest, DirectionCannotBeTurnedUnseen) {
  EXPECT_EQ(DecodeForDrawing("a\u202Eb"), U"a\uFFFDb");
}

TEST(TextDecoderTest, JoinersAndByteOrderMarksTakeNoRoom) {
  EXPECT_EQ(DecodeForDrawing("\uFEFFa\u200Db\uFE0F"), U"ab");
}

TEST(TextDecoderTest, PrivateUseCharactersCannotPassForOurs) {
  EXPECT_EQ(DecodeForDrawing("\uE000"), U"\uFFFD");
}

TEST(TextDecoderTest, EncodesEveryLength) {
  std::string out;
  for (const char32_t c : {U'a', U'é', U'好', U'🙂'}) AppendUtf8(c, out);
  EXPECT_EQ(out, "aé好🙂");
}

}  // namespace
}  // namespace aftercall::platform
