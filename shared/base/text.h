#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/string_view.h"

// Converts between the string views of Abseil and of the standard library, which Debian's Abseil
// keeps apart.
namespace aftercall::base {

inline std::string_view ToStd(absl::string_view text) { return {text.data(), text.size()}; }
inline absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

// Whether `text` is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool IsValidUtf8(absl::string_view text);

// Number of characters (code points) of valid UTF-8.
size_t CountCharacters(absl::string_view utf8);

// The first `characters` code points of `utf8`, with "…" after them where some were left out.
std::string Shorten(absl::string_view utf8, size_t characters);

// `text` with its control characters escaped (“\x0a”), so that one message stays one line of a log.
std::string OneLine(absl::string_view text);

}  // namespace aftercall::base
