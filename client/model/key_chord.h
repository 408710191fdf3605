#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::model {

// Keys that are pressed together.
struct KeyChord {
  bool ctrl = false;
  bool alt = false;
  bool shift = false;
  bool super = false;
  std::string key;  // "A" to "Z", "0" to "9", "F1" to "F12"
  bool operator==(const KeyChord&) const = default;
};

// Reads "Ctrl+Shift+F9", in any case; nothing of "none". INVALID_ARGUMENT that says what was
// expected: one key, and with it Ctrl, Alt or Super, without which it would be typed in vain
// everywhere else.
absl::StatusOr<std::optional<KeyChord>> ParseKeyChord(absl::string_view text);

}  // namespace aftercall::model
