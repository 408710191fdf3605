#include "client/ui/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/client/content/ticker.h"
#include "tests/client/model/make.h"

// Everything that the mouse can press or type in, keys can.
namespace aftercall {
namespace {

using Language = model::Settings::Language;
using Content = PanelContent;

struct Case {
  std::string name;
  Content::Subject subject;
  std::function<void(Ticker&)> before = [](Ticker&) {};  // it is shown
  std::function<void(Ticker&)> then = [](Ticker&) {};
};

// The first of the actions at the foot.
void PressFirstAction(Ticker& ticker, int actions) {
  for (int i = 0; i < actions; ++i) ticker.Press(ImGuiKey_Tab, false, /*shift=*/true);
  ticker.Press(ImGuiKey_Enter);
}

std::vector<Case> Cases() {
  const auto named = [](const char* kind, int number) { return Teller::Name(kind, number); };
  const auto away = [](Ticker& ticker) { ticker.teller().TellLink(model::Link::kNoServer); };
  return {
      {"Day", Content::Day{}},
      {"Settings", Content::Choices{}},
      {"Help", Content::Help{}},
      {"SigningOut", Content::Signing{}},
      {"SigningIn", Content::Signing{},
       [](Ticker& ticker) { ticker.teller().TellLink(model::Link::kTokenExpired); }},
      {"Answer", model::VerdictKey{Teller::Interaction(1), "csat"}},
      {"AnswerOfAnother", model::VerdictKey{Teller::Interaction(3), "csat"}},
      {"SelfAssessment", Content::SelfAssessment{Teller::Interaction(2)}},
      {"Committed", Content::SelfAssessment{Teller::Interaction(5)}},
      {"Reviews", Content::Reviews{}},
      {"ReviewUnderWay", Content::Review{named("reviews", 1)}},
      {"ReviewThere", Content::Review{named("reviews", 2)}},
      {"SeenDifferently", Content::Review{named("reviews", 2)}, [](Ticker&) {},
       [](Ticker& ticker) { PressFirstAction(ticker, 3); }},
      {"EvaluationThere", Content::Review{named("reviews", 4)}},
      {"Ask", Content::Ask{Teller::Interaction(1)}},
      {"AskAway", Content::Ask{Teller::Interaction(1)}, away},
      {"Tasks", Content::Tasks{}},
      {"Offer", Content::Task{named("reviewTasks", 1)}},
      {"Declining", Content::Task{named("reviewTasks", 1)}, [](Ticker&) {},
       [](Ticker& ticker) { PressFirstAction(ticker, 3); }},
      {"Writing", Content::Task{named("reviewTasks", 2)}},
      {"Written", Content::Task{named("reviewTasks", 3)}},
      {"Evaluating", Content::Task{named("reviewTasks", 4)}},
      {"BeginningToEvaluate", Content::Evaluation{Teller::Interaction(3)}},
      {"Gone", Content::Task{named("reviewTasks", 99)}},
      {"Appealing", Content::Appeal{model::VerdictKey{Teller::Interaction(4), "csat"}}},
      {"AppealMade", Content::Appeal{named("appeals", 1)}},
      {"AppealDecided", Content::Appeal{named("appeals", 5)}},
      {"AppealToTake", Content::AppealTask{named("appealTasks", 1)}},
      {"AppealToDecide", Content::AppealTask{named("appealTasks", 2)}},
      {"AppealThatWasDecided", Content::AppealTask{named("appealTasks", 3)}},
      {"Kudos", Content::Kudos{named("kudos", 1)}},
      {"Giving", Content::Giving{}},
  };
}

class KeysTest : public testing::TestWithParam<std::tuple<Language, Case>> {
 protected:
  std::unique_ptr<Ticker> Opened() const {
    auto ticker = std::make_unique<Ticker>(std::get<0>(GetParam()));
    const Case& shown = std::get<1>(GetParam());
    ticker->teller().TellEverything();
    shown.before(*ticker);
    ticker->Show(shown.subject);
    shown.then(*ticker);
    ticker->Draw();
    EXPECT_TRUE(ticker->is_open()) << "there is no such thing to show";
    ticker->TakeIntents();
    return ticker;
  }

  // All that the mouse finds, each with a place to press it.
  static std::map<ImGuiID, ImVec2> Pressable(Ticker& ticker) {
    std::map<ImGuiID, ImVec2> found;
    for (float y = 4; y < ticker.pane().size.y; y += 9) {
      for (float x = 12; x < ticker.pane().size.x; x += 11) {
        ticker.pane().mouse = {x, y};
        ticker.DrawPanel();
        if (ticker.pane().hovered() != 0) found.emplace(ticker.pane().hovered(), ImVec2(x, y));
      }
    }
    ticker.pane().mouse = {-1e6f, -1e6f};
    ticker.Draw();
    return found;
  }

