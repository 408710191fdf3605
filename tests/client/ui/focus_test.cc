#include "client/ui/focus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "client/ui/painter.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr float kTop = 20;
constexpr float kHigh = 30;
constexpr float kApart = 100;

// Things in a row, each as wide as it is high.
class FocusTest : public testing::Test {
 protected:
  FocusTest() : harness_(460, 100) {
    harness_.Frame([this] { View(); });
  }

  void View() {
    const Painter painter("row", harness_.theme(), harness_.type(), harness_.theme().background,
                          focus_);
    const Focus::Group group(focus_, "row");
    for (size_t i = 0; i < things_.size(); ++i) {
      const float left = 10 + kApart * static_cast<float>(i);
      if (painter.Area(things_[i].c_str(), {left, kTop}, {left + kHigh, kTop + kHigh})) {
        pressed_.push_back(things_[i]);
      }
    }
  }
  void Press(ImGuiKey_ key, bool shift = false) {
    ImGui::GetIO().KeyShift = shift;
    harness_.Key(key, [this] { View(); });
    ImGui::GetIO().KeyShift = false;
  }
  // Pixels of the ring around the thing at this place.
  int64_t Ring(int place) {
    harness_.Frame([this] { View(); });
    const int left = 10 + static_cast<int>(kApart) * place;
    return harness_.Count({left - 8, 10, left + 40, 60}, harness_.theme().accent);
  }

  ViewHarness harness_;
  Focus focus_;
  std::vector<std::string> things_{"a", "b", "c"};
  std::vector<std::string> pressed_;
};

// That it stands out from every ground is ThemeTest's.
TEST_F(FocusTest, ARingTwoPixelsThickComesWithTheFirstKeyAndGoesWithTheMouse) {
  EXPECT_EQ(Ring(0), 0);
  Press(ImGuiKey_Tab);
  // Four sides of 36 pixels, but for round corners.
  EXPECT_GE(Ring(0), 4 * 24 * 2);
  EXPECT_LE(Ring(0), 4 * 36 * 2);
  EXPECT_EQ(Ring(1), 0);
  harness_.Click(400, 90, [this] { View(); });
  EXPECT_EQ(Ring(0), 0);
  Press(ImGuiKey_Tab);
  EXPECT_GT(Ring(1), 0) << "from where it was";
}

TEST_F(FocusTest, GoesRoundBothWays) {
  Press(ImGuiKey_Tab, /*shift=*/true);
  EXPECT_GT(Ring(2), 0);
  Press(ImGuiKey_Tab);
  EXPECT_GT(Ring(0), 0);
}

TEST_F(FocusTest, OneKeyIsOnePress) {
  Press(ImGuiKey_Enter);
  Press(ImGuiKey_Space);
  EXPECT_THAT(pressed_, IsEmpty()) << "nothing has the focus";
  Press(ImGuiKey_Tab);
  Press(ImGuiKey_Enter);
  Press(ImGuiKey_RightArrow);
  Press(ImGuiKey_Space);
  EXPECT_THAT(pressed_, ElementsAre("a", "b"));
}

TEST_F(FocusTest, CtrlEnterIsThePages) {
  Press(ImGuiKey_Tab);
  ImGui::GetIO().KeyCtrl = true;
  Press(ImGuiKey_Enter);
  ImGui::GetIO().KeyCtrl = false;
  EXPECT_THAT(pressed_, IsEmpty());
}

TEST_F(FocusTest, StaysWithItsThingWhileOthersComeAndGo) {
  Press(ImGuiKey_Tab);
  Press(ImGuiKey_Tab);
  things_ = {"x", "y", "b", "c"};
  EXPECT_GT(Ring(2), 0);
  things_ = {"b"};
  EXPECT_GT(Ring(0), 0);
  Press(ImGuiKey_Enter);
  EXPECT_THAT(pressed_, ElementsAre("b"));
}

TEST_F(FocusTest, WhereItsThingIsGoneTabGoesOnFromItsPlace) {
  Press(ImGuiKey_Tab);
  Press(ImGuiKey_Tab);
  things_ = {"a", "c"};
  EXPECT_EQ(Ring(0) + Ring(1), 0);
  Press(ImGuiKey_Enter);
  EXPECT_THAT(pressed_, IsEmpty());
  Press(ImGuiKey_Tab);
  Press(ImGuiKey_Enter);
  EXPECT_THAT(pressed_, ElementsAre("c"));
}

TEST_F(FocusTest, WhatComesBackHasItAgain) {
  Press(ImGuiKey_Tab);
  things_ = {};
  EXPECT_EQ(Ring(0), 0);
  things_ = {"b", "a"};
  EXPECT_GT(Ring(1), 0);
}

}  // namespace
}  // namespace aftercall::ui
