#include "client/ui/panel_page.h"

#include <algorithm>
#include <cmath>

#include "client/ui/keys.h"

namespace aftercall::ui {
namespace {

constexpr float kSide = 20;
constexpr float kTop = 18;
constexpr float kFoot = 56;
constexpr float kBetween = 8;
constexpr float kWheelStep = 48;

bool Pressed(ImGuiKey_ key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); }

void DrawScrollMark(const Painter& painter, float scroll, float content, float page) {
  if (content <= page) return;
  const float right = painter.size().x - 4;
  const float length = std::max(24.0f, page * page / content);
  const float top = (page - length) * scroll / (content - page);
  painter.Box({right - 4, top}, {right, top + length}, painter.theme().edge, 2);
}

void DrawFoot(const Painter& painter, const PanelPage::Foot& foot, Intents& intents) {
  const ImVec2 size = painter.size();
  const float top = size.y - kFoot;
  painter.Box({0, top}, size, painter.theme().panel);
  float left = size.x - kSide;
  for (size_t i = foot.actions.size(); i-- > 0;) {
    const PanelPage::Action& action = foot.actions[i];
    // What is not possible yet looks like the gentle ones until it is.
    const bool primary = i + 1 == foot.actions.size() && action.possible;
    left -= painter.ButtonWidth(action.text, primary);
    ImGui::PushID(static_cast<int>(i));
    const bool pressed = painter.Button("action", {left, top + 14}, action.text, primary);
    if (pressed) intents.push_back(action.possible ? action.intent : Intent(TellMissing{}));
    ImGui::PopID();
    left -= kBetween;
  }
  painter.Text({kSide, top + 19}, Style::kSmall, painter.theme().muted,
               painter.Fitting(Style::kSmall, foot.hint, left - kSide));
}

}  // namespace

void PanelPage::ReadScrolling(float page, bool keys_scroll) {
  scroll_ -= ImGui::GetIO().MouseWheel * kWheelStep;
  if (keys_scroll) {
    if (Pressed(ImGuiKey_DownArrow)) scroll_ += kWheelStep;
    if (Pressed(ImGuiKey_UpArrow)) scroll_ -= kWheelStep;
    if (Pressed(ImGuiKey_PageDown)) scroll_ += page * 0.9f;
    if (Pressed(ImGuiKey_PageUp)) scroll_ -= page * 0.9f;
    if (Pressed(ImGuiKey_Home)) scroll_ = 0;
    if (Pressed(ImGuiKey_End)) scroll_ = content_height_;
  }
  scroll_ = std::round(std::clamp(scroll_, 0.0f, std::max(0.0f, content_height_ - page)));
}

PanelFrame PanelPage::Draw(const Theme& theme, const Type& type, const Foot& foot,
                           absl::FunctionRef<void(const Painter&, Column&, Intents&)> content) {
  PanelFrame frame;
  const Painter painter("panel", theme, type, theme.panel);
  const float page = std::max(0.0f, painter.size().y - kFoot);
  ReadScrolling(page, foot.keys_scroll);
  Column column(painter, kSide, painter.size().x - kSide, kTop - scroll_, 0, page);
  painter.list().PushClipRect({0, 0}, {painter.size().x, page}, true);
  content(painter, column, frame.intents);
  painter.list().PopClipRect();
  content_height_ = column.y() + scroll_ + 10;
  DrawScrollMark(painter, scroll_, content_height_, page);
  DrawFoot(painter, foot, frame.intents);
  if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) {
    frame.intents.push_back(ClosePanel{});
  }
  if (ImGui::IsKeyPressed(kHelpKey, false)) frame.intents.push_back(OpenHelp{});
  frame.wanted_height = static_cast<int>(std::ceil(content_height_ + kFoot));
  return frame;
}

}  // namespace aftercall::ui
