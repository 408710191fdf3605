#include "client/panel_content.h"

#include <gtest/gtest.h>

#include "client/ui/keys.h"
#include "tests/client/content/ticker.h"

namespace aftercall {
namespace {

using Content = PanelContent;

class PanelContentTest : public testing::Test {
 protected:
  PanelContentTest() : ticker_(model::Settings::Language::kEnglish) {}

  ui::Type type_;
  i18n::Translator tr_{"en"};
  PanelContent::Chosen chosen_;
  PanelContent content_{{ui::LightTheme(), type_, tr_, chosen_}};
  Ticker ticker_;
};

TEST_F(PanelContentTest, GoesBackTheWayItCame) {
  content_.Begin(Content::Day{});
  content_.Open(Content::Choices{});
  content_.Open(Content::Help{});
  EXPECT_TRUE(content_.Back());
  EXPECT_EQ(*content_.subject(), Content::Subject(Content::Choices{}));
  EXPECT_TRUE(content_.Back());
  EXPECT_EQ(*content_.subject(), Content::Subject(Content::Day{}));
  EXPECT_FALSE(content_.Back());
  EXPECT_EQ(content_.subject(), nullptr);
}

TEST_F(PanelContentTest, WhatLiesBelowAlreadyIsGoneBackTo) {
  content_.Begin(Content::Help{});
  content_.Open(Content::Choices{});
  content_.Open(Content::Help{});
  EXPECT_FALSE(content_.Back()) << "round and round would never end";
}

TEST_F(PanelContentTest, WhatFollowsTakesThePlaceOfWhatItFollows) {
  content_.Begin(Content::Reviews{});
  content_.Open(Content::Ask{"interactions/1"});
  content_.Open(Content::Reviews{});
  EXPECT_FALSE(content_.Back());
  content_.Begin(model::VerdictKey{"interactions/3", "csat"});
  content_.Open(Content::Evaluation{"interactions/3"});
  content_.Open(Content::Task{"users/me/reviewTasks/4"});
  EXPECT_TRUE(content_.Back());
  EXPECT_TRUE(std::holds_alternative<model::VerdictKey>(*content_.subject()));
  content_.Begin(Content::SelfAssessment{"interactions/1"});
  content_.Open(Content::SelfAssessment{});
  EXPECT_FALSE(content_.Back()) << "the next one, not one more";
}

TEST_F(PanelContentTest, WhatTheBarOpensBeginsAnew) {
  content_.Begin(Content::Day{});
  content_.Open(Content::Choices{});
  content_.Begin(Content::Tasks{});
  EXPECT_FALSE(content_.Back());
}

// What is asked in a part of a panel is still being asked when the sheet of keys closes.
TEST_F(PanelContentTest, FindsAPanelAsItWasLeft) {
  ticker_.teller().TellEverything();
  ticker_.Show(Content::Task{Teller::Name("reviewTasks", 1)});
  for (int i = 0; i < 3; ++i) ticker_.Press(ImGuiKey_Tab, false, /*shift=*/true);
  ticker_.Press(ImGuiKey_Enter);
  ticker_.Press(ui::kHelpKey);
  ticker_.Press(ImGuiKey_Escape);
  ticker_.Press(ImGuiKey_Escape);
  EXPECT_TRUE(ticker_.is_open()) << "the first left the question why not";
  ticker_.Press(ImGuiKey_Escape);
  EXPECT_FALSE(ticker_.is_open());
}

}  // namespace
}  // namespace aftercall