  // What the ring is around, wholly in the panel; 0 where there is none, or nothing under it.
  static ImGuiID UnderRing(Ticker& ticker) {
    ticker.Draw();
    const std::optional<Pane::Box> ring = ticker.pane().Ring(ticker.theme().accent);
    if (!ring) return 0;
    EXPECT_GE(ring->from.x, 0);
    EXPECT_GE(ring->from.y, 0);
    EXPECT_LE(ring->to.x, ticker.pane().size.x);
    EXPECT_LE(ring->to.y, ticker.pane().size.y);
    ticker.pane().mouse = {(ring->from.x + ring->to.x) / 2, (ring->from.y + ring->to.y) / 2};
    ticker.Draw();
    ticker.pane().mouse = {-1e6f, -1e6f};
    return ticker.pane().hovered();
  }
};

TEST_P(KeysTest, TabGoesRoundAllThatTheMouseCanPress) {
  const std::unique_ptr<Ticker> ticker = Opened();
  const std::map<ImGuiID, ImVec2> pressable = Pressable(*ticker);
  ASSERT_FALSE(pressable.empty());
  std::vector<ImGuiID> by_keys;
  for (size_t i = 0; i < pressable.size(); ++i) {
    ticker->Press(ImGuiKey_Tab);
    by_keys.push_back(UnderRing(*ticker));
  }
  for (const auto& [id, place] : pressable) {
    EXPECT_EQ(std::count(by_keys.begin(), by_keys.end(), id), 1)
        << "at " << place.x << ", " << place.y;
  }
  ticker->Press(ImGuiKey_Tab);
  EXPECT_EQ(UnderRing(*ticker), by_keys.front()) << "and round again";
  ticker->Press(ImGuiKey_Tab, false, /*shift=*/true);
  EXPECT_EQ(UnderRing(*ticker), by_keys.back()) << "and back";
}

TEST_P(KeysTest, EnterAndSpacePressWhatAClickPresses) {
  const std::map<ImGuiID, ImVec2> pressable = Pressable(*Opened());
  for (int tabs = 1; tabs <= static_cast<int>(pressable.size()); ++tabs) {
    const std::unique_ptr<Ticker> ticker = Opened();
    for (int i = 0; i < tabs; ++i) ticker->Press(ImGuiKey_Tab);
    const ImGuiID id = UnderRing(*ticker);
    ASSERT_TRUE(pressable.contains(id));
    if (ticker->pane().is_typing()) continue;
    ticker->TakeIntents();
    ticker->Press(tabs % 2 == 0 ? ImGuiKey_Enter : ImGuiKey_Space);
    const std::unique_ptr<Ticker> other = Opened();
    other->Click(pressable.at(id));
    EXPECT_EQ(ticker->TakeIntents(), other->TakeIntents()) << "after so many tabs: " << tabs;
  }
}

TEST_P(KeysTest, EscGoesBackToTheBarAlone) {
  const std::unique_ptr<Ticker> ticker = Opened();
  for (int i = 0; i < 2 && ticker->is_open(); ++i) ticker->Press(ImGuiKey_Escape);
  EXPECT_FALSE(ticker->is_open());
}

TEST_P(KeysTest, F1IsASheetOverItAndEscComesBack) {
  const std::unique_ptr<Ticker> ticker = Opened();
  const Content::Subject before = *ticker->subject();
  ticker->Press(ui::kHelpKey);
  EXPECT_TRUE(std::holds_alternative<Content::Help>(*ticker->subject()));
  ticker->Press(ImGuiKey_Escape);
  if (std::holds_alternative<Content::Help>(before)) {
    EXPECT_FALSE(ticker->is_open());
  } else {
    ASSERT_TRUE(ticker->is_open());
    EXPECT_EQ(*ticker->subject(), before);
  }
}

INSTANTIATE_TEST_SUITE_P(Panels, KeysTest,
                         testing::Combine(testing::Values(Language::kEnglish, Language::kChinese),
                                          testing::ValuesIn(Cases())),
                         [](const testing::TestParamInfo<KeysTest::ParamType>& info) {
                           return std::get<1>(info.param).name +
                                  (std::get<0>(info.param) == Language::kEnglish ? "_en" : "_zh");
                         });

// The bar: what is on the strip, and the buttons.
class BarKeysTest : public testing::Test {
 protected:
  BarKeysTest() : ticker_(Language::kEnglish) {
    ticker_.teller().TellEverything();
    ticker_.Draw();
    ticker_.TakeIntents();
  }

