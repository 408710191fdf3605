#include "client/ui/settings_panel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "client/ui/help_panel.h"
#include "client/ui/keys.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using model::Settings;

// Presses whatever is at a place and gives back what was wanted.
class SettingsPanelTest : public testing::TestWithParam<const char*> {
 protected:
  SettingsPanelTest() : harness_(kPanelWidth, 920, GetParam()) {}

  Intents Press(float x, float y) {
    Intents wanted;
    harness_.Click(x, y, [&] {
      for (Intent& intent : Draw().intents) wanted.push_back(std::move(intent));
    });
    return wanted;
  }

  PanelFrame Draw() {
    return panel_.Draw(settings_, monitors_, "/home/maya/.config/aftercall/settings.toml", trouble_,
                       harness_.theme(), harness_.type(), harness_.tr());
  }

  // Every change that a press anywhere on the panel wants.
  std::vector<Settings> AllChanges() {
    std::vector<Settings> changes;
    for (float y = 30; y < 860; y += 13) {
      for (float x = 25; x < kPanelWidth - 20; x += 24) {
        for (const Intent& intent : Press(x, y)) {
          const auto* const change = std::get_if<ChangeSettings>(&intent);
          if (change == nullptr) continue;
          if (std::find(changes.begin(), changes.end(), change->settings) == changes.end()) {
            changes.push_back(change->settings);
          }
        }
      }
    }
    return changes;
  }

  // As many as there are; of sizes the usual five; two screens and the main one; two chords of keys
  // and none.
  static size_t ValuesOf(const model::WrittenSetting& setting) {
    switch (setting.kind) {
      case model::WrittenSetting::Kind::kFlag:
        return 2;
      case model::WrittenSetting::Kind::kNumber:
        return 5;
      case model::WrittenSetting::Kind::kText:
        return 3;
      case model::WrittenSetting::Kind::kWord:
        break;
    }
    return setting.expected.size();
  }

  ViewHarness harness_;
  SettingsPanel panel_;
  Settings settings_;
  std::vector<std::string> monitors_{"DP-1", "HDMI-2"};
  std::string trouble_;
};

TEST_P(SettingsPanelTest, EverySettingCanBeGivenEveryValueThatIsShown) {
  const std::vector<Settings> changes = AllChanges();
  for (const auto& setting : model::WrittenSettings()) {
    std::set<std::string> reached;
    for (const Settings& change : changes) reached.insert(model::ValueOf(change, setting.key));
    EXPECT_EQ(reached.size(), ValuesOf(setting)) << setting.key;
  }
  // A press changes one thing.
  for (const Settings& change : changes) {
    int differences = 0;
    for (const auto& setting : model::WrittenSettings()) {
      differences += model::ValueOf(change, setting.key) != model::ValueOf(settings_, setting.key);
    }
    EXPECT_LE(differences, 1);
  }
}

TEST_P(SettingsPanelTest, ASizeWrittenByHandIsShownAmongTheOthers) {
  settings_.text_percent = 110;
  harness_.Frame([&] { Draw(); });
  EXPECT_TRUE(harness_.Drew("✓ 110%"));
  EXPECT_TRUE(harness_.Drew("200%"));
}

TEST_P(SettingsPanelTest, WithOneScreenThereIsNoneToChoose) {
  monitors_ = {"DP-1"};
  harness_.Frame([&] { Draw(); });
  EXPECT_FALSE(harness_.Drew("DP-1"));
}

TEST_P(SettingsPanelTest, AScreenThatIsNotThereNowStaysChosen) {
  monitors_ = {"DP-1"};
  settings_.monitor = "HDMI-2";
  harness_.Frame([&] { Draw(); });
  EXPECT_TRUE(harness_.Drew("✓ HDMI-2"));
}

TEST_P(SettingsPanelTest, KeysWrittenByHandAreShownAmongTheOthers) {
  settings_.hot_key = "Super+Z";
  harness_.Frame([&] { Draw(); });
  EXPECT_TRUE(harness_.Drew("✓ Super+Z"));
}

TEST_P(SettingsPanelTest, SaysWhereTheyAreKeptAndWhatIsTheMatter) {
  trouble_ = "settings.toml:1: theme: “blue” will not do; expected light or dark.";
  harness_.Frame([&] { Draw(); });
  EXPECT_TRUE(harness_.Drew("/home/maya/.config/aftercall/settings.toml"));
  EXPECT_TRUE(harness_.Drew("“blue” will not do"));
}

TEST_P(SettingsPanelTest, F1TellsOfKeysFromEveryPanelAndFromThereBack) {
  Intents wanted;
  ImGui::GetIO().KeysDown[kHelpKey] = true;
  harness_.Frame([&] { wanted = Draw().intents; });
  ImGui::GetIO().KeysDown[kHelpKey] = false;
  EXPECT_EQ(wanted, Intents{OpenHelp{}});
  HelpPanel help;
  harness_.ClearTexts();
  harness_.Frame(
      [&] { help.Draw("Ctrl+Shift+F9", harness_.theme(), harness_.type(), harness_.tr()); });
  EXPECT_TRUE(harness_.Drew("F1"));
  EXPECT_TRUE(harness_.Drew("Ctrl+Shift+F9"));
  EXPECT_TRUE(harness_.Drew("Esc"));
}

INSTANTIATE_TEST_SUITE_P(Languages, SettingsPanelTest, testing::Values("en", "zh_CN"));

}  // namespace
}  // namespace aftercall::ui
