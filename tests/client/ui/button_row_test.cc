#include "client/ui/button_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using ::testing::ElementsAre;

constexpr int kBarHeight = 40;

// Four as the bar has them, with something behind three.
std::vector<RowButton> Four() {
  return {{"prompts", "Self-assess", "Assess", 1, OpenPrompts{}},
          {"tasks", "Reviews for me", "For me", 12, OpenPrompt{"one"}},
          {"reviews", "Ask a colleague", "Asked", 2, OpenReviews{}},
          {"day", "My day", "Day", 0, OpenDay{}}};
}

class ButtonRowTest : public testing::Test {
 protected:
  void Draw(ViewHarness& harness, int width) {
    harness.Frame([&] { View(harness, width); });
  }
  void View(ViewHarness& harness, int width) {
    const Painter painter("row", harness.theme(), harness.type(), harness.theme().background,
                          focus_);
    const float right = static_cast<float>(width) - 14;
    left_ = right - RowWidth(painter, buttons_, brief_);
    hint_ = DrawButtonRow(painter, {right, 6}, buttons_, brief_, intents_);
  }

  std::vector<RowButton> buttons_ = Four();
  bool brief_ = true;
  Focus focus_;
  float left_ = 0;
  std::string hint_;
  Intents intents_;
};

TEST(BrevityOf, GivesAnswersTheirRoomFirst) {
  const Brevity nothing, link = {.link = true}, both = {.link = true, .buttons = true};
  EXPECT_EQ(BrevityOf(1920, 600), nothing);
  EXPECT_EQ(BrevityOf(1366, 440), link);
  EXPECT_EQ(BrevityOf(1366, 560), both);
  EXPECT_EQ(BrevityOf(1280, 440), both);
  EXPECT_EQ(BrevityOf(1280, 100), link);
}

TEST_F(ButtonRowTest, FourOfThemLeaveANarrowBarMostOfItsRoom) {
  ViewHarness harness(1280, kBarHeight);
  Draw(harness, 1280);
  EXPECT_GE(left_, 880);
}

TEST_F(ButtonRowTest, ACountThatComesOrGoesTurnsNoWordsIntoOthers) {
  ViewHarness harness(1280, kBarHeight);
  harness.Frame([&] {
    const Painter painter("row", harness.theme(), harness.type(), harness.theme().background,
                          focus_);
    buttons_[1].count = 0;
    const float without = FullWidth(painter, buttons_);
    buttons_[1].count = 9;
    EXPECT_EQ(FullWidth(painter, buttons_), without);
  });
}

TEST_F(ButtonRowTest, EachCanBePressedAndTellsItsWordsToThePointer) {
  ViewHarness harness(1280, kBarHeight);
  Draw(harness, 1280);
  EXPECT_EQ(hint_, "");
  float x = left_ + 10;
  harness.Click(x, 20, [&] { View(harness, 1280); });
  EXPECT_EQ(hint_, "Self-assess");
  for (x += 60; x < 1266; x += 5) {
    if (hint_ == "Reviews for me") break;
    harness.headless().MoveMouse(x, 20);
    Draw(harness, 1280);
  }
  harness.Click(x, 20, [&] { View(harness, 1280); });
  harness.Click(1280 - 20, 20, [&] { View(harness, 1280); });
  EXPECT_EQ(hint_, "My day");
  EXPECT_THAT(intents_,
              ElementsAre(Intent(OpenPrompts{}), Intent(OpenPrompt{"one"}), Intent(OpenDay{})));
}

TEST_F(ButtonRowTest, InFullThereIsNothingMoreToTell) {
  brief_ = false;
  ViewHarness harness(1920, kBarHeight);
  harness.Click(1920 - 20, 20, [&] { View(harness, 1920); });
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenDay{})));
  EXPECT_EQ(hint_, "");
}

}  // namespace
}  // namespace aftercall::ui
