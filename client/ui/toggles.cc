#include "client/ui/toggles.h"

namespace aftercall::ui {
namespace {

constexpr float kToggleHeight = 26;
constexpr float kTogglePadding = 9;
constexpr float kToggleGap = 6;
constexpr char kTick[] = "✓ ";

void DrawToggle(const Painter& painter, ImVec2 from, ImVec2 to, const Toggle& toggle,
                const Painter::Line& text, bool looked_at) {
  const Theme& theme = painter.theme();
  if (toggle.is_on || looked_at) painter.list().AddRectFilled(from, to, theme.fill, 5);
  painter.Outline(from, to, toggle.is_on ? theme.accent : theme.edge, 5);
  painter.Text(
      {from.x + kTogglePadding, from.y + (kToggleHeight - painter.Height(Style::kSmall)) / 2},
      Style::kSmall, toggle.can_press ? theme.text : theme.muted, text);
}

}  // namespace

std::optional<size_t> DrawToggles(const Painter& painter, Column& column, const char* id,
                                  const std::vector<Toggle>& toggles) {
  std::optional<size_t> pressed;
  const Focus::Group group(painter.focus(), id);
  ImGui::PushID(id);
  float x = column.left();
  for (size_t i = 0; i < toggles.size(); ++i) {
    const Toggle& toggle = toggles[i];
    const float most = column.right() - column.left() - 2 * kTogglePadding;
    const Painter::Line text =
        painter.Fitting(Style::kSmall, toggle.is_on ? kTick + toggle.text : toggle.text, most);
    const float width = text.width + 2 * kTogglePadding;
    if (x > column.left() && x + width > column.right()) {
      x = column.left();
      column.Space(kToggleHeight + kToggleGap);
    }
    const ImVec2 from(x, column.y());
    const ImVec2 to(x + width, column.y() + kToggleHeight);
    x = to.x + kToggleGap;
    bool looked_at = false;
    const bool hit = toggle.can_press && painter.Area(toggle.id.c_str(), from, to, &looked_at);
    if (hit) pressed = i;
    if (to.y <= column.clip_top() || from.y >= column.clip_bottom()) continue;
    DrawToggle(painter, from, to, toggle, text, looked_at);
  }
  ImGui::PopID();
  if (!toggles.empty()) column.Space(kToggleHeight + kToggleGap);
  return pressed;
}

}  // namespace aftercall::ui
