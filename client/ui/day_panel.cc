#include "client/ui/day_panel.h"

#include "absl/strings/str_cat.h"
#include "client/model/bar_view.h"
#include "client/model/words.h"
#include "client/ui/quiet_row.h"

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

// What is said of a pause that was refused; empty where none was.
std::string RefusalWords(const Translator& tr, const model::Refusal* refusal) {
  if (refusal == nullptr) return "";
  if (refusal->reason == "TEAM_NOT_YOURS") return tr.Tr("You do not lead this team any more.");
  if (refusal->reason == "ROLE_INSUFFICIENT") return tr.Tr("You may not pause queues any more.");
  return i18n::Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal->sentence}});
}

void DrawFigures(const Painter& painter, Column& column, const Translator& tr,
                 const model::Standing* standing) {
  const Theme& theme = painter.theme();
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
}

// A team or a queue, and what pauses it or lets it go on.
struct PauseRow {
  std::string name;
  model::PauseTarget target;
  std::optional<absl::Time> paused_until;
  bool is_changing = false;
};

bool IsUnderWay(const DayPanel::Day& day, const PauseRow& row) {
  return row.is_changing || day.hand.Pending(model::AboutPause(row.target)) != nullptr;
}

std::string PressWords(const DayPanel::Day& day, const PauseRow& row) {
  if (!row.paused_until) return day.tr.Tr("Pause prompts and requests for four hours");
  return i18n::Format(day.tr.Tr("Paused until {time} – go on"),
                      {{"time", model::TimeWords(*row.paused_until, day.now, day.zone)}});
}

void DrawPause(const Painter& painter, Column& column, const DayPanel::Day& day,
               const PauseRow& row, Intents& out) {
  const ImU32 muted = painter.theme().muted;
  const std::string about = model::AboutPause(row.target);
  column.Space(16);
  column.Paragraph(Style::kSmall, muted, row.name);
  column.Space(4);
  const ImVec2 at{column.left(), column.y()};
  if (IsUnderWay(day, row)) {
    // As high as what can be pressed, so that nothing below moves.
    painter.Text(at, Style::kRegular, muted, day.tr.Tr("On its way."));
  } else if (painter.Link(about.c_str(), at, PressWords(day, row))) {
    out.push_back(row.paused_until ? Do{about, model::EndPause{row.target}}
                                   : Do{about, model::StartPause{row.target}});
  }
  column.Space(painter.Height(Style::kRegular));
  const std::string refused = RefusalWords(day.tr, day.hand.refusal(about));
  if (!refused.empty()) column.Paragraph(Style::kSmall, muted, refused);
}

PauseRow RowOf(const DayPanel::Day& day, const model::Queue& queue) {
  PauseRow row{i18n::Format(day.tr.Tr("Queue {name}"), {{"name", queue.name}}),
               {"", queue.name},
               queue.paused_until,
               queue.is_changing};
  // It has ended by itself since it was told.
  if (row.paused_until && *row.paused_until <= day.now) row.paused_until.reset();
  return row;
}

}  // namespace

void DayPanel::DrawQueues(const Painter& painter, Column& column, const Day& day, Intents& out) {
  size_t left_out = 0;
  for (size_t i = 0; i < day.queues->size(); ++i) {
    const PauseRow row = RowOf(day, (*day.queues)[i]);
    const bool is_shown = all_queues_ || i < kFewQueues || row.paused_until || IsUnderWay(day, row);
    if (is_shown) DrawPause(painter, column, day, row, out);
    if (!is_shown) ++left_out;
  }
  if (left_out == 0) return;
  column.Space(16);
  const std::string words =
      day.tr.TrN("Show one more queue", "Show {n} more queues", static_cast<int64_t>(left_out));
  if (painter.Link("queues", {column.left(), column.y()}, words)) all_queues_ = true;
  column.Space(painter.Height(Style::kRegular));
}

PanelFrame DayPanel::Draw(const Day& day, const Theme& theme, const Type& type) {
  const Translator& tr = day.tr;
  const PanelPage::Foot foot{
      tr.Tr("Esc closes"),
      {{tr.Tr("Say well done ♥"), OpenGiving{}}, {tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("My day"));
    DrawFigures(painter, column, tr, day.shown);
    if (day.told != nullptr) {
      for (const model::LedTeam& team : day.told->led_teams) {
        DrawPause(painter, column, day, {team.display_name, {team.name}, team.paused_until}, out);
      }
      if (day.queues != nullptr) DrawQueues(painter, column, day, out);
    }
    DrawQuiet(painter, column, tr, day.quiet_until, day.now, day.zone, out);
    column.Space(18);
    if (painter.Link("settings", {column.left(), column.y()}, tr.Tr("Settings"))) {
      out.push_back(OpenSettings{});
    }
    column.Space(painter.Height(Style::kRegular));
  });
}

}  // namespace aftercall::ui
