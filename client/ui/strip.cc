#include "client/ui/strip.h"

#include <algorithm>
#include <utility>

#include "client/ui/keys.h"

namespace aftercall::ui {
namespace {

constexpr float kItemPadding = 20;
constexpr float kBetweenItems = 34;
// On a narrow strip.
constexpr float kNarrow = 640;
constexpr float kNarrowPadding = 14;
constexpr float kNarrowGap = 24;
constexpr float kLeastHalf = 220;
constexpr float kMostItemWidth = 720;
// A pointer that was left lying on the strip does not keep news away for ever.
constexpr absl::Duration kLetGoAfter = absl::Seconds(15);

constexpr char kItem[] = "item";

// What the focus knows it by.
ImGuiID IdOf(const model::StripItem& item) {
  ImGui::PushID(static_cast<int>(item.position()));
  const ImGuiID id = ImGui::GetID(kItem);
  ImGui::PopID();
  return id;
}

// What a press on it wants to see.
Intent WhatOpens(const model::StripItem& item) {
  if (item.verdict() != nullptr) return OpenDetail{item.verdict()->verdict.key()};
  if (item.kudos() != nullptr) return OpenKudos{item.kudos()->told.name};
  return OpenPrompt{item.sealed()->reference.interaction};
}

}  // namespace

size_t Strip::EndIndex(Items items) const {
  if (anchor_.has_value()) {
    for (size_t i = 0; i < items.size(); ++i) {
      if (items[i].position() == *anchor_) return i;
    }
  }
  return items.size() - 1;
}

// An arrow key at the end of what is wholly in sight: the focus goes on to the item beyond.
void Strip::ChaseBeyond(Focus& focus, Items items) {
  const int way = PressedOrHeld(ImGuiKey_RightArrow) - PressedOrHeld(ImGuiKey_LeftArrow);
  if (way == 0 || focus.took_arrow() || !focus.is_shown()) return;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!focus.IsShownOn(IdOf(items[i])) || (way < 0 ? i == 0 : i + 1 == items.size())) continue;
    const model::StripItem& beyond = way < 0 ? items[i - 1] : items[i + 1];
    chased_ = beyond.position();
    focus.Take(IdOf(beyond));
    return;
  }
}

// Towards the item that has got the focus, one at a time; at the right end it is as much in sight
// as it can be.
int Strip::StepsToChased(Items items) {
  if (!chased_ || slide_.moving()) return 0;
  const size_t end = EndIndex(items);
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].position() != *chased_ || i == end) continue;
    return i < end ? 1 : -1;
  }
  chased_.reset();
  return 0;
}

// Whether wheel or keys turned the strip in this frame.
bool Strip::ReadInput(Focus& focus, Items items, bool hovered, absl::Time now) {
  const ImGuiIO& io = ImGui::GetIO();
  int steps = 0;  // Towards older items.
  if (hovered) {
    const float wheel = io.MouseWheel != 0 ? io.MouseWheel : -io.MouseWheelH;
    steps += wheel > 0 ? 1 : wheel < 0 ? -1 : 0;
  }
  ChaseBeyond(focus, items);
  if (!focus.took_arrow() && !chased_) {
    if (PressedOrHeld(ImGuiKey_LeftArrow)) ++steps;
    if (PressedOrHeld(ImGuiKey_RightArrow)) --steps;
  }
  if (steps == 0) steps = StepsToChased(items);
  if (PressedOrHeld(ImGuiKey_End)) anchor_.reset();
  const size_t end = EndIndex(items);
  if (steps > 0 && end > 0 && !oldest_in_sight_) anchor_ = items[end - 1].position();
  if (steps < 0 && anchor_.has_value()) {
    if (end + 2 >= items.size()) {
      anchor_.reset();
    } else {
      anchor_ = items[end + 1].position();
    }
  }
  const bool moved = hovered && (io.MousePos.x != pointer_.x || io.MousePos.y != pointer_.y);
  pointer_ = hovered ? io.MousePos : ImVec2(-1, -1);
  if (steps != 0 || moved) touched_ = now;
  if (anchor_.has_value() && now - touched_ >= kLetGoAfter) anchor_.reset();
  return steps != 0;
}

float Strip::WidthBetween(const Painter& painter, const i18n::Translator& tr, Items items,
                          size_t from, size_t to, absl::Time now) const {
  float width = 0;
  for (size_t i = from; i < to && width < painter.size().x; ++i) {
    width += ItemView(painter, tr, items[i], now, most_item_width_).width() + gap_;
  }
  return std::min(width, painter.size().x);
}

