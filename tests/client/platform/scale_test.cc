#include "client/platform/scale.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "client/platform/rasterizer.h"
#include "tests/client/platform/headless.h"

namespace aftercall::platform {
namespace {

constexpr ImU32 kInk = IM_COL32(0, 0, 0, 255);

// What is inked, without the empty margins: one string a row.
std::vector<std::string> Picture(Headless& headless) {
  const Canvas canvas = headless.canvas();
  const uint32_t ground = ToPixelColour(Headless::kBackground);
  int left = canvas.width, right = 0, top = canvas.height, bottom = 0;
  for (int y = 0; y < canvas.height; ++y) {
    for (int x = 0; x < canvas.width; ++x) {
      if (headless.pixel(x, y) == ground) continue;
      left = std::min(left, x);
      right = std::max(right, x + 1);
      top = std::min(top, y);
      bottom = std::max(bottom, y + 1);
    }
  }
  std::vector<std::string> rows;
  for (int y = top; y < bottom; ++y) {
    std::string row;
    for (int x = left; x < right; ++x) {
      row += static_cast<char>('0' + (headless.pixel(x, y) & 0xFF) / 8);
    }
    rows.push_back(row);
  }
  return rows;
}

class ScaleTest : public testing::TestWithParam<float> {
 protected:
  ScaleTest() : headless_(200, 60, GetParam()) {}

  std::vector<std::string> Text(float x, float y) {
    // Once more: glyphs that were new are there now.
    for (int i = 0; i < 2; ++i) {
      headless_.Draw([&] {
        ImFont* const font = headless_.fonts().font(TextStyle::kRegular);
        const std::string shown = headless_.fonts().Drawable(TextStyle::kRegular, "处理 quick 5");
        ImGui::GetForegroundDrawList()->AddText(font, font->FontSize, ImVec2(x, y), kInk,
                                                shown.c_str());
      });
      headless_.fonts().Settle();
    }
    return Picture(headless_);
  }

  std::vector<std::string> Box(float x, float y, float width, float height) {
    headless_.Draw([&] {
      ImGui::GetForegroundDrawList()->AddRectFilled(ImVec2(x, y), ImVec2(x + width, y + height),
                                                    kInk);
    });
    return Picture(headless_);
  }

  Headless headless_;
};

TEST_P(ScaleTest, TextLooksTheSameWhereverItStands) {
  const std::vector<std::string> first = Text(3, 4);
  ASSERT_GT(first.size(), 8 * GetParam());
  for (int step = 1; step < 9; ++step) {
    EXPECT_EQ(Text(3.0f + static_cast<float>(step), 4), first) << step;
    EXPECT_EQ(Text(3, 4.0f + static_cast<float>(step)), first) << step;
  }
}

TEST_P(ScaleTest, TextHasTheSizeAskedFor) {
  const std::vector<std::string> text = Text(3, 4);
  const float width =
      headless_.fonts().font(TextStyle::kRegular)->CalcTextSizeA(21, 1e6, 0, "处理 quick 5").x;
  EXPECT_NEAR(static_cast<float>(text[0].size()), width * GetParam(), 4 * GetParam());
}

TEST_P(ScaleTest, ALineIsAsThickAtEveryPlace) {
  const auto thickness = std::max(1L, std::lround(GetParam()));
  for (int place = 2; place < 30; ++place) {
    EXPECT_EQ(Box(10, static_cast<float>(place), 50, 1).size(), thickness) << place;
    EXPECT_EQ(Box(static_cast<float>(place), 10, 1, 30)[0].size(), thickness) << place;
  }
}

TEST_P(ScaleTest, NeighboursShareNoPixelAndLeaveNoGap) {
  for (int place = 2; place < 30; ++place) {
    const auto x = static_cast<float>(place);
    headless_.Draw([&] {
      ImDrawList* const list = ImGui::GetForegroundDrawList();
      list->AddRectFilled(ImVec2(x, 5), ImVec2(x + 7, 15), IM_COL32(0, 0, 0, 128));
      list->AddRectFilled(ImVec2(x + 7, 5), ImVec2(x + 20, 15), IM_COL32(0, 0, 0, 128));
    });
    // One shade: where both had been drawn it would be darker, between them white.
    for (const std::string& row : Picture(headless_)) {
      EXPECT_EQ(row, std::string(row.size(), row[0])) << place;
    }
  }
}

TEST_P(ScaleTest, NothingIsDrawnOutsideAClipRectangle) {
  headless_.Draw([&] {
    ImDrawList* const list = ImGui::GetForegroundDrawList();
    list->PushClipRect(ImVec2(20, 10), ImVec2(60, 30));
    list->AddRectFilled(ImVec2(0, 0), ImVec2(200, 60), kInk);
    list->PopClipRect();
  });
  const std::vector<std::string> picture = Picture(headless_);
  EXPECT_EQ(picture.size(), std::lround(20 * GetParam()));
  EXPECT_EQ(picture[0].size(), std::lround(40 * GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Scales, ScaleTest, testing::Values(0.75f, 1.0f, 1.25f, 1.5f, 1.75f, 2.0f));

}  // namespace
}  // namespace aftercall::platform
