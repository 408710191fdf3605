#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace aftercall::platform {

// Stands for what cannot be drawn: U+FFFD.
inline constexpr char32_t kReplacement = 0xFFFD;

// The characters to draw for any bytes whatever. Bytes that are not UTF-8 become U+FFFD, one for
// each maximal broken part; control characters become their visible signs (U+2400 …), marks that
// would turn the direction of text become U+FFFD; marks without a picture (joiners, variation
// selectors, byte order marks, tags) are left out; tabs become spaces and every kind of line end
// becomes '\n'.
std::u32string DecodeForDrawing(absl::string_view text);

// Appends one character as UTF-8.
void AppendUtf8(char32_t character, std::string& out);

}  // namespace aftercall::platform
