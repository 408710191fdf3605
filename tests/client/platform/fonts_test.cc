#include "client/platform/fonts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "client/platform/text_decoder.h"
#include "tests/client/platform/headless.h"

namespace aftercall::platform {
namespace {

constexpr int kWidth = 800;
constexpr int kHeight = 64;

// Draws the text until nothing is put off any more; the inked pixels.
int64_t InkOf(Headless& headless, TextStyle style, const std::string& text) {
  const auto view = [&] {
    ImGui::GetForegroundDrawList()->AddText(
        headless.fonts().font(style), headless.fonts().font(style)->FontSize, ImVec2(4, 4),
        IM_COL32(0, 0, 0, 255), headless.fonts().Drawable(style, text).c_str());
  };
  for (int frame = 0; frame < 40; ++frame) {
    headless.Draw(view);
    if (!headless.fonts().Settle()) break;
  }
  headless.Draw(view);
  return headless.Inked({0, 0, kWidth, kHeight});
}

TEST(FontsTest, SaysWhichPackagesBringFonts) {
  EXPECT_THAT(Fonts::Load({{{"/nonexistent.ttf"}}, {}}).status().message(),
              testing::HasSubstr("fonts-noto"));
}

TEST(FontsTest, DrawsLatinAndChineseInEveryStyle) {
  Headless headless(kWidth, kHeight);
  for (int style = 0; style < kTextStyles; ++style) {
    EXPECT_GT(InkOf(headless, static_cast<TextStyle>(style), "Quick"), 50);
    EXPECT_GT(InkOf(headless, static_cast<TextStyle>(style), "处理很快"), 100);
  }
}

TEST(FontsTest, DigitsAndQuotesAreNarrowBesideChinese) {
  Headless headless(kWidth, kHeight);
  ImFont& font = *headless.fonts().font(TextStyle::kRegular);
  headless.fonts().Drawable(TextStyle::kRegular, "“8好");
  EXPECT_LT(font.GetCharAdvance(0x201C), 9);
  EXPECT_LT(font.GetCharAdvance('8'), 10);
  EXPECT_EQ(font.GetCharAdvance(0x597D), 15);
}

TEST(FontsTest, EmojiAndRareCharactersAreDrawnThroughPrivateUse) {
  Headless headless(kWidth, kHeight);
  EXPECT_EQ(headless.fonts().Drawable(TextStyle::kRegular, "🙂𠮷🙂"), "\uE000\uE001\uE000");
  const int64_t replacement = InkOf(headless, TextStyle::kRegular, "\uFFFD");
  for (const char* text : {"🙂", "🙁", "👍", "𠮷"}) {
    const int64_t ink = InkOf(headless, TextStyle::kRegular, text);
    EXPECT_GT(ink, 40) << text;
    EXPECT_NE(ink, replacement) << text;
  }
}

TEST(FontsTest, ACharacterThatNoFontHasShowsTheReplacement) {
  Headless headless(kWidth, kHeight);
  const int64_t replacement = InkOf(headless, TextStyle::kRegular, "\uFFFD");
  EXPECT_GT(replacement, 20);
  EXPECT_EQ(InkOf(headless, TextStyle::kRegular, "\u1BFC"), replacement);
}

TEST(FontsTest, AWallOfUnseenTextFillsInOverFramesAndStays) {
  Headless headless(kWidth, kHeight);
  std::string wall;
  for (char32_t c = 0x4E00; c < 0x4E00 + 4000; ++c) AppendUtf8(c, wall);
  headless.fonts().Drawable(TextStyle::kRegular, wall);
  int frames = 1;
  while (headless.fonts().Settle() && frames < 100) {
    headless.fonts().Drawable(TextStyle::kRegular, wall);
    ++frames;
  }
  EXPECT_GT(frames, 3);
  EXPECT_LT(frames, 40);
  ImFont& font = *headless.fonts().font(TextStyle::kRegular);
  for (ImWchar c = 0x4E00; c < 0x4E00 + 4000; ++c) {
    ASSERT_NE(font.FindGlyphNoFallback(c), nullptr) << c;
  }
  // Glyphs from before the atlas grew still stand where they are looked up.
  EXPECT_GT(InkOf(headless, TextStyle::kRegular, "一丁七"), 20);
}

TEST(FontsTest, LooksAreTheSameAfterTheAtlasHasGrown) {
  Headless fresh(kWidth, kHeight), grown(kWidth, kHeight);
  std::string wall;
  for (char32_t c = 0x5E00; c < 0x5E00 + 1500; ++c) AppendUtf8(c, wall);
  InkOf(grown, TextStyle::kRegular, "处理 Quick 🙂");
  do {
    grown.fonts().Drawable(TextStyle::kRegular, wall);
  } while (grown.fonts().Settle());
  EXPECT_GT(grown.fonts().atlas().TexHeight, fresh.fonts().atlas().TexHeight);
  InkOf(grown, TextStyle::kRegular, "处理 Quick 🙂");
  InkOf(fresh, TextStyle::kRegular, "处理 Quick 🙂");
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) ASSERT_EQ(grown.pixel(x, y), fresh.pixel(x, y));
  }
}

TEST(FontsTest, FourThousandCharactersAndBrokenBytesDoNoHarm) {
  Headless headless(kWidth, kHeight);
  std::string text;
  for (int i = 0; i < 4000; ++i) AppendUtf8(0x4E00 + i % 500, text);
  EXPECT_GT(InkOf(headless, TextStyle::kSmall, text), 1000);
  std::string bytes;
  for (int i = 0; i < 4000; ++i) bytes.push_back(static_cast<char>(i * 37));
  EXPECT_GT(InkOf(headless, TextStyle::kSmall, bytes), 100);
}

TEST(FontsTest, EveryNaughtyStringIsDrawn) {
  const std::filesystem::path file =
      std::filesystem::path(AFTERCALL_READING_DIR) / "data/naughty-strings/blns.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no naughty strings at " << file;
  std::ifstream in(file);
  Headless headless(kWidth, kHeight);
  int drawn = 0;
  for (const std::string text : nlohmann::json::parse(in)) {
    bool visible = false;
    for (const char32_t c : DecodeForDrawing(text)) visible = visible || c > 0x20;
    const int64_t ink = InkOf(headless, TextStyle::kRegular, text);
    ++drawn;
    // Blanks of other scripts have no ink either; anything else has.
    if (visible && ink == 0) {
      for (const char32_t c : DecodeForDrawing(text)) {
        EXPECT_TRUE(c == ' ' || c == '\n' || c == 0xA0 || c == 0x1680 || c == 0x3000 ||
                    (c >= 0x2000 && c <= 0x205F))
            << "U+" << std::hex << static_cast<uint32_t>(c) << " left no ink: " << text;
      }
    }
  }
  EXPECT_GT(drawn, 500);
}

}  // namespace
}  // namespace aftercall::platform
