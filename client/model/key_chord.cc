#include "client/model/key_chord.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace aftercall::model {
namespace {

constexpr int kFunctionKeys = 12;

bool IsKey(absl::string_view word) {
  if (word.size() == 1) return absl::ascii_isalnum(word[0]);
  int number = 0;
  return !word.empty() && word[0] == 'F' && absl::SimpleAtoi(word.substr(1), &number) &&
         number >= 1 && number <= kFunctionKeys;
}

}  // namespace

absl::StatusOr<std::optional<KeyChord>> ParseKeyChord(absl::string_view text) {
  if (text == "none") return std::nullopt;
  const absl::Status expected = absl::InvalidArgumentError("keys like Ctrl+Shift+F9, or none");
  KeyChord chord;
  for (const absl::string_view part : absl::StrSplit(text, '+')) {
    const std::string word = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(part));
    bool* const modifier = word == "CTRL"    ? &chord.ctrl
                           : word == "ALT"   ? &chord.alt
                           : word == "SHIFT" ? &chord.shift
                           : word == "SUPER" ? &chord.super
                                             : nullptr;
    if (modifier != nullptr) {
      *modifier = true;
    } else if (chord.key.empty() && IsKey(word)) {
      chord.key = word;
    } else {
      return expected;
    }
  }
  if (chord.key.empty() || !(chord.ctrl || chord.alt || chord.super)) return expected;
  return chord;
}

}  // namespace aftercall::model
