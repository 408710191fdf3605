#include "client/ui/focus.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "client/ui/keys.h"
// For ClearActiveID: no public call takes the keys from a field.
#include "imgui_internal.h"

namespace aftercall::ui {
namespace {

constexpr float kRing = 2;    // thick
constexpr float kAround = 3;  // outside what it is around
constexpr float kMargin = 8;  // above and below what is scrolled to
constexpr float kRounding = 7;

ImVec2 Middle(ImVec2 from, ImVec2 to) { return {(from.x + to.x) / 2, (from.y + to.y) / 2}; }

// The way that an arrow key points; {0, 0}: none is pressed.
ImVec2 Arrow() {
  if (PressedOrHeld(ImGuiKey_LeftArrow)) return {-1, 0};
  if (PressedOrHeld(ImGuiKey_RightArrow)) return {1, 0};
  if (PressedOrHeld(ImGuiKey_UpArrow)) return {0, -1};
  if (PressedOrHeld(ImGuiKey_DownArrow)) return {0, 1};
  return {0, 0};
}

}  // namespace

Focus::Group::Group(Focus& focus, const char* name)
    : focus_(focus), before_(std::exchange(focus.group_, ImGui::GetID(name))) {}

Focus::Group::~Group() { focus_.group_ = before_; }

const Focus::Stop* Focus::Find(const std::vector<Stop>& stops) const {
  const auto found =
      std::find_if(stops.begin(), stops.end(), [&](const Stop& s) { return s.id == focused_; });
  return found != stops.end() ? &*found : nullptr;
}

void Focus::MoveTo(const Stop& stop) {
  focused_ = stop.id;
  is_shown_ = follows_ = has_moved_ = true;
  to_enter_ = stop.is_field ? stop.id : 0;
}

void Focus::ReadTab() {
  const ImGuiIO& io = ImGui::GetIO();
  if (stops_.empty() || io.KeyCtrl || io.KeyAlt || !PressedOrHeld(ImGuiKey_Tab)) return;
  const size_t count = stops_.size();
  size_t to = io.KeyShift ? place_ + count - 1 : place_ + (is_there_ ? 1 : 0);
  MoveTo(stops_[to % count]);
}

// To the nearest of its group that lies wholly in the arrow's direction: of a scale along the row,
// of a list and of rows below one another straight on.
void Focus::ReadArrows() {
  const Stop* const now = Find(stops_);
  const ImVec2 way = Arrow();
  if (!is_shown_ || is_typing_ || now == nullptr || now->group == 0) return;
  if (way.x == 0 && way.y == 0) return;
  const ImVec2 middle = Middle(now->from, now->to);
  const Stop* nearest = nullptr;
  float least = 0;
  for (const Stop& stop : stops_) {
    if (stop.group != now->group || stop.id == now->id) continue;
    const ImVec2 there = Middle(stop.from, stop.to);
    const bool is_same_line = stop.from.y < middle.y && stop.to.y > middle.y;
    const float along = (there.x - middle.x) * way.x + (there.y - middle.y) * way.y;
    if (along <= 0 || is_same_line != (way.x != 0)) continue;
    const float aside = std::abs(way.x != 0 ? there.y - middle.y : there.x - middle.x);
    // A line further on is further than anything on this one.
    const float distance = way.x != 0 ? along : along * 64 + aside;
    if (nearest != nullptr && distance >= least) continue;
    nearest = &stop;
    least = distance;
  }
  if (nearest == nullptr) return;
  MoveTo(*nearest);
  took_arrow_ = true;
}

void Focus::ReadPress() {
  const bool is_pressed = PressedEnter() || Pressed(ImGuiKey_Space);
  if (!is_pressed || !TakesEnter() || ImGui::GetIO().KeyCtrl || has_moved_) return;
  pressed_ = focused_;
}

void Focus::BeginFrame() {
  next_.clear();
  group_ = pressed_ = 0;
  typed_ = has_moved_ = took_arrow_ = false;
  for (const int button : {0, 1, 2}) {
    if (ImGui::IsMouseClicked(button)) is_shown_ = follows_ = false;
  }
  ReadTab();
  ReadArrows();
  ReadPress();
}

bool Focus::Add(ImGuiID id, ImVec2 from, ImVec2 to, bool is_field) {
  const ImDrawList& list = *ImGui::GetWindowDrawList();
  next_.push_back({id, group_, is_field, from, to, list.GetClipRectMin(), list.GetClipRectMax()});
  const bool is_pressed = pressed_ == id;
  if (is_pressed) pressed_ = 0;
  if (!is_field) return is_pressed;
  if (is_pressed) to_enter_ = id;
  return to_enter_ == id;
}

void Focus::Take(ImGuiID id) {
  if (focused_ != id) to_enter_ = 0;
  focused_ = id;
  follows_ = true;
}

void Focus::NoteTyping(ImGuiID id) {
  if (has_moved_) return;
  focused_ = id;
  typed_ = true;
}

float Focus::OutOfSight() const {
  const Stop* const now = Find(next_);
  if (now == nullptr || !follows_) return 0;
  const float above = now->from.y - kMargin - now->clip_from.y;
  const float below = now->to.y + kMargin - now->clip_to.y;
  if (above < 0) return above;
  return below > 0 ? std::min(below, above) : 0;
}

void Focus::EndFrame(ImDrawList& list, ImU32 colour) {
  stops_.swap(next_);
  // Not before what was typed with the same breath is in the field.
  if (is_typing_ && has_moved_) ImGui::ClearActiveID();
  is_typing_ = typed_;
  const Stop* const now = Find(stops_);
  is_there_ = now != nullptr;
  if (is_there_) place_ = static_cast<size_t>(now - stops_.data());
  place_ = std::min(place_, stops_.empty() ? 0 : stops_.size() - 1);
  if (!is_shown_ || rests_ || !is_there_) return;
  const float scale = std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.1f);
  const float thick = std::max(2.0f, std::round(kRing * scale)) / scale;
  // Wholly inside what may be drawn on: a ring that is cut off on a side is none.
  const ImVec2 from(std::max(now->from.x - kAround, now->clip_from.x) + thick / 2,
                    std::max(now->from.y - kAround, now->clip_from.y) + thick / 2);
  const ImVec2 to(std::min(now->to.x + kAround, now->clip_to.x) - thick / 2,
                  std::min(now->to.y + kAround, now->clip_to.y) - thick / 2);
  if (from.x >= to.x || from.y >= to.y) return;
  list.PathRect(from, to, kRounding);
  list.PathStroke(colour, ImDrawFlags_Closed, thick);
}

}  // namespace aftercall::ui
