#include "client/ui/task_page.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/model/words.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;

std::string DueWords(const Translator& tr, absl::Time due_at, absl::Time now, absl::TimeZone zone) {
  const bool is_today = absl::ToCivilDay(due_at, zone) == absl::ToCivilDay(now, zone);
  const std::string time = absl::FormatTime(is_today ? "%H:%M" : "%m-%d %H:%M", due_at, zone);
  return Format(tr.Tr("until {time}"), {{"time", time}});
}

std::string MetaWords(const Translator& tr, const model::ReviewTask& told, absl::Time now,
                      absl::TimeZone zone) {
  std::vector<std::string> parts;
  if (!told.topic.empty()) parts.push_back(told.topic);
  if (told.ended) parts.push_back(model::WordsOf(tr, *told.ended, now, zone));
  if (model::IsOpen(told.state)) {
    if (told.minutes > 0) {
      parts.push_back(tr.TrN("about {n} minute", "about {n} minutes", told.minutes));
    }
    if (told.due_at) parts.push_back(DueWords(tr, *told.due_at, now, zone));
  }
  return absl::StrJoin(parts, " · ");
}

// The same with the channel, which no question of an evaluation's heading names.
std::string MetaWithChannel(const Translator& tr, const model::ReviewTask& told, absl::Time now,
                            absl::TimeZone zone) {
  const std::string channel = i18n::ChannelName(tr, told.channel);
  const std::string meta = MetaWords(tr, told, now, zone);
  return absl::StrCat(channel, channel.empty() || meta.empty() ? "" : " · ", meta);
}

// What the server refused, in words of ours where we know it.
std::string RefusalWords(const Translator& tr, const model::Refusal& refusal) {
  if (refusal.reason == "REVIEW_STATE" || refusal.reason == "NOT_FOUND") {
    return tr.Tr("That has been settled meanwhile.");
  }
  return Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal.sentence}});
}

}  // namespace

void TaskPage::Head(Column& column, const std::string& heading) const {
  column.Paragraph(Style::kHeading, theme.text, heading);
  column.Space(2);
  column.Paragraph(Style::kSmall, theme.muted, meta);
  if (view.refusal != nullptr) {
    column.Space(8);
    column.Paragraph(Style::kSmall, theme.warn, RefusalWords(tr, *view.refusal));
  }
  if (body() != nullptr && !body()->question.empty()) {
    column.Space(10);
    column.Boxed(
        Format(tr.Tr("A colleague wants to know: “{question}”"), {{"question", body()->question}}));
  }
}

TaskPage TaskPageOf(const model::ReviewTaskView& view, const Theme& theme, const Type& type,
                    const Translator& tr, absl::Time now, absl::TimeZone zone) {
  const model::ReviewTask& told = view.task->told;
  // No question of an evaluation's heading names the channel.
  return {view, theme, type, tr,
          told.evaluation ? MetaWithChannel(tr, told, now, zone) : MetaWords(tr, told, now, zone)};
}

std::string AgentName(const Translator& tr, const model::ReviewTask& told) {
  return told.agent_display_name.empty() ? tr.Tr("The agent") : told.agent_display_name;
}

std::string TaskQuestion(const Translator& tr, model::Channel channel) {
  switch (channel) {
    case model::Channel::kVoice:
      return tr.Tr("Would you listen to a call?");
    case model::Channel::kEmail:
      return tr.Tr("Would you read an e-mail?");
    case model::Channel::kChat:
      return tr.Tr("Would you read a chat?");
    case model::Channel::kSocial:
    case model::Channel::kUnknown:
      break;
  }
  return tr.Tr("Would you look at a contact?");
}

std::string EvaluationHeading(const Translator& tr, const model::ReviewTask& told) {
  return Format(tr.Tr("Your evaluation: {name}"), {{"name", AgentName(tr, told)}});
}

std::string TaskWords(const Translator& tr, const model::ReviewTask& told, absl::Time now,
                      absl::TimeZone zone) {
  const std::string what = MetaWithChannel(tr, told, now, zone);
  if (!told.evaluation) return what;
  return Format(tr.Tr("Evaluation of {name}: {what}"),
                {{"name", AgentName(tr, told)}, {"what", what}});
}

model::Scores ScoresOf(const forms::ReviewContent& content) {
  model::Scores scores;
  for (const forms::ReviewContent::Element& element : content.elements) {
    if (element.score || element.does_not_apply) scores[element.id] = element.score;
  }
  return scores;
}

}  // namespace aftercall::ui
