#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/platform/renderer.h"
#include "client/platform/x11_dock.h"
#include "shared/i18n/translator.h"

namespace aftercall {

// What the command line and the environment ask of the ticker.
struct Options {
  std::string server;
  std::string token_file;
  std::string tls_ca;     // empty: see net::ConnectionOptions
  std::string state_dir;  // empty: the user's own; where the last items are kept
  std::string language;   // "en" or "zh_CN"
  platform::DockEdge dock = platform::DockEdge::kTop;
  std::optional<platform::RendererKind> renderer;  // nothing: the best for this machine
  bool dark = false;
  int text_percent = 100;  // of the usual size, on top of what the desktop asks for
  bool reduced_motion = false;
  bool good_news_at_once = false;
  // For demonstrations and tests: a picture of the real window once so many items are on it, and an
  // end after a time.
  std::string screenshot;
  int screenshot_after_items = 1;
  absl::Duration exit_after = absl::InfiniteDuration();
};

// Reads the command line. Nothing where it only asked for help or the version, which have been
// printed. INVALID_ARGUMENT names what is wrong. `tr` speaks the language of the help.
absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv,
                                                    const i18n::Translator& tr);

}  // namespace aftercall
