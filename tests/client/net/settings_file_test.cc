#include "client/net/settings_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace aftercall::net {
namespace {

using model::Settings;
using testing::HasSubstr;

class SettingsFileTest : public testing::Test {
 protected:
  SettingsFileTest() : folder_(testing::TempDir() + "/settings-XXXXXX") {
    EXPECT_NE(mkdtemp(folder_.data()), nullptr);
  }
  ~SettingsFileTest() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/aftercall/settings.toml"; }

  SettingsRead ReadText(const std::string& text) const {
    std::filesystem::create_directories(folder_ + "/aftercall");
    std::ofstream(path()) << text;
    return ReadSettings(path(), tr_);
  }

  std::string Contents() const {
    std::ostringstream text;
    text << std::ifstream(path()).rdbuf();
    return text.str();
  }

  std::string folder_;
  i18n::Translator tr_{"en"};
};

TEST_F(SettingsFileTest, WhatIsWrittenIsReadBack) {
  Settings settings;
  settings.language = Settings::Language::kChinese;
  settings.colours = Settings::Colours::kDark;
  settings.edge = Settings::Edge::kBottom;
  settings.text_percent = 175;
  settings.reduced_motion = true;
  settings.good_news_at_once = true;
  settings.renderer = Settings::Renderer::kOpenGl;
  ASSERT_TRUE(WriteSettings(path(), settings, tr_).ok());
  const SettingsRead read = ReadSettings(path(), tr_);
  EXPECT_TRUE(read.trouble.ok()) << read.trouble;
  EXPECT_TRUE(read.settings == settings);
}

TEST_F(SettingsFileTest, EverySettingStandsUnderAWordOnWhatItIs) {
  ASSERT_TRUE(WriteSettings(path(), {}, i18n::Translator("zh_CN")).ok());
  const std::string text = Contents();
  for (const auto& setting : model::WrittenSettings()) {
    EXPECT_THAT(text, HasSubstr(std::string("\n") + setting.key + " = ")) << text;
  }
  EXPECT_THAT(text, HasSubstr("# 配色\n# light | dark\ntheme = \"light\"\n"));
}

TEST_F(SettingsFileTest, AFileThatIsNotThereIsOneWithoutSettings) {
  const SettingsRead read = ReadSettings(path(), tr_);
  EXPECT_TRUE(read.trouble.ok()) << read.trouble;
  EXPECT_TRUE(read.settings == Settings());
}

TEST_F(SettingsFileTest, WhatWillNotDoIsNamedAndTheRestHolds) {
  SettingsRead read = ReadText("theme = \"blue\"\ntext-size = 125\n");
  EXPECT_THAT(std::string(read.trouble.message()),
              HasSubstr("settings.toml:1: theme: “blue” will not do; expected light or dark."));
  EXPECT_EQ(read.settings.text_percent, 125);
  read = ReadText("\ntext-size = 20\ndock = \"bottom\"\n");
  EXPECT_THAT(std::string(read.trouble.message()),
              HasSubstr("settings.toml:2: text-size: “20” will not do; expected 75 to 200."));
  EXPECT_EQ(read.settings.text_percent, 100);
  EXPECT_EQ(read.settings.edge, Settings::Edge::kBottom);
}

TEST_F(SettingsFileTest, AnotherKindAnUnknownKeyAndNoTomlAreNamed) {
  SettingsRead read = ReadText("reduced-motion = 3\n");
  EXPECT_THAT(std::string(read.trouble.message()), HasSubstr("settings.toml:1: reduced-motion"));
  read = ReadText("theme = \"dark\"\ncolor = \"red\"\n");
  EXPECT_THAT(std::string(read.trouble.message()), HasSubstr("settings.toml:2: color"));
  EXPECT_EQ(read.settings.colours, Settings::Colours::kDark);
  read = ReadText("theme = dark\n");
  EXPECT_THAT(std::string(read.trouble.message()), HasSubstr("settings.toml:1: "));
  EXPECT_TRUE(read.settings == Settings());
}

TEST_F(SettingsFileTest, WhatCannotBeWrittenSaysSoAndKeepsWhatThereWas) {
  std::ofstream(folder_ + "/aftercall") << "a file where the folder should be";
  const absl::Status written = WriteSettings(path(), {}, tr_);
  EXPECT_THAT(std::string(written.message()), HasSubstr("cannot write"));
  EXPECT_TRUE(std::filesystem::is_regular_file(folder_ + "/aftercall"));
}

TEST(SettingsTest, NoValueIsTakenThatIsNotExpected) {
  Settings settings;
  for (const auto& setting : model::WrittenSettings()) {
    EXPECT_FALSE(model::SetValue(settings, setting.key, "non\nsense").ok()) << setting.key;
    EXPECT_TRUE(model::SetValue(settings, setting.key, model::ValueOf({}, setting.key)).ok());
  }
  EXPECT_FALSE(model::SetValue(settings, "no-such", "true").ok());
  EXPECT_TRUE(settings == Settings());
}

}  // namespace
}  // namespace aftercall::net
