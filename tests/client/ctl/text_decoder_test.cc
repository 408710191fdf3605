#include "client/ctl/input/text_decoder.h"

#include <string>

#include "gtest/gtest.h"

namespace aftercall::ctl::input {
namespace {

std::string Decoded(const char* encoding, const std::string& bytes) {
  auto decoder = TextDecoder::For(encoding);
  EXPECT_TRUE(decoder.ok()) << encoding;
  std::string text;
  return (*decoder)->Decode(bytes, &text) ? text : "refused";
}

TEST(TextDecoder, ReadsTheEncodingsItNames) {
  EXPECT_EQ(Decoded("utf-8", "满意 ✓"), "满意 ✓");
  EXPECT_EQ(Decoded("GB18030", "\xC2\xFA\xD2\xE2"), "满意");
  EXPECT_EQ(Decoded("gbk", "\xC2\xFA\xD2\xE2 ok"), "满意 ok");
  EXPECT_EQ(Decoded("latin1", "caf\xE9"), "café");
  EXPECT_EQ(Decoded("windows-1252", "\x80 5"), "€ 5");
}

TEST(TextDecoder, RefusesWhatIsNoText) {
  EXPECT_EQ(Decoded("utf-8", "\xC3("), "refused");
  EXPECT_EQ(Decoded("utf-8", "\xED\xA0\x80"), "refused") << "a surrogate";
  EXPECT_EQ(Decoded("utf-8", "caf\xE9"), "refused");
  EXPECT_EQ(Decoded("gb18030", "\xC2"), "refused");
  EXPECT_EQ(Decoded("windows-1252", "\x81"), "refused");
  EXPECT_FALSE(TextDecoder::For("ebcdic").ok());
}

TEST(TextDecoder, ShowsWhatHadToBeRefused) {
  EXPECT_EQ(Presentable(std::string("a\xFF\0满", 6)), "a\uFFFD\uFFFD满");
}

}  // namespace
}  // namespace aftercall::ctl::input
