#include "client/model/settings.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/model/key_chord.h"
#include "shared/i18n/translator.h"

namespace aftercall::model {
namespace {

using i18n::TrMark;
using Kind = WrittenSetting::Kind;

// A word for each value, in the order of the values.
template <typename T>
struct Words {
  const char* key;
  T Settings::*member;
  std::vector<std::string> words;
};

const Words<Settings::Language>& LanguageWords() {
  static const auto& words =
      *new Words<Settings::Language>{"language", &Settings::language, {"auto", "en", "zh"}};
  return words;
}

const Words<Settings::Colours>& ColoursWords() {
  static const auto& words =
      *new Words<Settings::Colours>{"theme", &Settings::colours, {"light", "dark"}};
  return words;
}

const Words<Settings::Edge>& EdgeWords() {
  static const auto& words = *new Words<Settings::Edge>{"dock", &Settings::edge, {"top", "bottom"}};
  return words;
}

const Words<Settings::Renderer>& RendererWords() {
  static const auto& words = *new Words<Settings::Renderer>{
      "renderer", &Settings::renderer, {"auto", "software", "opengl"}};
  return words;
}

// Calls `visit` with the words of `key`; false where it is not a setting of words.
template <typename Visit>
bool WithWords(absl::string_view key, Visit visit) {
  if (key == LanguageWords().key) return visit(LanguageWords());
  if (key == ColoursWords().key) return visit(ColoursWords());
  if (key == EdgeWords().key) return visit(EdgeWords());
  if (key == RendererWords().key) return visit(RendererWords());
  return false;
}

bool* FlagOf(Settings& settings, absl::string_view key) {
  if (key == "reduced-motion") return &settings.reduced_motion;
  if (key == "good-news-at-once") return &settings.good_news_at_once;
  return nullptr;
}

std::string* TextOf(Settings& settings, absl::string_view key) {
  if (key == "monitor") return &settings.monitor;
  if (key == "hot-key") return &settings.hot_key;
  return nullptr;
}

absl::Status WillNotDo(absl::string_view key, const std::string& value, std::string expected) {
  return absl::InvalidArgumentError(
      absl::StrCat(key, ": “", value, "” will not do; expected ", expected, "."));
}

}  // namespace

const std::vector<WrittenSetting>& WrittenSettings() {
  static const auto& settings = *new std::vector<WrittenSetting>{
      {"language", "AFTERCALL_LANGUAGE", Kind::kWord, TrMark("auto: as the environment says"),
       LanguageWords().words},
      {"theme", "AFTERCALL_THEME", Kind::kWord, TrMark("Colours"), ColoursWords().words},
      {"dock", "AFTERCALL_DOCK", Kind::kWord, TrMark("The edge of the screen"), EdgeWords().words},
      {"text-size",
       "AFTERCALL_TEXT_SIZE",
       Kind::kNumber,
       TrMark("Size of text and all around it, in percent: 75 to 200"),
       {}},
      {"reduced-motion",
       "AFTERCALL_REDUCED_MOTION",
       Kind::kFlag,
       TrMark("New items appear without sliding"),
       {}},
      {"good-news-at-once",
       "AFTERCALL_GOOD_NEWS_AT_ONCE",
       Kind::kFlag,
       TrMark("Show good answers during an interaction too; without a count of what waits"),
       {}},
      {"renderer", "AFTERCALL_RENDERER", Kind::kWord,
       TrMark("auto: software unless there is a real GPU"), RendererWords().words},
      {"monitor",
       "AFTERCALL_MONITOR",
       Kind::kText,
       TrMark("Name of the screen that the bar lies on, as DP-1; empty: the main one"),
       {}},
      {"hot-key",
       "AFTERCALL_HOT_KEY",
       Kind::kText,
       TrMark("Keys that hide the bar and show it, as Ctrl+Shift+F9; or none"),
       {}},
  };
  return settings;
}

std::string ValueOf(const Settings& settings, absl::string_view key) {
  if (key == "text-size") return absl::StrCat(settings.text_percent);
  Settings copy = settings;
  if (const bool* const flag = FlagOf(copy, key)) return *flag ? "true" : "false";
  if (const std::string* const text = TextOf(copy, key)) return *text;
  std::string value;
  WithWords(key, [&](const auto& words) {
    value = words.words[static_cast<size_t>(settings.*words.member)];
    return true;
  });
  return value;
}

absl::Status SetValue(Settings& settings, absl::string_view key, const std::string& value) {
  if (key == "text-size") {
    int percent = 0;
    if (!absl::SimpleAtoi(value, &percent) || percent < kSmallestTextPercent ||
        percent > kLargestTextPercent) {
      return WillNotDo(key, value, absl::StrCat(kSmallestTextPercent, " to ", kLargestTextPercent));
    }
    settings.text_percent = percent;
    return absl::OkStatus();
  }
  if (bool* const flag = FlagOf(settings, key)) {
    if (value != "true" && value != "false") return WillNotDo(key, value, "true or false");
    *flag = value == "true";
    return absl::OkStatus();
  }
  if (std::string* const text = TextOf(settings, key)) {
    if (key == "hot-key") {
      const auto chord = ParseKeyChord(value);
      if (!chord.ok()) return WillNotDo(key, value, std::string(chord.status().message()));
    } else if (value.find_first_of("\"\\") != std::string::npos ||
               !absl::c_none_of(value, absl::ascii_iscntrl)) {
      return WillNotDo(key, value, "the name of a screen");
    }
    *text = value;
    return absl::OkStatus();
  }
  std::string expected = "another setting: there is none of this name";
  const bool is_set = WithWords(key, [&](const auto& words) {
    expected = absl::StrJoin(words.words, " or ");
    const auto found = std::find(words.words.begin(), words.words.end(), value);
    if (found == words.words.end()) return false;
    using Value = std::remove_reference_t<decltype(settings.*words.member)>;
    settings.*words.member = static_cast<Value>(found - words.words.begin());
    return true;
  });
  return is_set ? absl::OkStatus() : WillNotDo(key, value, expected);
}

}  // namespace aftercall::model
