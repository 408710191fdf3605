#include "client/ui/button_row.h"

#include <algorithm>

namespace aftercall::ui {
namespace {

constexpr float kBetweenButtons = 8;
// Link, figure and two answers with their words; and a sentence besides.
constexpr float kLeastBesideButtons = 900;
constexpr float kLeastWithSentence = 1200;

float WidthOf(const Painter& painter, absl::Span<const RowButton> buttons,
              std::string RowButton::*words, int least_count) {
  float width = -kBetweenButtons;
  for (const RowButton& button : buttons) {
    const int count = std::max(button.count, least_count);
    width += painter.ButtonWidth(button.*words, /*primary=*/false, count) + kBetweenButtons;
  }
  return width;
}

}  // namespace

Brevity BrevityOf(float bar_width, float row_width) {
  const float rest = bar_width - row_width;
  return {rest < kLeastWithSentence, rest < kLeastBesideButtons};
}

float FullWidth(const Painter& painter, absl::Span<const RowButton> buttons) {
  return WidthOf(painter, buttons, &RowButton::words, /*least_count=*/1);
}

ButtonRowFrame DrawButtonRow(const Painter& painter, ImVec2 end,
                             absl::Span<const RowButton> buttons, bool brief) {
  const auto words = brief ? &RowButton::brief : &RowButton::words;
  ButtonRowFrame frame;
  frame.left = end.x - WidthOf(painter, buttons, words, /*least_count=*/0);
  float left = frame.left;
  for (const RowButton& button : buttons) {
    const bool pressed =
        painter.Button(button.id, {left, end.y}, button.*words, /*primary=*/false, button.count);
    if (pressed) frame.intents.push_back(button.intent);
    if (brief && ImGui::IsItemHovered()) frame.hint = button.words;
    left += painter.ButtonWidth(button.*words, /*primary=*/false, button.count) + kBetweenButtons;
  }
  return frame;
}

}  // namespace aftercall::ui
