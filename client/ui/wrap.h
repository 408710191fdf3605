#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "imgui.h"

namespace aftercall::ui {

// Breaks drawable UTF-8 text into lines no wider than `width`: at spaces, between Chinese, Japanese
// and Korean characters (a line does not begin with a closing mark such as "，" or "”"), and inside
// a word that is wider than a line. Line ends in the text are kept. The views point into `text`.
std::vector<absl::string_view> WrapLines(ImFont& font, absl::string_view text, float width);

}  // namespace aftercall::ui
