#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/model/settings.h"
#include "client/net/settings_file.h"
#include "shared/i18n/translator.h"

namespace aftercall {

inline constexpr char kVersion[] = "aftercall 0.1.0";

// What the command line and the environment ask of the ticker.
struct Options {
  std::string server;
  std::string token_file;     // empty: none was named
  std::string token;          // as the environment has it; empty: it has none
  std::string tls_ca;         // empty: see net::ConnectionOptions
  std::string state_dir;      // empty: the user's own; where the last items are kept
  std::string settings_file;  // empty: settings are kept nowhere
  model::Settings settings;   // that hold: the file's, and over them what the command line says
  net::SettingsRead file;     // what the file says
  // For demonstrations and tests: a picture of the real window once so many items are on it, and an
  // end after a time.
  std::string screenshot;
  int screenshot_after_items = 1;
  std::string figures;  // empty: nowhere; where to write at the end what the bar drew, as JSON
  absl::Duration exit_after = absl::InfiniteDuration();
};

// Reads the command line. Nothing where it only asked for help or the version, which have been
// printed. INVALID_ARGUMENT names what is wrong. `tr` speaks the language of the help.
absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv,
                                                    const i18n::Translator& tr);

}  // namespace aftercall
