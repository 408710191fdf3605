#include "client/ui/appeal_panel.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/model/question.h"
#include "client/model/words.h"
#include "client/ui/answer.h"
#include "client/ui/item_view.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;
using State = model::Appeal::State;
using TaskState = model::AppealTask::State;

constexpr float kFieldHeight = 72;

// What the server refused, in words of ours where we know it.
std::string RefusalWords(const Translator& tr, const model::Refusal& refusal) {
  if (refusal.reason == "APPEAL_STATE" || refusal.reason == "NOT_FOUND") {
    return tr.Tr("That has been settled meanwhile.");
  }
  if (refusal.reason == "APPEAL_TOO_LATE") {
    return tr.Tr("The time for it is over: an answer can be appealed for seven days.");
  }
  if (refusal.reason == "APPEALED_BEFORE") {
    return tr.Tr("This answer was appealed before, and that was decided.");
  }
  return Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal.sentence}});
}

std::string Trimmed(const std::string& text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

bool CtrlEnter() {
  return ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
}

void DrawSaid(Column& column, const Theme& theme, const std::string& label,
              const std::string& words) {
  if (words.empty()) return;
  column.Space(10);
  column.Paragraph(Style::kSmall, theme.muted, label);
  column.Paragraph(Style::kRegular, theme.text, words);
}

}  // namespace

std::string StateWords(const Translator& tr, const model::Appeal& appeal) {
  switch (appeal.state) {
    case State::kOpen:
      return tr.Tr("waits to be decided");
    case State::kInDecision:
      return tr.Tr("being decided");
    case State::kUpheld:
      return tr.Tr("upheld");
    case State::kDeclined:
      return tr.Tr("stays as it is");
    case State::kWithdrawn:
      break;
  }
  return "";
}

std::string StateWords(const Translator& tr, const model::AppealTask& task) {
  if (task.state == TaskState::kOffered) return tr.Tr("to be decided");
  return task.state == TaskState::kTaken ? tr.Tr("you are at it") : tr.Tr("decided");
}

std::string MetaWords(const Translator& tr, const model::AppealTask& task, absl::Time now,
                      absl::TimeZone zone) {
  std::vector<std::string> parts;
  const std::string channel = i18n::ChannelName(tr, task.channel);
  if (!channel.empty()) parts.push_back(channel);
  if (!task.topic.empty()) parts.push_back(task.topic);
  if (task.ended) parts.push_back(model::WordsOf(tr, *task.ended, now, zone));
  return absl::StrJoin(parts, " · ");
}

// What every part of one frame needs.
struct AppealPanel::Frame {
  const Theme& theme;
  const Type& type;
  const Translator& tr;
  std::string meta;
  const model::Refusal* refusal;

  void Head(Column& column, const std::string& heading) const {
    column.Paragraph(Style::kHeading, theme.text, heading);
    column.Space(2);
    column.Paragraph(Style::kSmall, theme.muted, meta);
    if (refusal == nullptr) return;
    column.Space(8);
    column.Paragraph(Style::kSmall, theme.warn, RefusalWords(tr, *refusal));
  }
};

PanelFrame AppealPanel::DrawMaking(const Frame& frame, const model::AppealView& view) {
  const Translator& tr = frame.tr;
  const model::Verdict& verdict = view.item->verdict;
  const std::string about = model::AboutAppealing(verdict.interaction, verdict.question.id);
  const auto appeal_for = [&](const std::string& reason) {
    return Do{about, model::OpenAppeal{verdict.interaction, verdict.question.id, Trimmed(reason)}};
  };
  if (!std::exchange(is_open_, true)) words_.Focus();
  PanelPage::Foot foot;
  foot.keys_scroll = false;
  if (view.is_sent) {
    foot = {tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  } else {
    foot.actions = {{tr.Tr("Cancel"), ClosePanel{}},
                    {tr.Tr("Appeal"), appeal_for(view.reason), !Trimmed(view.reason).empty()}};
  }
  return page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        frame.Head(column, tr.Tr("Appeal this answer"));
        DrawAnswer(painter, column, verdict.question, verdict.rating, ScoreWords(tr, verdict),
                   verdict.comment);
        column.Space(12);
        if (view.is_sent) {
          column.Paragraph(Style::kRegular, frame.theme.text, model::SentWords(tr, view.is_live));
          return;
        }
        column.Paragraph(Style::kSmall, frame.theme.muted,
                         tr.Tr("Why does it not tell of your work?"));
        column.Space(4);
        std::string reason = view.reason;
        if (words_.DrawIn(painter, column, "##reason", kFieldHeight, reason,
                          tr.Tr("The customer means the delivery; I only took the call…"),
                          kMostAppealCharacters)) {
          out.push_back(EditDraft{about, {{}, reason}});
        } else if (CtrlEnter() && !Trimmed(reason).empty()) {
          out.push_back(appeal_for(reason));
        }
        column.Paragraph(
            Style::kSmall, frame.theme.muted,
            tr.Tr("Somebody who never judged this contact decides, and does not see your name. If "
                  "you are right, it leaves your own figure and stays in the total. The answer "
                  "itself stays as it was given."));
      });
}

