#include "client/ui/column.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "client/ui/wrap.h"

namespace aftercall::ui {
namespace {

constexpr float kBoxPadding = 11;
constexpr float kLabelShare = 0.42f;

absl::string_view View(const std::string& text) { return {text.data(), text.size()}; }

}  // namespace

void Column::Lines(Style style, ImU32 colour, absl::string_view text, float left, float right) {
  const std::string shown = painter_.type().drawable(style, text);
  ImFont& font = painter_.type().font(style);
  for (const absl::string_view line : WrapLines(font, View(shown), right - left)) {
    if (y_ + font.FontSize > clip_top_ && y_ < clip_bottom_) {
      painter_.list().AddText(&font, font.FontSize, {std::floor(left), std::floor(y_)}, colour,
                              line.data(), line.data() + line.size());
    }
    y_ += font.FontSize;
  }
}

void Column::Paragraph(Style style, ImU32 colour, absl::string_view text) {
  Lines(style, colour, text, left_, right_);
}

void Column::Boxed(absl::string_view text) {
  const std::string shown = painter_.type().drawable(Style::kRegular, text);
  ImFont& font = painter_.type().font(Style::kRegular);
  const size_t lines = WrapLines(font, View(shown), right_ - left_ - 2 * kBoxPadding).size();
  const float bottom = y_ + 2 * kBoxPadding + static_cast<float>(lines) * font.FontSize;
  painter_.Box({left_, std::max(y_, clip_top_ - 10)}, {right_, std::min(bottom, clip_bottom_ + 10)},
               painter_.theme().fill, 6);
  y_ += kBoxPadding;
  Lines(Style::kRegular, painter_.theme().text, text, left_ + kBoxPadding, right_ - kBoxPadding);
  y_ = bottom;
}

void Column::Row(absl::string_view label, absl::string_view value) {
  const float top = y_ + 6;
  const float split = left_ + (right_ - left_) * kLabelShare;
  y_ = top + 1;
  Lines(Style::kSmall, painter_.theme().muted, label, left_, split - 10);
  const float after_label = y_;
  y_ = top;
  Lines(Style::kRegular, painter_.theme().text, value, split, right_);
  y_ = std::max(y_, after_label) + 6;
  painter_.Box({left_, y_}, {right_, y_ + 1}, painter_.theme().line);
  y_ += 1;
}

}  // namespace aftercall::ui
