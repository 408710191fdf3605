#include "client/ui/list_row.h"

#include <algorithm>

namespace aftercall::ui {
namespace {

constexpr float kHeight = 36;
constexpr float kBleed = 8;

}  // namespace

bool DrawListRow(const Painter& painter, Column& column, const ListRow& row) {
  const Theme& theme = painter.theme();
  const ImVec2 from(column.left() - kBleed, column.y());
  const ImVec2 to(column.right() + kBleed, column.y() + kHeight);
  // What lies under the foot of a page must not take its clicks.
  const float top = std::max(from.y, column.clip_top());
  const float bottom = std::min(to.y, column.clip_bottom());
  if (top >= bottom) {
    column.Space(kHeight + 1);
    return false;
  }
  bool hovered = false;
  const bool pressed =
      row.can_press && painter.Area(row.id.c_str(), {from.x, top}, {to.x, bottom}, &hovered);
  if (hovered) painter.Box(from, to, theme.fill, 5);
  const Painter::Line state = painter.Measure(Style::kSmall, row.state);
  const float state_left = column.right() - state.width;
  painter.Text({state_left, column.y() + 9}, Style::kSmall, row.state_colour, state);
  painter.Text({column.left(), column.y() + 7}, row.style, row.can_press ? theme.text : theme.muted,
               painter.Fitting(row.style, row.what, state_left - column.left() - 12));
  column.Space(kHeight);
  painter.Box({column.left(), column.y()}, {column.right(), column.y() + 1}, theme.line);
  column.Space(1);
  return pressed;
}

}  // namespace aftercall::ui
