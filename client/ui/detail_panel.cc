#include "client/ui/detail_panel.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/model/question.h"
#include "client/model/words.h"
#include "client/ui/appeal_panel.h"
#include "client/ui/comparison.h"
#include "client/ui/item_view.h"
#include "client/ui/kudos_panel.h"
#include "client/ui/review_words.h"
#include "client/ui/task_panel.h"
#include "shared/i18n/words.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;

std::string TimeWords(const Translator& tr, absl::Time time, absl::Time now, absl::TimeZone zone) {
  const std::string clock = absl::FormatTime("%H:%M", time, zone);
  if (absl::ToCivilDay(time, zone) == absl::ToCivilDay(now, zone)) {
    return Format(tr.Tr("today {time}"), {{"time", clock}});
  }
  return absl::StrCat(absl::FormatCivilTime(absl::ToCivilDay(time, zone)), " ", clock);
}

std::string AnsweredWords(const Translator& tr, const model::Verdict& verdict, absl::Time now,
                          absl::TimeZone zone) {
  if (verdict.answered_at.has_value()) return TimeWords(tr, *verdict.answered_at, now, zone);
  if (verdict.answered_on.has_value()) return absl::FormatCivilTime(*verdict.answered_on);
  return "";
}

// What a redaction rule took out. Rules of a newer server are named as they are.
std::string RedactedWords(const Translator& tr, absl::string_view rule) {
  if (rule == "card_number") return tr.Tr("a card number");
  if (rule == "card_security_code") return tr.Tr("a card's security code");
  if (rule == "national_id") return tr.Tr("an identity number");
  if (rule == "phone_number") return tr.Tr("a phone number");
  if (rule == "email_address") return tr.Tr("an e-mail address");
  return std::string(rule.data(), rule.size());
}

void DrawScore(const Painter& painter, Column& column, const Translator& tr,
               const model::Verdict& verdict) {
  const model::Question& question = verdict.question;
  const int steps = model::StepCount(question);
  const ImU32 colour = ColourOf(painter.theme(), model::ToneOf(question, verdict.rating));
  const float y = column.y();
  float x = column.left();
  x += painter.Squares({x, y + 6}, model::FilledSteps(question, verdict.rating), steps, colour) + 9;
  x += painter.Text({x, y}, Style::kBold, painter.theme().text, absl::StrCat(verdict.rating)) + 9;
  painter.Text({x, y}, Style::kRegular, painter.theme().text,
               painter.Fitting(Style::kRegular, ScoreWords(tr, verdict), column.right() - x));
  column.Space(painter.Height(Style::kRegular));
}

void DrawScale(const Painter& painter, Column& column, const Translator& tr,
               const model::Question& question) {
  const bool high = question.direction == model::Question::Direction::kHighIsBest;
  const std::string words = Format(tr.Tr("Scale {low}–{high}, {best} is best"),
                                   {{"low", absl::StrCat(question.low)},
                                    {"high", absl::StrCat(question.high)},
                                    {"best", absl::StrCat(high ? question.high : question.low)}});
  column.Paragraph(Style::kSmall, painter.theme().muted, words);
}

void DrawNotes(const Painter& painter, Column& column, const Translator& tr,
               const model::Item& item) {
  const Theme& theme = painter.theme();
  if (item.verdict.company_fault) {
    column.Space(8);
    column.Paragraph(Style::kSmall, theme.text,
                     tr.Tr("The customer says it was the company's doing, not the agent's. It "
                           "counts in the total, not in the agent's own figure."));
  }
  if (item.verdict.appeal_upheld) {
    column.Space(8);
    column.Paragraph(Style::kSmall, theme.text,
                     tr.Tr("An appeal was upheld. It counts in the total, not in the agent's own "
                           "figure."));
  }
  if (!item.verdict.redactions.empty()) {
    std::vector<std::string> names;
    for (const std::string& rule : item.verdict.redactions)
      names.push_back(RedactedWords(tr, rule));
    column.Space(8);
    column.Paragraph(Style::kSmall, theme.muted,
                     Format(tr.Tr("Taken out for privacy: {what}."),
                            {{"what", absl::StrJoin(names, tr.Tr(", "))}}));
  }
}

void DrawFacts(Column& column, const Translator& tr, const model::Item& item, absl::Time now,
               absl::TimeZone zone) {
  const model::Verdict& verdict = item.verdict;
  const auto row = [&](const std::string& label, const std::string& value) {
    if (!value.empty()) column.Row(label, value);
  };
  if (item.of_another) {
    row(tr.Tr("Agent"), verdict.agent_display_name);
    row(tr.Tr("Team"), verdict.team_display_name);
  }
  row(tr.Tr("Topic"), verdict.topic);
  row(tr.Tr("Channel"), i18n::ChannelName(tr, verdict.channel));
  if (verdict.ended_at.has_value()) {
    row(tr.Tr("Contact ended"), TimeWords(tr, *verdict.ended_at, now, zone));
  }
  row(tr.Tr("Answered"), AnsweredWords(tr, verdict, now, zone));
  if (verdict.business_day.has_value()) {
    row(tr.Tr("Counts on"), absl::FormatCivilTime(*verdict.business_day));
  }
}

