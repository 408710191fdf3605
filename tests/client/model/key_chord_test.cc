#include "client/model/key_chord.h"

#include <gtest/gtest.h>

#include "client/model/settings.h"

namespace aftercall::model {
namespace {

TEST(KeyChord, ReadsKeysInAnyCase) {
  const KeyChord chord{.ctrl = true, .shift = true, .key = "F9"};
  for (const char* const text : {"Ctrl+Shift+F9", "ctrl+shift+f9", " Shift + CTRL + F9 "}) {
    const auto read = ParseKeyChord(text);
    ASSERT_TRUE(read.ok()) << text;
    EXPECT_EQ(*read, chord) << text;
  }
  EXPECT_EQ(*ParseKeyChord("Super+7"), (KeyChord{.super = true, .key = "7"}));
  EXPECT_EQ(*ParseKeyChord("none"), std::nullopt);
}

TEST(KeyChord, KeysThatOneTypesWithAreNone) {
  for (const char* const text : {"A", "Shift+A", "F9", "", "Ctrl", "Ctrl+", "Ctrl+A+B", "Ctrl+F13",
                                 "Ctrl+F0", "Hyper+A", "Ctrl+é", "Ctrl+F", "+", "None"}) {
    const bool is_a_key = std::string(text) == "Ctrl+F";
    EXPECT_EQ(ParseKeyChord(text).ok(), is_a_key) << text;
  }
}

TEST(KeyChord, ASettingThatWillNotDoIsNamedAndChangesNothing) {
  Settings settings;
  const absl::Status set = SetValue(settings, "hot-key", "A");
  EXPECT_EQ(set.message(), "hot-key: “A” will not do; expected keys like Ctrl+Shift+F9, or none.");
  EXPECT_EQ(settings, Settings());
  ASSERT_TRUE(SetValue(settings, "hot-key", "Super+B").ok());
  EXPECT_EQ(ValueOf(settings, "hot-key"), "Super+B");
  EXPECT_FALSE(SetValue(settings, "monitor", "DP\"1").ok());
  ASSERT_TRUE(SetValue(settings, "monitor", "DP-1").ok());
  EXPECT_EQ(ValueOf(settings, "monitor"), "DP-1");
}

}  // namespace
}  // namespace aftercall::model
