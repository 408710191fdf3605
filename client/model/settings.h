#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace aftercall::model {

// What the person chose.
struct Settings {
  enum class Language { kAuto, kEnglish, kChinese };
  enum class Colours { kLight, kDark };
  enum class Edge { kTop, kBottom };
  enum class Renderer { kAuto, kSoftware, kOpenGl };

  Language language = Language::kAuto;  // kAuto: as the environment says
  Colours colours = Colours::kLight;
  Edge edge = Edge::kTop;  // of the screen, along which the bar lies
  int text_percent = 100;  // of the usual size, on top of what the desktop asks for
  bool reduced_motion = false;
  // On an interaction good news is shown at once. There is then no count of what waits: a count
  // beside good news would itself be the bad news.
  bool good_news_at_once = false;
  Renderer renderer = Renderer::kAuto;  // kAuto: software unless there is a real GPU
  std::string monitor = {};  // the name of the one that the bar lies on; empty: the primary one
  std::string hot_key = "Ctrl+Shift+F9";  // hides the bar and shows it; see ParseKeyChord

  friend bool operator==(const Settings&, const Settings&) = default;
};

// How large text may be chosen.
inline constexpr int kSmallestTextPercent = 75;
inline constexpr int kLargestTextPercent = 200;

// A setting as it is written: in the file of settings, on the command line and in the environment.
struct WrittenSetting {
  enum class Kind { kWord, kNumber, kFlag, kText };

  const char* key;       // "text-size"; "--text-size" on the command line
  const char* variable;  // "AFTERCALL_TEXT_SIZE"
  Kind kind;
  const char* words;                  // what it is for; to be translated
  std::vector<std::string> expected;  // of a kWord; a kText may be anything that SetValue takes
};

// All there are, in the order in which people should meet them.
const std::vector<WrittenSetting>& WrittenSettings();

// The value as it is written: "dark", "125", "true".
std::string ValueOf(const Settings& settings, absl::string_view key);

// Sets one from what is written. INVALID_ARGUMENT that names the value and what was expected where
// it will not do; `settings` is then as before.
absl::Status SetValue(Settings& settings, absl::string_view key, const std::string& value);

// The calm rules' times.
inline constexpr absl::Duration kStateHoldsFor = absl::Minutes(15);  // unheard of longer: busy
inline constexpr absl::Duration kOfferAfter = absl::Minutes(30);     // news that waited this long
inline constexpr absl::Duration kLongestQuiet = absl::Hours(12);     // without being disturbed

}  // namespace aftercall::model
