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

// What is said of a pause that is on its way or was refused; empty where there is nothing to say.
std::string PauseNews(const Translator& tr, const model::Hand& hand, const std::string& about) {
  if (hand.Pending(about) != nullptr) return tr.Tr("On its way.");
  const model::Refusal* const refusal = hand.refusal(about);
  if (refusal == nullptr) return "";
  if (refusal->reason == "TEAM_NOT_YOURS") return tr.Tr("You do not lead this team any more.");
  return i18n::Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal->sentence}});
}

// What every team's row needs.
struct Moment {
  const Translator& tr;
  const model::Hand& hand;
  absl::Time now;
  absl::TimeZone zone;
};

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

void DrawTeam(const Painter& painter, Column& column, const model::LedTeam& team,
              const Moment& moment, Intents& out) {
  const Translator& tr = moment.tr;
  const std::string about = model::AboutPause(team.name);
  column.Space(16);
  column.Paragraph(Style::kSmall, painter.theme().muted, team.display_name);
  const std::string news = PauseNews(tr, moment.hand, about);
  if (moment.hand.Pending(about) == nullptr) {
    const std::string words =
        team.paused_until
            ? i18n::Format(
                  tr.Tr("Paused until {time} – go on"),
                  {{"time", model::TimeWords(*team.paused_until, moment.now, moment.zone)}})
            : tr.Tr("Pause prompts and requests for four hours");
    const float top = column.y() + 4;
    if (painter.Link(about.c_str(), {column.left(), top}, words)) {
      out.push_back(team.paused_until ? Do{about, model::EndPause{team.name}}
                                      : Do{about, model::StartPause{team.name}});
    }
    column.Space(4 + painter.Height(Style::kRegular));
  }
  if (!news.empty()) column.Paragraph(Style::kSmall, painter.theme().muted, news);
}

}  // namespace

PanelFrame DayPanel::Draw(const model::Standing* standing, const model::Standing* told,
                          const model::Hand& hand, std::optional<absl::Time> quiet_until,
                          const Theme& theme, const Type& type, const Translator& tr,
                          absl::Time now, absl::TimeZone zone) {
  const Moment moment{tr, hand, now, zone};
  const PanelPage::Foot foot{
      tr.Tr("Esc closes"),
      {{tr.Tr("Say well done ♥"), OpenGiving{}}, {tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("My day"));
    DrawFigures(painter, column, tr, standing);
    if (told != nullptr) {
      for (const auto& team : told->led_teams) DrawTeam(painter, column, team, moment, out);
    }
    DrawQuiet(painter, column, tr, quiet_until, now, zone, out);
    column.Space(18);
    if (painter.Link("settings", {column.left(), column.y()}, tr.Tr("Settings"))) {
      out.push_back(OpenSettings{});
    }
    column.Space(painter.Height(Style::kRegular));
  });
}

}  // namespace aftercall::ui
