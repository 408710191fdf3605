#include "client/ui/day_panel.h"

#include "absl/strings/str_cat.h"
#include "client/model/bar_view.h"
#include "client/model/words.h"

namespace aftercall::ui {
namespace {

using i18n::Translator;

// The same words as on the bar, for any of the figures.
model::FigureWords WordsOf(const Translator& tr, const model::Figure& figure) {
  model::BarView view;
  view.figure_known = true;
  view.figure = &figure;
  return model::WordsOf(tr, view);
}

void DrawFigure(const Painter& painter, Column& column, const Translator& tr,
                const model::Figure& figure) {
  const Theme& theme = painter.theme();
  const model::Question& question = figure.question;
  column.Space(16);
  column.Paragraph(Style::kSmall, theme.muted,
                   question.prompt.empty() ? question.id : question.prompt);
  const model::FigureWords own = WordsOf(tr, figure);
  const bool is_number = !own.value.empty() && own.value.back() == '%';
  column.Paragraph(is_number ? Style::kFigure : Style::kHeading, theme.text, own.value);
  column.Paragraph(Style::kSmall, theme.muted, own.basis);
  if (figure.own == figure.total) return;
  model::Figure all = figure;
  all.own = figure.total;
  const model::FigureWords total = WordsOf(tr, all);
  column.Paragraph(Style::kSmall, theme.muted,
                   i18n::Format(tr.Tr("With answers that blame the company: {value} ({basis})"),
                                {{"value", total.value}, {"basis", total.basis}}));
}

}  // namespace

PanelFrame DayPanel::Draw(const model::Standing* standing, const Theme& theme, const Type& type,
                          const Translator& tr) {
  const PanelPage::Foot foot{
      tr.Tr("Esc closes"),
      {{tr.Tr("Say well done ♥"), OpenGiving{}}, {tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("My day"));
    if (standing == nullptr) {
      column.Space(10);
      column.Paragraph(Style::kRegular, theme.text,
                       tr.Tr("Today's figures are not known yet. They come with the connection, "
                             "between two customers."));
      return;
    }
    if (standing->business_day.has_value()) {
      column.Paragraph(Style::kSmall, theme.muted, absl::FormatCivilTime(*standing->business_day));
    }
    if (standing->figures.empty()) {
      column.Space(10);
      column.Paragraph(Style::kRegular, theme.text, tr.Tr("no answers yet"));
    }
    for (const model::Figure& figure : standing->figures) DrawFigure(painter, column, tr, figure);
    if (standing->for_earlier_days > 0) {
      column.Space(14);
      column.Paragraph(
          Style::kSmall, theme.muted,
          tr.TrN("+{n} for earlier days", "+{n} for earlier days", standing->for_earlier_days));
    }
  });
}

}  // namespace aftercall::ui
