#include "client/ui/list_row.h"

namespace aftercall::ui {
namespace {

constexpr float kHeight = 36;
constexpr float kBleed = 8;

}  // namespace

bool DrawListRow(const Painter& painter, Column& column, const ListRow& row) {
  const Theme& theme = painter.theme();
  const ImVec2 from(column.left() - kBleed, column.y());
  const ImVec2 to(column.right() + kBleed, column.y() + kHeight);
  const Focus::Group group(painter.focus(), "rows");
  bool looked_at = false;
  const bool pressed = row.can_press && painter.Area(row.id.c_str(), from, to, &looked_at);
  if (to.y <= column.clip_top() || from.y >= column.clip_bottom()) {
    column.Space(kHeight + 1);
    return pressed;
  }
  if (looked_at) painter.Box(from, to, theme.fill, 5);
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
