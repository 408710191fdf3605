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
  // What is not possible yet looks like the gentle ones until it is.
  const auto is_primary = [&](const PanelPage::Action& action) {
    return &action == &foot.actions.back() && action.possible;
  };
  float left = size.x - kSide;
  for (const PanelPage::Action& action : foot.actions) {
    left -= painter.ButtonWidth(action.text, is_primary(action)) + kBetween;
  }
  painter.Text({kSide, top + 19}, Style::kSmall, painter.theme().muted,
               painter.Fitting(Style::kSmall, foot.hint, left - kSide));
  left += kBetween;
  const Focus::Group group(painter.focus(), "actions");
  ImGui::PushID("actions");
  for (const PanelPage::Action& action : foot.actions) {
    const std::string& id = action.id.empty() ? action.text : action.id;
    if (painter.Button(id.c_str(), {left, top + 14}, action.text, is_primary(action))) {
      intents.push_back(action.possible ? action.intent : Intent(TellMissing{}));
    }
    left += painter.ButtonWidth(action.text, is_primary(action)) + kBetween;
  }
  ImGui::PopID();
}

}  // namespace

void PanelPage::ScrollBy(float distance) {
  scroll_ += distance;
  focus_.LetScroll();
}

void PanelPage::KeepWithin(float page) {
  scroll_ = std::round(std::clamp(scroll_, 0.0f, std::max(0.0f, content_height_ - page)));
}

void PanelPage::ReadScrolling(float page, bool arrows_scroll) {
  if (const float wheel = ImGui::GetIO().MouseWheel; wheel != 0) ScrollBy(-wheel * kWheelStep);
  if (!focus_.is_typing()) {
    if (PressedOrHeld(ImGuiKey_PageDown)) ScrollBy(page * 0.9f);
    if (PressedOrHeld(ImGuiKey_PageUp)) ScrollBy(-page * 0.9f);
    if (PressedOrHeld(ImGuiKey_Home)) ScrollBy(-scroll_);
    if (PressedOrHeld(ImGuiKey_End)) ScrollBy(content_height_);
    if (arrows_scroll && !focus_.took_arrow()) {
      if (PressedOrHeld(ImGuiKey_DownArrow)) ScrollBy(kWheelStep);
      if (PressedOrHeld(ImGuiKey_UpArrow)) ScrollBy(-kWheelStep);
    }
  }
  KeepWithin(page);
}

PanelFrame PanelPage::Draw(const Theme& theme, const Type& type, const Foot& foot,
                           absl::FunctionRef<void(const Painter&, Column&, Intents&)> content) {
  PanelFrame frame;
  const Painter painter("panel", theme, type, theme.panel, focus_);
  const float page = std::max(0.0f, painter.size().y - kFoot);
  ReadScrolling(page, foot.arrows_scroll);
  Column column(painter, kSide, painter.size().x - kSide, kTop - scroll_, 0, page);
  // What lies under the foot must not take its clicks: so ImGui is told, too.
  ImGui::PushClipRect({0, 0}, {painter.size().x, page}, true);
  content(painter, column, frame.intents);
  ImGui::PopClipRect();
  content_height_ = column.y() + scroll_ + 10;
  DrawScrollMark(painter, scroll_, content_height_, page);
  DrawFoot(painter, foot, frame.intents);
  // Seen in the next frame: of those after a key there are three.
  scroll_ += focus_.OutOfSight();
  KeepWithin(page);
  if (Pressed(ImGuiKey_Escape)) {
    frame.intents.push_back(foot.back);
  }
  if (ImGui::IsKeyPressed(kHelpKey, false)) frame.intents.push_back(OpenHelp{});
  frame.wanted_height = static_cast<int>(std::ceil(content_height_ + kFoot));
  return frame;
}

}  // namespace aftercall::ui