void DrawId(const Painter& painter, Column& column, const Translator& tr,
            const model::Verdict& verdict, Intents& intents) {
  if (verdict.interaction_external_id.empty()) return;
  const std::string copy = tr.Tr("Copy");
  const float y = column.y();
  const float button = column.right() - painter.ButtonWidth(copy);
  painter.Text({column.left(), y + 11}, Style::kSmall, painter.theme().muted, tr.Tr("Id"));
  const float value = column.left() + (column.right() - column.left()) * 0.42f;
  painter.Text(
      {value, y + 9}, Style::kRegular, painter.theme().text,
      painter.Fitting(Style::kRegular, verdict.interaction_external_id, button - value - 8));
  if (painter.Button("copy", {button, y + 6}, copy)) {
    intents.push_back(CopyText{verdict.interaction_external_id});
  }
  column.Space(40);
}

bool DrawLink(const Painter& painter, Column& column, const char* id, const std::string& words,
              const Intent& intent, Intents& out) {
  column.Space(10);
  const bool pressed = painter.Link(id, {column.left(), column.y()}, words);
  if (pressed) out.push_back(intent);
  column.Space(painter.Height(Style::kRegular));
  return pressed;
}

void DrawEvaluating(const Painter& painter, Column& column, const Translator& tr,
                    const std::string& interaction, const model::EvaluationView& evaluation,
                    Intents& out) {
  const Theme& theme = painter.theme();
  if (evaluation.task != nullptr) {
    const std::string state = StateWords(tr, evaluation.task->told);
    DrawLink(painter, column, "evaluate",
             Format(tr.Tr("Your evaluation: {state}"), {{"state", state}}),
             OpenTask{evaluation.task->told.name}, out);
    return;
  }
  if (evaluation.is_sent) {
    column.Space(10);
    column.Paragraph(Style::kSmall, theme.muted, model::SentWords(tr, evaluation.is_live));
    return;
  }
  if (evaluation.refusal != nullptr) {
    column.Space(10);
    column.Paragraph(Style::kSmall, theme.warn, ReviewRefusalWords(tr, *evaluation.refusal));
  }
  DrawLink(painter, column, "evaluate", tr.Tr("Evaluate it"),
           Do{model::AboutEvaluating(interaction), model::StartEvaluation{interaction}}, out);
}

}  // namespace

void DetailPanel::DrawOwnActions(const Painter& painter, Column& column, const Translator& tr,
                                 const model::Item& item, const model::OwnView& own,
                                 const std::optional<model::AppealView>& appeal, Intents& out) {
  const model::Verdict& verdict = item.verdict;
  if (own.may_request) {
    DrawLink(painter, column, "assess", tr.Tr("Assess it yourself"),
             Do{verdict.interaction, model::RequestAssessment{}}, out);
  }
  DrawLink(painter, column, "ask", tr.Tr("Ask a colleague to look at it"),
           OpenAsk{verdict.interaction}, out);
  if (!appeal) return;
  const std::string words = appeal->appeal == nullptr
                                ? tr.Tr("Appeal this answer")
                                : Format(tr.Tr("Your appeal: {state}"),
                                         {{"state", StateWords(tr, appeal->appeal->told)}});
  DrawLink(painter, column, "appeal", words, OpenAppeal{verdict.key()}, out);
}

void DetailPanel::DrawLeadersActions(const Painter& painter, Column& column, const Translator& tr,
                                     const model::Item& item,
                                     const model::EvaluationView& evaluation,
                                     const model::Hand& hand, Intents& out) {
  const model::Verdict& verdict = item.verdict;
  if (verdict.agent.empty()) return;
  const std::string said = KudosWords(tr, hand, verdict.agent, praised_);
  if (said.empty()) {
    praised_ = DrawLink(painter, column, "praise", tr.Tr("Say well done ♥"),
                        Do{model::AboutKudos(verdict.agent),
                           model::GiveKudos{verdict.agent, "", verdict.interaction}},
                        out);
  } else {
    column.Space(10);
    column.Paragraph(Style::kSmall, painter.theme().muted, said);
  }
  DrawEvaluating(painter, column, tr, verdict.interaction, evaluation, out);
}

PanelFrame DetailPanel::Draw(const model::Item& item, const model::OwnView& own,
                             const std::optional<model::AppealView>& appeal,
                             const model::EvaluationView& evaluation, const model::Hand& hand,
                             const Theme& theme, const Type& type, const Translator& tr,
                             absl::Time now, absl::TimeZone zone) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    const model::Verdict& verdict = item.verdict;
    const model::Question& question = verdict.question;
    column.Paragraph(Style::kHeading, theme.text,
                     question.prompt.empty() ? question.id : question.prompt);
    column.Space(2);
    DrawScale(painter, column, tr, question);
    column.Space(12);
    DrawScore(painter, column, tr, verdict);
    column.Space(10);
    if (verdict.comment.empty()) {
      column.Paragraph(Style::kSmall, theme.muted, tr.Tr("The customer left no words."));
    } else {
      column.Boxed(verdict.comment);
    }
    DrawNotes(painter, column, tr, item);
    if (item.of_another) {
      DrawLeadersActions(painter, column, tr, item, evaluation, hand, out);
    } else {
      DrawOwnActions(painter, column, tr, item, own, appeal, out);
    }
    if (own.committed != nullptr) {
      column.Space(14);
      DrawComparison(painter, column, tr, {*own.form, &own.committed->scores, nullptr, {&item}});
    }
    column.Space(8);
    DrawFacts(column, tr, item, now, zone);
    DrawId(painter, column, tr, verdict, out);
  });
}

}  // namespace aftercall::ui
