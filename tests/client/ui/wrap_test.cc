#include "client/ui/wrap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

class WrapTest : public testing::Test {
 protected:
  std::vector<std::string> Wrap(const std::string& text, float width) {
    shown_ = harness_.type().drawable(Style::kRegular, text);
    std::vector<std::string> lines;
    for (const absl::string_view line : WrapLines(font(), shown_, width)) {
      lines.emplace_back(line.data(), line.size());
    }
    return lines;
  }
  ImFont& font() { return harness_.type().font(Style::kRegular); }

  ViewHarness harness_{100, 100};
  std::string shown_;
};

TEST_F(WrapTest, BreaksAtSpaces) {
  const auto lines = Wrap("one two three four five six seven", 80);
  ASSERT_GT(lines.size(), 2u);
  EXPECT_EQ(lines[0], "one two");
  std::string joined;
  for (const std::string& line : lines) joined += line + " ";
  EXPECT_EQ(joined, "one two three four five six seven ");
}

TEST_F(WrapTest, ChineseFillsItsLinesAndClosingMarksDoNotBeginOne) {
  const auto lines = Wrap("等了很久，不过人很好，讲解特别清楚。", 4 * 15);
  for (const std::string& line : lines) {
    EXPECT_NE(line.rfind("，", 0), 0u);
    EXPECT_NE(line.rfind("。", 0), 0u);
  }
  EXPECT_EQ(lines[0], "等了很");
  EXPECT_EQ(lines[1], "久，不过");
}

TEST_F(WrapTest, ALongWordIsBrokenSomewhere) {
  const auto lines = Wrap(std::string(400, 'W'), 100);
  EXPECT_GT(lines.size(), 10u);
  size_t total = 0;
  for (const std::string& line : lines) total += line.size();
  EXPECT_EQ(total, 400u);
}

TEST_F(WrapTest, KeepsLineEndsAndEmptyLines) {
  EXPECT_THAT(Wrap("a\n\nb", 100), testing::ElementsAre("a", "", "b"));
  EXPECT_THAT(Wrap("", 100), testing::ElementsAre(""));
}

TEST_F(WrapTest, NoLineIsWiderThanItsRoom) {
  for (const char* text :
       {"x 一二三 abc，def“好”的 wordwordword", "   leading and   inner   spaces"}) {
    for (float width = 20; width < 200; width += 7) {
      for (const std::string& line : Wrap(text, width)) {
        std::string trimmed = line;
        while (!trimmed.empty() && trimmed.back() == ' ') trimmed.pop_back();
        EXPECT_LE(font().CalcTextSizeA(font().FontSize, 1e9f, 0, trimmed.c_str()).x, width)
            << text << " at " << width;
      }
    }
  }
}

TEST_F(WrapTest, NoRoomAtAllStillEnds) { EXPECT_GE(Wrap("abc 好", 0).size(), 3u); }

}  // namespace
}  // namespace aftercall::ui
