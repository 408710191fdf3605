#include "client/ui/own_scores.h"

#include <optional>

#include "client/ui/score_row.h"

namespace aftercall::ui {
namespace {

constexpr float kColumnWidth = 76;
constexpr float kPadding = 6;

void DrawCell(const Painter& painter, float right, float y, Style style, ImU32 colour,
              const std::string& text) {
  const Painter::Line line = painter.Measure(style, text);
  painter.Text({right - line.width, y}, style, colour, line);
}

void DrawRule(const Painter& painter, Column& column) {
  painter.Box({column.left(), column.y()}, {column.right(), column.y() + 1}, painter.theme().line);
  column.Space(1);
}

// Right edges of the columns; the customer's is only there where some element has something in it.
struct Columns {
  float own = 0;
  std::optional<float> customer;
};

Columns ColumnsOf(const Column& column, const forms::Form& form,
                  const std::vector<const model::Item*>& verdicts) {
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      if (model::CustomerScore(element, verdicts)) {
        return {column.right() - kColumnWidth, column.right()};
      }
    }
  }
  return {column.right(), std::nullopt};
}

void DrawHead(const Painter& painter, Column& column, const i18n::Translator& tr,
              const Columns& columns) {
  const ImU32 muted = painter.theme().muted;
  const float y = column.y();
  painter.Text({column.left(), y}, Style::kSmall, muted, tr.Tr("Element"));
  DrawCell(painter, columns.own, y, Style::kSmall, muted, tr.Tr("You"));
  if (columns.customer) {
    DrawCell(painter, *columns.customer, y, Style::kSmall, muted, tr.Tr("Customer"));
  }
  column.Space(painter.Height(Style::kSmall) + kPadding);
  DrawRule(painter, column);
}

}  // namespace

std::string TextOf(const forms::Form& form, const forms::Words& words, const i18n::Translator& tr) {
  const absl::string_view language(tr.language().data(), tr.language().size());
  return std::string(forms::InLanguage(form, words, language));
}

void DrawOwnScores(const Painter& painter, Column& column, const i18n::Translator& tr,
                   const forms::Form& form, const model::Scores& scores,
                   const std::vector<const model::Item*>& verdicts) {
  const Theme& theme = painter.theme();
  const Columns columns = ColumnsOf(column, form, verdicts);
  DrawHead(painter, column, tr, columns);
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      const auto own = scores.find(element.id);
      if (own == scores.end()) continue;
      const float top = column.y() + kPadding;
      Column title = column.Part(column.left(), columns.own - kColumnWidth, top);
      title.Paragraph(Style::kRegular, theme.text, TextOf(form, element.title, tr));
      DrawCell(painter, columns.own, top, Style::kBold, theme.accent,
               ScoreName(tr, element, own->second));
      if (columns.customer) {
        const std::optional<int> customer = model::CustomerScore(element, verdicts);
        DrawCell(painter, *columns.customer, top, Style::kRegular,
                 customer ? theme.text : theme.muted, ScoreName(tr, element, customer));
      }
      column.Space(title.y() - column.y() + kPadding);
      DrawRule(painter, column);
    }
  }
}

}  // namespace aftercall::ui