PanelFrame AppealPanel::DrawMade(const Frame& frame, const model::AppealView& view) {
  const Translator& tr = frame.tr;
  const model::Appeal& told = view.appeal->told;
  PanelPage::Foot foot{tr.Tr("Esc closes"), {}};
  if (!model::IsDecided(told.state) && !view.is_sent) {
    foot.actions.push_back({tr.Tr("Do without it"), Do{told.name, model::WithdrawAppeal{}}});
  }
  foot.actions.push_back({tr.Tr("Got it"), ClosePanel{}});
  return page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents&) {
        frame.Head(column, tr.Tr("Your appeal"));
        if (view.item != nullptr) {
          const model::Verdict& verdict = view.item->verdict;
          DrawAnswer(painter, column, verdict.question, verdict.rating, ScoreWords(tr, verdict),
                     verdict.comment);
        }
        column.Space(12);
        std::string words = tr.Tr(
            "It waits to be decided by somebody who never judged this contact. You hear of it "
            "here.");
        if (told.state == State::kInDecision) words = tr.Tr("Somebody is at it.");
        if (told.state == State::kUpheld) {
          words = tr.Tr(
              "You are right: the answer has left your own figure. It stays in the "
              "total.");
        }
        if (told.state == State::kDeclined) words = tr.Tr("The answer stays as it is.");
        if (view.is_sent) words = model::SentWords(tr, view.is_live);
        column.Paragraph(told.state == State::kUpheld ? Style::kBold : Style::kRegular,
                         frame.theme.text, words);
        if (!view.appeal->body) return;
        DrawSaid(column, frame.theme, tr.Tr("Why it was decided so"), view.appeal->body->decision);
        DrawSaid(column, frame.theme, tr.Tr("What you said"), view.appeal->body->reason);
      });
}

PanelFrame AppealPanel::DrawDeciding(const Frame& frame, const model::AppealTaskView& view) {
  const Translator& tr = frame.tr;
  const model::AppealTask& told = view.task->told;
  const model::AppealTaskBody* const body = view.task->body ? &*view.task->body : nullptr;
  const std::string reason = Trimmed(view.reason);
  const bool may_decide = told.state == TaskState::kTaken && !view.is_sent;
  PanelPage::Foot foot{tr.Tr("Esc closes"), {}};
  if (told.state == TaskState::kOffered && !view.is_sent) {
    foot = {
        "",
        {{tr.Tr("Later"), ClosePanel{}}, {tr.Tr("Take it"), Do{told.name, model::TakeAppeal{}}}}};
  } else if (may_decide) {
    foot = {
        "",
        {{tr.Tr("Later"), ClosePanel{}},
         {tr.Tr("It stays"), Do{told.name, model::DecideAppeal{false, reason}}, !reason.empty()},
         {tr.Tr("Uphold it"), Do{told.name, model::DecideAppeal{true, reason}}, !reason.empty()}}};
    foot.keys_scroll = false;
  } else {
    foot.actions = {{tr.Tr("Got it"), ClosePanel{}}};
  }
  return page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        frame.Head(column, tr.Tr("An appeal to decide"));
        if (body != nullptr) {
          if (model::IsValid(body->question) && model::IsOnScale(body->question, body->rating)) {
            DrawAnswer(painter, column, body->question, body->rating,
                       std::string(model::LabelOf(body->question, body->rating)), body->comment);
          }
          DrawSaid(column, frame.theme, tr.Tr("What the agent says"), body->reason);
          media_.DrawRecording(painter, column, tr, body->recording_uri, out);
          media_.DrawText(painter, column, tr, body->text);
        }
        column.Space(12);
        if (view.is_sent) {
          column.Paragraph(Style::kRegular, frame.theme.text, model::SentWords(tr, view.is_live));
          return;
        }
        if (told.state == TaskState::kDecided && body != nullptr) {
          column.Paragraph(Style::kRegular, frame.theme.text,
                           body->upheld ? tr.Tr("You have upheld it.")
                                        : tr.Tr("You have decided that it stays."));
          DrawSaid(column, frame.theme, tr.Tr("Why"), body->decision);
          return;
        }
        if (may_decide) {
          column.Paragraph(Style::kSmall, frame.theme.muted,
                           tr.Tr("Why do you decide so? The agent reads it, and never who wrote "
                                 "it."));
          column.Space(4);
          std::string words = view.reason;
          if (words_.DrawIn(painter, column, "##decision", kFieldHeight, words, "",
                            kMostAppealCharacters)) {
            out.push_back(EditDraft{told.name, {{}, words}});
          }
        }
        column.Paragraph(
            Style::kSmall, frame.theme.muted,
            tr.Tr("What is upheld leaves the agent's own figure and stays in the total. Nobody "
                  "changes what the customer said."));
      });
}

PanelFrame AppealPanel::Draw(const model::AppealView& view, const Theme& theme, const Type& type,
                             const Translator& tr, absl::Time now, absl::TimeZone zone) {
  Frame frame{theme, type, tr, "", view.refusal};
  if (view.appeal != nullptr) {
    frame.meta = model::WordsOf(tr, view.appeal->told.reference, now, zone);
    PanelFrame drawn = DrawMade(frame, view);
    // It was made, or decided, while its panel was open: it is being read.
    if (view.appeal->read_position < view.appeal->position) {
      drawn.intents.push_back(OpenMadeAppeal{view.appeal->told.name});
    }
    return drawn;
  }
  frame.meta = model::WordsOf(tr, *view.item, now, zone);
  return DrawMaking(frame, view);
}

PanelFrame AppealPanel::DrawTask(const model::AppealTaskView& view, const Theme& theme,
                                 const Type& type, const Translator& tr, absl::Time now,
                                 absl::TimeZone zone) {
  return DrawDeciding({theme, type, tr, MetaWords(tr, view.task->told, now, zone), view.refusal},
                      view);
}

}  // namespace aftercall::ui
