#pragma once

#include <array>
#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "imgui.h"

namespace aftercall::ui {

// The few kinds of text: 15 px, 15 px bold, 13 px, headings of 18 px, figures of 26 px.
enum class Style { kRegular, kBold, kSmall, kHeading, kFigure };
inline constexpr int kStyles = 5;

// Fonts as the views use them. Who joins the program's parts brings them.
struct Type {
  std::array<ImFont*, kStyles> fonts{};
  // Turns any bytes into text that can be drawn in a style without harm.
  std::function<std::string(Style, absl::string_view)> drawable;

  ImFont& font(Style style) const { return *fonts[static_cast<size_t>(style)]; }
};

}  // namespace aftercall::ui
