#include "client/ui/painter.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace aftercall::ui {
namespace {

constexpr float kCorner = 5;
constexpr float kSquare = 9;
constexpr float kSquareGap = 2;
constexpr float kButtonHeight = 28;
constexpr float kButtonPadding = 12;
constexpr float kMarkHeight = 18;
constexpr float kMarkGap = 7;

float WidthOf(const ImFont& font, const std::string& shown) {
  return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, shown.data(), shown.data() + shown.size()).x;
}

ImVec2 OnPixel(ImVec2 at) { return {std::floor(at.x), std::floor(at.y)}; }

// Whole pixels on the screen, in units of the layout, where an outline is that thick.
float OutlineThickness() {
  const float scale = std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.1f);
  return std::max(1.0f, std::round(scale)) / scale;
}

// A count in a button: a number on a rounded ground.
std::string MarkText(int count) { return count > 99 ? "99+" : absl::StrCat(count); }

float MarkWidth(const Painter& painter, int count) {
  return std::max(kMarkHeight, painter.Width(Style::kSmall, MarkText(count)) + 10);
}

void DrawMark(const Painter& painter, ImVec2 right_middle, int count) {
  const float width = MarkWidth(painter, count);
  const ImVec2 from = OnPixel({right_middle.x - width, right_middle.y - kMarkHeight / 2});
  painter.Box(from, {from.x + width, from.y + kMarkHeight}, painter.theme().accent,
              kMarkHeight / 2);
  const Painter::Line line = painter.Measure(Style::kSmall, MarkText(count));
  painter.Text({from.x + (width - line.width) / 2,
                from.y + (kMarkHeight - painter.Height(Style::kSmall)) / 2},
               Style::kSmall, painter.theme().panel, line);
}

}  // namespace

Painter::Painter(const char* name, const Theme& theme, const Type& type, ImU32 ground, Focus& focus)
    : theme_(theme), type_(type), focus_(focus), size_(ImGui::GetIO().DisplaySize) {
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(size_);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ground);
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse);
  list_ = ImGui::GetWindowDrawList();
  // Soft edges are a pixel of the screen wide, whatever the scale.
  list_->_FringeScale = 1 / std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.1f);
  focus_.BeginFrame();
}

Painter::~Painter() {
  focus_.EndFrame(*list_, theme_.accent);
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(4);
}

Painter::Line Painter::Measure(Style style, absl::string_view text) const {
  Line line{type_.drawable(style, text)};
  line.width = WidthOf(type_.font(style), line.shown);
  return line;
}

float Painter::Text(ImVec2 at, Style style, ImU32 colour, const Line& line) const {
  ImFont& font = type_.font(style);
  list_->AddText(&font, font.FontSize, OnPixel(at), colour, line.shown.data(),
                 line.shown.data() + line.shown.size());
  return line.width;
}

Painter::Line Painter::Fitting(Style style, absl::string_view text, float width) const {
  // No character is narrower than a pixel or longer than four bytes: more would not be seen.
  const size_t most = static_cast<size_t>(std::max(width, 0.0f)) * 4 + 16;
  std::string one_line(text.data(), std::min(most, text.size()));
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  Line line = Measure(style, one_line);
  if (text.size() <= most && line.width <= width) return line;
  ImFont& font = type_.font(style);
  const Line dots = Measure(style, "…");
  const char* rest = nullptr;
  const char* const begin = line.shown.data();
  font.CalcTextSizeA(font.FontSize, std::max(width - dots.width, 0.0f), 0, begin,
                     begin + line.shown.size(), &rest);
  line.shown.resize(static_cast<size_t>(rest - begin));
  while (!line.shown.empty() && line.shown.back() == ' ') line.shown.pop_back();
  line.shown += dots.shown;
  line.width = WidthOf(font, line.shown);
  return line;
}

float Painter::SquaresWidth(int count) {
  return static_cast<float>(count) * (kSquare + kSquareGap) - kSquareGap;
}

float Painter::Squares(ImVec2 at, int filled, int count, ImU32 colour) const {
  ImVec2 corner = OnPixel(at);
  for (int i = 0; i < count; ++i) {
    const ImVec2 far(corner.x + kSquare, corner.y + kSquare);
    if (i < filled) {
      list_->AddRectFilled(corner, far, colour, 2);
    } else {
      Outline(corner, far, colour, 2);
    }
    corner.x += kSquare + kSquareGap;
  }
  return SquaresWidth(count);
}

void Painter::Box(ImVec2 from, ImVec2 to, ImU32 colour, float rounding) const {
  list_->AddRectFilled(OnPixel(from), OnPixel(to), colour, rounding);
}

void Painter::Outline(ImVec2 from, ImVec2 to, ImU32 colour, float rounding) const {
  const float thickness = OutlineThickness();
  const float inset = thickness / 2;
  list_->PathRect({from.x + inset, from.y + inset}, {to.x - inset, to.y - inset}, rounding);
  list_->PathStroke(colour, ImDrawFlags_Closed, thickness);
}

bool Painter::Area(const char* id, ImVec2 from, ImVec2 to, bool* looked_at, bool for_keys) const {
  const ImGuiID known_as = ImGui::GetID(id);
  const bool by_key = for_keys && focus_.Add(known_as, from, to);
  ImGui::SetCursorScreenPos(from);
  const ImVec2 size(std::max(1.0f, to.x - from.x), std::max(1.0f, to.y - from.y));
  const bool by_mouse = ImGui::InvisibleButton(id, size);
  if (by_mouse) focus_.Take(known_as);
  if (looked_at != nullptr) *looked_at = ImGui::IsItemHovered() || focus_.IsShownOn(known_as);
  return by_mouse || by_key;
}

bool Painter::Link(const char* id, ImVec2 at, absl::string_view text) const {
  const ImVec2 from = OnPixel(at);
  const float width = Text(from, Style::kRegular, theme_.accent, text);
  const ImVec2 to(from.x + width, from.y + Height(Style::kRegular));
  bool looked_at = false;
  const bool pressed = Area(id, from, to, &looked_at);
  if (looked_at) Box({from.x, to.y - 1}, to, theme_.accent);
  return pressed;
}

float Painter::ButtonWidth(absl::string_view text, bool primary, int count) const {
  const float mark = count > 0 ? MarkWidth(*this, count) + kMarkGap : 0;
  return Width(primary ? Style::kBold : Style::kRegular, text) + 2 * kButtonPadding + mark;
}

bool Painter::Button(const char* id, ImVec2 at, absl::string_view text, bool primary, int count,
                     bool* looked_at) const {
  const ImVec2 from = OnPixel(at);
  const ImVec2 to(from.x + ButtonWidth(text, primary, count), from.y + kButtonHeight);
  bool hovered = false;
  const bool pressed = Area(id, from, to, &hovered);
  if (looked_at != nullptr) *looked_at = hovered;
  const ImU32 plain = hovered ? theme_.fill : theme_.panel;
  list_->AddRectFilled(from, to, primary ? theme_.accent : plain, kCorner);
  if (!primary) Outline(from, to, theme_.edge, kCorner);
  if (primary && hovered) {
    Outline({from.x + 2, from.y + 2}, {to.x - 2, to.y - 2}, theme_.panel, kCorner - 2);
  }
  Text({from.x + kButtonPadding, from.y + (kButtonHeight - Height(Style::kRegular)) / 2},
       primary ? Style::kBold : Style::kRegular, primary ? theme_.panel : theme_.text, text);
  if (count > 0) DrawMark(*this, {to.x - kButtonPadding, from.y + kButtonHeight / 2}, count);
  return pressed;
}

}  // namespace aftercall::ui
