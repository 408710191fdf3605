#include "client/ui/score_row.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"

namespace aftercall::ui {
namespace {

constexpr float kButtonWidth = 34;
constexpr float kScoreHeight = 28;
constexpr float kBetweenScores = 5;
constexpr float kRowPadding = 7;
constexpr float kLeastTitle = 150;

std::vector<Score> StepsOf(const forms::Element& element) {
  std::vector<Score> steps;
  for (int score = element.low; score <= element.high; ++score) steps.emplace_back(score);
  if (element.may_not_apply) steps.emplace_back(std::nullopt);
  return steps;
}

struct Layout {
  float button_width = kButtonWidth;
  float width = 0;
  bool beside = true;  // the title and the buttons share a line
};

Layout LayoutOf(const Painter& painter, const Column& column, const i18n::Translator& tr,
                const forms::Element& element, size_t steps) {
  Layout layout;
  if (element.IsYesNo()) {
    for (const int score : {0, 1}) {
      const float width = painter.Width(Style::kBold, ScoreName(tr, element, score)) + 20;
      layout.button_width = std::max(layout.button_width, width);
    }
  }
  const float gaps = kBetweenScores * static_cast<float>(steps - 1);
  const float room = column.right() - column.left();
  layout.width = layout.button_width * static_cast<float>(steps) + gaps;
  if (layout.width > room) {
    layout.button_width = (room - gaps) / static_cast<float>(steps);
    layout.width = room;
  }
  layout.beside = layout.width + kLeastTitle <= room;
  return layout;
}

bool DrawButton(const Painter& painter, ImVec2 from, float width, const std::string& name,
                bool chosen, bool& looked_at) {
  const Theme& theme = painter.theme();
  const ImVec2 to(from.x + width, from.y + kScoreHeight);
  const bool pressed = painter.Area(name.c_str(), from, to, &looked_at);
  const ImU32 ground = chosen ? theme.accent : looked_at ? theme.fill : theme.panel;
  painter.list().AddRectFilled(from, to, ground, 5);
  if (!chosen) painter.Outline(from, to, theme.edge, 5);
  const Style style = chosen ? Style::kBold : Style::kRegular;
  const Painter::Line line = painter.Measure(style, name);
  painter.Text(
      {from.x + (width - line.width) / 2, from.y + (kScoreHeight - painter.Height(style)) / 2},
      style, chosen ? theme.panel : theme.text, line);
  return pressed;
}

}  // namespace

std::string ScoreName(const i18n::Translator& tr, const forms::Element& element,
                      const Score& score) {
  if (!score) return "–";
  if (!element.IsYesNo()) return absl::StrCat(*score);
  return *score == 0 ? tr.Tr("No") : tr.Tr("Yes");
}

ScoreRowFrame DrawScoreRow(const Painter& painter, Column& column, const i18n::Translator& tr,
                           const ScoreRow& row) {
  const Theme& theme = painter.theme();
  const std::vector<Score> steps = StepsOf(row.element);
  const Layout layout = LayoutOf(painter, column, tr, row.element, steps.size());
  const float top = column.y() + kRowPadding;
  const float title_right = layout.beside ? column.right() - layout.width - 12 : column.right();
  // The title stands in the middle of the buttons' line, or on lines of its own.
  Column title = column.Part(column.left(), title_right, top + 4);
  title.Paragraph(Style::kRegular, theme.text, row.title);
  float y = top;
  if (!layout.beside) y = title.y() + 4;
  float bottom = std::max(y + kScoreHeight, title.y()) + kRowPadding;
  if (!row.remark.empty()) {
    painter.Text({column.left(), bottom - 3}, Style::kSmall, theme.muted,
                 painter.Fitting(Style::kSmall, row.remark, column.right() - column.left()));
    bottom += painter.Height(Style::kSmall);
  }
  if (row.has_focus) {
    painter.Box({column.left() - 10, top}, {column.left() - 7, bottom - kRowPadding}, theme.accent,
                1);
  }
  ScoreRowFrame frame;
  float x = layout.beside ? column.right() - layout.width : column.left();
  ImGui::PushID(row.element.id.c_str());
  frame.title_pressed = painter.Area("title", {column.left(), top}, {title_right, title.y()});
  frame.has_focus_come = painter.focus().HasComeTo(ImGui::GetID("title"));
  for (const Score& step : steps) {
    const std::string name = ScoreName(tr, row.element, step);
    bool looked_at = false;
    const bool pressed =
        DrawButton(painter, {x, y}, layout.button_width, name, row.chosen == step, looked_at);
    if (pressed) frame.pressed = step;
    if (looked_at) frame.looked_at = step;
    if (painter.focus().HasComeTo(ImGui::GetID(name.c_str()))) frame.has_focus_come = true;
    x += layout.button_width + kBetweenScores;
  }
  ImGui::PopID();
  painter.Box({column.left(), bottom}, {column.right(), bottom + 1}, theme.line);
  column.Space(bottom + 1 - column.y());
  return frame;
}

std::optional<Score> ScoreOfKey(const forms::Element& element, unsigned int character) {
  if (character == '-' && element.may_not_apply) return Score();
  if (character < '0' || character > '9') return std::nullopt;
  int score = static_cast<int>(character - '0');
  if (score == 0 && element.low > 0) score = 10;
  if (score < element.low || score > element.high) return std::nullopt;
  return Score(score);
}

}  // namespace aftercall::ui
