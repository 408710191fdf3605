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

float RowWidth(const Painter& painter, absl::Span<const RowButton> buttons, bool brief) {
  return WidthOf(painter, buttons, brief ? &RowButton::brief : &RowButton::words,
                 /*least_count=*/0);
}

std::string DrawButtonRow(const Painter& painter, ImVec2 end, absl::Span<const RowButton> buttons,
                          bool brief, Intents& out) {
  const auto words = brief ? &RowButton::brief : &RowButton::words;
  std::string hint;
  float left = end.x - RowWidth(painter, buttons, brief);
  const Focus::Group group(painter.focus(), "buttons");
  for (const RowButton& button : buttons) {
    bool looked_at = false;
    const bool pressed = painter.Button(button.id, {left, end.y}, button.*words, /*primary=*/false,
                                        button.count, &looked_at);
    if (pressed) out.push_back(button.intent);
    if (brief && looked_at) hint = button.words;
    left += painter.ButtonWidth(button.*words, /*primary=*/false, button.count) + kBetweenButtons;
  }
  return hint;
}

}  // namespace aftercall::ui