  Ticker ticker_;
};

TEST_F(BarKeysTest, TabReachesWhatTheMouseDoesAndEnterOpens) {
  ticker_.pane().size.x = 3600;  // so that nothing is cut off
  ticker_.Draw();
  std::set<ImGuiID> by_mouse;
  for (float x = 2; x < ticker_.pane().size.x; x += 7) {
    ticker_.pane().mouse = {x, 20};
    ticker_.Draw();
    if (ticker_.pane().hovered() != 0) by_mouse.insert(ticker_.pane().hovered());
  }
  ticker_.pane().mouse = {-1e6f, -1e6f};
  std::set<ImGuiID> by_keys;
  for (size_t i = 0; i < by_mouse.size(); ++i) {
    ticker_.Press(ImGuiKey_Tab);
    const std::optional<Pane::Box> ring = ticker_.pane().Ring(ticker_.theme().accent);
    ASSERT_TRUE(ring);
    EXPECT_GE(ring->from.y, 0);
    EXPECT_LE(ring->to.y, ticker_.pane().size.y);
    ticker_.pane().mouse = {(ring->from.x + ring->to.x) / 2, 20};
    ticker_.Draw();
    by_keys.insert(ticker_.pane().hovered());
    ticker_.pane().mouse = {-1e6f, -1e6f};
  }
  EXPECT_EQ(by_mouse.size(), 6u + 4u) << "items and buttons";
  EXPECT_EQ(by_keys, by_mouse);
  ticker_.Press(ImGuiKey_Enter);
  ASSERT_TRUE(ticker_.is_open());
  EXPECT_TRUE(std::holds_alternative<Content::Day>(*ticker_.subject())) << "the last is My day";
}

TEST(BarKeys, ArrowsBringInWhatIsNotInSight) {
  std::vector<Content::Subject> opened;
  for (int back = 0; back < 6; ++back) {
    Ticker ticker(Language::kEnglish);
    ticker.teller().TellEverything();
    ticker.Draw();
    ticker.Press(ImGuiKey_Tab);
    for (int i = 0; i < 3; ++i) ticker.Press(ImGuiKey_RightArrow);
    for (int i = 0; i < back; ++i) ticker.Press(ImGuiKey_LeftArrow);
    for (int i = 0; i < 4; ++i) ticker.Draw();
    EXPECT_TRUE(ticker.pane().Ring(ticker.theme().accent)) << back;
    ticker.Press(ImGuiKey_Enter);
    ASSERT_TRUE(ticker.is_open()) << back;
    EXPECT_EQ(std::count(opened.begin(), opened.end(), *ticker.subject()), 0) << back;
    opened.push_back(*ticker.subject());
  }
}

TEST_F(BarKeysTest, EscHidesTheRingAndGivesTheKeyboardBack) {
  EXPECT_FALSE(ticker_.pane().Ring(ticker_.theme().accent)) << "no keys yet";
  ticker_.Press(ImGuiKey_Tab);
  EXPECT_TRUE(ticker_.pane().Ring(ticker_.theme().accent));
  ticker_.Press(ImGuiKey_Escape);
  EXPECT_FALSE(ticker_.pane().Ring(ticker_.theme().accent));
  EXPECT_THAT(ticker_.TakeIntents(), testing::Contains(ui::Intent(ui::GiveKeyboardBack{})));
}

TEST_F(BarKeysTest, ArrowsGoAlongTheStripAndTheButtons) {
  ticker_.Press(ImGuiKey_Tab, false, /*shift=*/true);
  ticker_.Press(ImGuiKey_LeftArrow);
  ticker_.Press(ImGuiKey_Enter);
  ASSERT_TRUE(ticker_.is_open());
  EXPECT_TRUE(std::holds_alternative<Content::Reviews>(*ticker_.subject()));
}

TEST_F(BarKeysTest, NothingNewPushesAwayWhatHasTheFocus) {
  const auto ring = [&] { return ticker_.pane().Ring(ticker_.theme().accent)->from.x; };
  ticker_.Press(ImGuiKey_Tab);
  const float before = ring();
  for (int number = 7; number < 12; ++number) ticker_.teller().TellAnswer(number, 4);
  for (int i = 0; i < 4; ++i) ticker_.Draw();
  ASSERT_TRUE(ticker_.pane().Ring(ticker_.theme().accent));
  EXPECT_EQ(ring(), before);
  ticker_.now() += absl::Seconds(16);
  ticker_.Draw();
  const auto later = ticker_.pane().Ring(ticker_.theme().accent);
  EXPECT_TRUE(!later || later->from.x != before) << "in the end the newest is back";
}

// The day, by keys: the way that its leader goes.
TEST(Keys, FromTheDayToTheSizeOfTextAndBack) {
  Ticker ticker(Language::kEnglish);
  ticker.Show(Content::Day{});
  const auto tab_until = [&](auto is_there) {
    for (int i = 0; i < 40 && !is_there(); ++i) {
      ticker.Press(ImGuiKey_Tab);
      Ticker& t = ticker;
      t.TakeIntents();
    }
  };
  // Pressing whatever comes until it is the settings.
  for (int i = 0; i < 8 && !std::holds_alternative<Content::Choices>(*ticker.subject()); ++i) {
    ticker.Show(Content::Day{});
    for (int j = 0; j <= i; ++j) ticker.Press(ImGuiKey_Tab);
    ticker.Press(ImGuiKey_Enter);
    if (!ticker.is_open()) ticker.Show(Content::Day{});
  }
  ASSERT_TRUE(std::holds_alternative<Content::Choices>(*ticker.subject()));
  tab_until([&] {
    ticker.Press(ImGuiKey_Space);
    return ticker.settings().text_percent == 125;
  });
  EXPECT_EQ(ticker.settings().text_percent, 125);
  EXPECT_TRUE(ticker.pane().Ring(ticker.theme().accent)) << "the focus is where it was";
  ticker.Press(ImGuiKey_Escape);
  ASSERT_TRUE(ticker.is_open());
  EXPECT_TRUE(std::holds_alternative<Content::Day>(*ticker.subject()));
  ticker.Press(ImGuiKey_Escape);
  EXPECT_FALSE(ticker.is_open());
}

TEST(Keys, DigitsScoreOnlyWhereNoFieldHasTheFocus) {
  Ticker ticker(Language::kEnglish);
  ticker.teller().TellEverything();
  ticker.Show(Content::SelfAssessment{Teller::Interaction(2)});
  ticker.pane().typed = {'4'};
  ticker.Draw();
  const auto scores = [&] { return ticker.desk().hand().draft(Teller::Interaction(2)).scores; };
  EXPECT_EQ(scores().size(), 1u);
  for (int i = 0; i < 60 && !ticker.pane().is_typing(); ++i) ticker.Press(ImGuiKey_Tab);
  ASSERT_TRUE(ticker.pane().is_typing());
  ticker.pane().typed = {'5', ' '};
  ticker.Draw();
  EXPECT_EQ(scores().size(), 1u);
  EXPECT_EQ(ticker.desk().hand().draft(Teller::Interaction(2)).note, "5 ");
  // Tab takes the keys from the field.
  ticker.Press(ImGuiKey_Tab);
  EXPECT_FALSE(ticker.pane().is_typing());
}

TEST(Keys, TheFocusScrollsALongPageAfterIt) {
  Ticker ticker(Language::kChinese);
  ticker.teller().TellEverything();
  ticker.most_height = 260;
  ticker.Show(Content::Task{Teller::Name("reviewTasks", 2)});
  for (int i = 0; i < 30; ++i) {
    ticker.Press(ImGuiKey_Tab);
    const std::optional<Pane::Box> ring = ticker.pane().Ring(ticker.theme().accent);
    ASSERT_TRUE(ring) << i;
    EXPECT_GE(ring->from.y, 0);
    EXPECT_LE(ring->to.y, 260);
    EXPECT_GE(ring->to.y - ring->from.y, 18) << "all of it is in sight, after so many: " << i;
  }
}

TEST(Keys, WhatLiesUnderTheFootTakesNoClicks) {
  Ticker ticker(Language::kEnglish);
  ticker.teller().TellEverything();
  ticker.most_height = 260;
  ticker.Show(Content::Task{Teller::Name("reviewTasks", 2)});
  for (int i = 0; i < 40; ++i) {
    ticker.pane().wheel = -0.25f;
    ticker.Draw();
    ticker.TakeIntents();
    ticker.Click({ui::kPanelWidth - 40.0f, 260 - 28});
    // Only the last action lies there, and it is the panel's own until all is filled in.
    EXPECT_THAT(ticker.TakeIntents(), testing::IsEmpty()) << i;
  }
}

TEST(Keys, TheFocusStaysWithItsThingWhateverComesBeside) {
  Ticker ticker(Language::kEnglish);
  ticker.teller().TellEverything();
  ticker.Show(Content::Tasks{});
  ticker.Press(ImGuiKey_Tab);
  ticker.Press(ImGuiKey_DownArrow);
  ticker.Press(ImGuiKey_DownArrow);
  // The first is over: the third moves up.
  ticker.teller().TellTask(1, model::ReviewTask::State::kWithdrawn);
  ticker.Draw();
  ticker.TakeIntents();
  ticker.Press(ImGuiKey_Enter);
  EXPECT_THAT(ticker.TakeIntents(),
              testing::ElementsAre(ui::Intent(ui::OpenTask{Teller::Name("reviewTasks", 4)})));
}

}  // namespace
}  // namespace aftercall
