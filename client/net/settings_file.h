#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/model/settings.h"
#include "shared/i18n/translator.h"

// The file in which a person's settings lie: TOML, a comment above each, for people to write in
// too. In $XDG_CONFIG_HOME/aftercall (~/.config/aftercall), settings.toml.
namespace aftercall::net {

// Where it lies unless told otherwise; empty where the environment names no home.
std::string DefaultSettingsFile();

struct SettingsRead {
  model::Settings settings;
  // What was the matter, "FILE:LINE: key: sentence", of the first thing; what is beside it holds.
  absl::Status trouble;
};

// Reads it. A file that is not there is one without settings. What will not do is told as trouble,
// and has its usual value: nobody's ticker stays away for a slip of the pen.
SettingsRead ReadSettings(const std::string& path, const i18n::Translator& tr);

// Writes all settings, with comments in the translator's language, and makes the folder where there
// is none. Readers see the file of before or the new one, never a half.
absl::Status WriteSettings(const std::string& path, const model::Settings& settings,
                           const i18n::Translator& tr);

}  // namespace aftercall::net