// Whatever is at the right end now and was not in the last frame slides in from where it was.
void Strip::FollowEnd(const Painter& painter, const i18n::Translator& tr, Items items, bool turned,
                      absl::Time now) {
  const size_t end = EndIndex(items);
  const int64_t position = items[end].position();
  if (end_.has_value() && *end_ != position) {
    for (size_t i = 0; i < items.size(); ++i) {
      if (items[i].position() != *end_) continue;
      const bool newer = i < end;
      const float width = newer ? WidthBetween(painter, tr, items, i + 1, end + 1, now)
                                : -WidthBetween(painter, tr, items, end + 1, i + 1, now);
      by_hand_ = turned;
      slide_.Push(width);
    }
  }
  end_ = position;
}

std::vector<Strip::Placed> Strip::Place(const Painter& painter, const i18n::Translator& tr,
                                        Items items, ImVec2 from, ImVec2 to, absl::Time now) {
  std::vector<Placed> placed;
  const size_t end = EndIndex(items);
  const float rest = to.x - padding_ + slide_.offset();
  float right = rest;
  oldest_in_sight_ = false;
  for (size_t i = end + 1; i-- > 0 && right > from.x;) {
    ItemView view(painter, tr, items[i], now, most_item_width_);
    const float left = right - view.width();
    if (i == 0) oldest_in_sight_ = left >= from.x;
    if (left <= to.x) placed.push_back({i, left, std::move(view)});
    right = left - gap_;
  }
  std::reverse(placed.begin(), placed.end());
  // Newer ones, on their way out to the right.
  float left = rest + gap_;
  for (size_t i = end + 1; i < items.size() && left < to.x; ++i) {
    ItemView view(painter, tr, items[i], now, most_item_width_);
    const float next = left + view.width() + gap_;
    if (next - gap_ >= from.x) placed.push_back({i, left, std::move(view)});
    left = next;
  }
  return placed;
}

void Strip::DrawItem(const Painter& painter, const model::StripItem& item, const Placed& placed,
                     size_t end_index, ImVec2 from, ImVec2 to, Frame& frame) {
  const float left = placed.left;
  const float right = left + placed.view.width();
  const ImVec2 hit_from(std::max(from.x, left - gap_ / 2), from.y);
  const ImVec2 hit_to(std::min(to.x, right + gap_ / 2), to.y);
  const bool whole = left >= from.x && right <= to.x;
  // What is cut off is not for keys: arrow keys bring it in.
  const bool for_keys = whole || (placed.index == end_index && right <= to.x);
  ImGui::PushID(static_cast<int>(item.position()));
  bool looked_at = false;
  if (painter.Area(kItem, hit_from, hit_to, &looked_at, for_keys)) {
    frame.intents.push_back(WhatOpens(item));
  }
  ImGui::PopID();
  focus_came_ = focus_came_ || painter.focus().HasComeTo(IdOf(item));
  if (looked_at) {
    painter.Box({left - 10, from.y + 5}, {right + 10, to.y - 5}, painter.theme().fill, 5);
  }
  placed.view.Draw(painter, left, (from.y + to.y) / 2);
  if (for_keys && chased_ == item.position()) chased_.reset();
  if (whole && item.verdict() != nullptr) frame.shown.push_back(item.position());
}

Strip::Frame Strip::Draw(const Painter& painter, const i18n::Translator& tr, Items items,
                         ImVec2 from, ImVec2 to, absl::Time now) {
  Frame frame;
  const absl::Duration passed = now - std::exchange(last_frame_, now);
  if (items.empty() || to.x - from.x < 2 * kItemPadding) {
    end_.reset();
    return frame;
  }
  const bool narrow = to.x - from.x < kNarrow;
  padding_ = narrow ? kNarrowPadding : kItemPadding;
  gap_ = narrow ? kNarrowGap : kBetweenItems;
  most_item_width_ = std::min(kMostItemWidth, to.x - from.x - 2 * padding_);
  // Two fit, whatever they say: with one alone nobody sees that there are more.
  const float half = (to.x - from.x - 2 * padding_ - gap_) / 2;
  if (narrow && items.size() > 1 && half >= kLeastHalf) most_item_width_ = half;
  const bool hovered = ImGui::IsMouseHoveringRect(from, to, false);
  const bool turned = ReadInput(painter.focus(), items, hovered, now);
  const bool held = hovered && !by_hand_ && now - touched_ < kLetGoAfter;
  slide_.Advance(passed, held);
  FollowEnd(painter, tr, items, turned, now);
  ImGui::PushClipRect(from, to, true);
  {
    const Focus::Group group(painter.focus(), "strip");
    for (const Placed& placed : Place(painter, tr, items, from, to, now)) {
      DrawItem(painter, items[placed.index], placed, EndIndex(items), from, to, frame);
    }
  }
  ImGui::PopClipRect();
  // What the person is about to open does not slip away.
  if (std::exchange(focus_came_, false)) {
    touched_ = now;
    if (!anchor_) anchor_ = items[EndIndex(items)].position();
  }
  frame.moving = (slide_.moving() && !(held && !by_hand_)) || chased_.has_value();
  if (anchor_.has_value() || held) frame.next_change = touched_ + kLetGoAfter;
  return frame;
}

}  // namespace aftercall::ui
