#include "client/ui/appeal_panel.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/model/question.h"
#include "client/model/words.h"
#include "client/ui/answer.h"
#include "client/ui/comparison.h"
#include "client/ui/item_view.h"
#include "client/ui/keys.h"
#include "client/ui/remarks.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;
using State = model::Appeal::State;
using TaskState = model::AppealTask::State;

constexpr float kFieldHeight = 72;

// What the server refused, in words of ours where we know it.
std::string RefusalWords(const Translator& tr, const model::Refusal& refusal, bool evaluation) {
  if (refusal.reason == "APPEAL_STATE" || refusal.reason == "NOT_FOUND") {
    return tr.Tr("That has been settled meanwhile.");
  }
  if (refusal.reason == "APPEAL_TOO_LATE") {
    if (evaluation) return tr.Tr("The time for it is over.");
    return tr.Tr("The time for it is over: an answer can be appealed for seven days.");
  }
  if (refusal.reason == "APPEALED_BEFORE") {
    if (evaluation) return tr.Tr("This evaluation was appealed before.");
    return tr.Tr("This answer was appealed before, and that was decided.");
  }
  return Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal.sentence}});
}

std::string Trimmed(const std::string& text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

void DrawSaid(Column& column, const Theme& theme, const std::string& label,
              const std::string& words) {
  if (words.empty()) return;
  column.Space(10);
  column.Paragraph(Style::kSmall, theme.muted, label);
  column.Paragraph(Style::kRegular, theme.text, words);
}

void DrawEvaluation(const Painter& painter, Column& column, const Translator& tr,
                    const forms::Form* form, const forms::ReviewContent& content) {
  column.Space(12);
  if (form != nullptr) {
    DrawComparison(painter, column, tr, {*form, nullptr, &content, {}, true});
  } else if (!content.elements.empty()) {
    column.Paragraph(Style::kSmall, painter.theme().muted,
                     tr.Tr("The form is on its way. It comes with the connection."));
  }
  DrawRemarks(column, painter.theme(), tr, content, form);
}

// What the person contests, as far as it is known here.
void DrawContested(const Painter& painter, Column& column, const Translator& tr,
                   const model::AppealView& view) {
  if (view.item != nullptr) {
    const model::Verdict& verdict = view.item->verdict;
    DrawAnswer(painter, column, verdict.question, verdict.rating, ScoreWords(tr, verdict),
               verdict.comment);
  } else if (view.review != nullptr && view.review->body) {
    DrawEvaluation(painter, column, tr, view.form, view.review->body->content);
  }
}

// What an appeal to be decided is against, as far as it is told.
void DrawToDecide(const Painter& painter, Column& column, const Translator& tr,
                  const model::AppealTaskView& view) {
  const model::AppealTaskBody& body = *view.task->body;
  if (view.task->told.evaluation) {
    DrawEvaluation(painter, column, tr, view.form, body.content);
  } else if (model::IsValid(body.question) && model::IsOnScale(body.question, body.rating)) {
    DrawAnswer(painter, column, body.question, body.rating,
               std::string(model::LabelOf(body.question, body.rating)), body.comment);
  }
}

std::string AboutContesting(const model::AppealView& view) {
  if (view.review != nullptr) return model::AboutAppealing(view.review->told.name);
  const model::Verdict& verdict = view.item->verdict;
  return model::AboutAppealing(verdict.interaction, verdict.question.id);
}

Do AppealWith(const model::AppealView& view, const std::string& reason) {
  model::OpenAppeal appeal{"", "", Trimmed(reason)};
  if (view.review != nullptr) {
    appeal.review = view.review->told.name;
  } else {
    appeal.interaction = view.item->verdict.interaction;
    appeal.question_id = view.item->verdict.question.id;
  }
  return {AboutContesting(view), std::move(appeal)};
}

// What becomes of an appeal before it is made.
std::string PromiseWords(const Translator& tr, bool evaluation) {
  if (evaluation) {
    return tr.Tr(
        "Somebody who never evaluated this contact decides, and does not see your name. If you are "
        "right, its scores leave your own figures and stay in the total. The evaluation itself "
        "stays as it was written.");
  }
  return tr.Tr(
      "Somebody who never judged this contact decides, and does not see your name. If "
      "you are right, it leaves your own figure and stays in the total. The answer "
      "itself stays as it was given.");
}

// How an appeal that was made stands.
std::string StandingOf(const Translator& tr, const model::Appeal& told) {
  const bool evaluation = !told.review.empty();
  switch (told.state) {
    case State::kInDecision:
      return tr.Tr("Somebody is at it.");
    case State::kUpheld:
      if (evaluation) {
        return tr.Tr(
            "You are right: its scores have left your own figures. They stay in the total.");
      }
      return tr.Tr(
          "You are right: the answer has left your own figure. It stays in the "
          "total.");
    case State::kDeclined:
      return evaluation ? tr.Tr("The evaluation stays as it is.")
                        : tr.Tr("The answer stays as it is.");
    case State::kOpen:
    case State::kWithdrawn:
      break;
  }
  return tr.Tr(
      "It waits to be decided by somebody who never judged this contact. You hear of it "
      "here.");
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
  bool evaluation = false;  // it is against one, not against an answer

  void Head(Column& column, const std::string& heading) const {
    column.Paragraph(Style::kHeading, theme.text, heading);
    column.Space(2);
    column.Paragraph(Style::kSmall, theme.muted, meta);
    if (refusal == nullptr) return;
    column.Space(8);
    column.Paragraph(Style::kSmall, theme.warn, RefusalWords(tr, *refusal, evaluation));
  }
};

PanelFrame AppealPanel::DrawMaking(const Frame& frame, const model::AppealView& view) {
  const Translator& tr = frame.tr;
  if (!std::exchange(is_open_, true)) words_.Focus();
  PanelPage::Foot foot;
  if (view.is_sent) {
    foot = {tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  } else {
    foot.actions = {
        {tr.Tr("Cancel"), ClosePanel{}},
        {tr.Tr("Appeal"), AppealWith(view, view.reason), !Trimmed(view.reason).empty()}};
  }
  return page_.Draw(frame.theme, frame.type, foot,
                    [&](const Painter& painter, Column& column, Intents& out) {
                      DrawMakingPage(frame, view, painter, column, out);
                    });
}

void AppealPanel::DrawMakingPage(const Frame& frame, const model::AppealView& view,
                                 const Painter& painter, Column& column, Intents& out) {
  const Translator& tr = frame.tr;
  frame.Head(column,
             frame.evaluation ? tr.Tr("Appeal this evaluation") : tr.Tr("Appeal this answer"));
  DrawContested(painter, column, tr, view);
  column.Space(12);
  if (view.is_sent) {
    column.Paragraph(Style::kRegular, frame.theme.text, model::SentWords(tr, view.is_live));
    return;
  }
  column.Paragraph(Style::kSmall, frame.theme.muted,
                   frame.evaluation ? tr.Tr("What does it miss, or get wrong?")
                                    : tr.Tr("Why does it not tell of your work?"));
  column.Space(4);
  std::string reason = view.reason;
  const std::string example = frame.evaluation
                                  ? tr.Tr("I did say who I am: the recording begins later…")
                                  : tr.Tr("The customer means the delivery; I only took the call…");
  if (words_.DrawIn(painter, column, "##reason", kFieldHeight, reason, example,
                    kMostAppealCharacters)) {
    out.push_back(EditDraft{AboutContesting(view), {{}, reason}});
  } else if (PressedCtrlEnter() && !Trimmed(reason).empty()) {
    out.push_back(AppealWith(view, reason));
  }
  column.Paragraph(Style::kSmall, frame.theme.muted, PromiseWords(tr, frame.evaluation));
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
        DrawContested(painter, column, tr, view);
        column.Space(12);
        column.Paragraph(told.state == State::kUpheld ? Style::kBold : Style::kRegular,
                         frame.theme.text,
                         view.is_sent ? model::SentWords(tr, view.is_live) : StandingOf(tr, told));
        if (!view.appeal->body) return;
        DrawSaid(column, frame.theme, tr.Tr("Why it was decided so"), view.appeal->body->decision);
        DrawSaid(column, frame.theme, tr.Tr("What you said"), view.appeal->body->reason);
      });
}

PanelFrame AppealPanel::DrawDeciding(const Frame& frame, const model::AppealTaskView& view) {
  const Translator& tr = frame.tr;
  const model::AppealTask& told = view.task->told;
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
  } else {
    foot.actions = {{tr.Tr("Got it"), ClosePanel{}}};
  }
  return page_.Draw(frame.theme, frame.type, foot,
                    [&](const Painter& painter, Column& column, Intents& out) {
                      DrawDecidingPage(frame, view, painter, column, out);
                    });
}

void AppealPanel::DrawDecidingPage(const Frame& frame, const model::AppealTaskView& view,
                                   const Painter& painter, Column& column, Intents& out) {
  const Translator& tr = frame.tr;
  const model::AppealTask& told = view.task->told;
  const model::AppealTaskBody* const body = view.task->body ? &*view.task->body : nullptr;
  frame.Head(column, frame.evaluation ? tr.Tr("An appeal against an evaluation")
                                      : tr.Tr("An appeal to decide"));
  if (body != nullptr) {
    DrawToDecide(painter, column, tr, view);
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
    column.Paragraph(
        Style::kRegular, frame.theme.text,
        body->upheld ? tr.Tr("You have upheld it.") : tr.Tr("You have decided that it stays."));
    DrawSaid(column, frame.theme, tr.Tr("Why"), body->decision);
    return;
  }
  if (told.state == TaskState::kTaken) {
    column.Paragraph(Style::kSmall, frame.theme.muted,
                     tr.Tr("Why do you decide so? The agent reads it, and never who wrote it."));
    column.Space(4);
    std::string words = view.reason;
    if (words_.DrawIn(painter, column, "##decision", kFieldHeight, words, "",
                      kMostAppealCharacters)) {
      out.push_back(EditDraft{told.name, {{}, words}});
    }
  }
  column.Paragraph(
      Style::kSmall, frame.theme.muted,
      frame.evaluation
          ? tr.Tr("What is upheld leaves the agent's own figures and stays in the total. Nobody "
                  "changes what was written.")
          : tr.Tr("What is upheld leaves the agent's own figure and stays in the total. Nobody "
                  "changes what the customer said."));
}

PanelFrame AppealPanel::Draw(const model::AppealView& view, const Theme& theme, const Type& type,
                             const Translator& tr, absl::Time now, absl::TimeZone zone) {
  Frame frame{theme, type, tr, "", view.refusal};
  if (view.appeal != nullptr) {
    frame.meta = model::WordsOf(tr, view.appeal->told.reference, now, zone);
    frame.evaluation = !view.appeal->told.review.empty();
    PanelFrame drawn = DrawMade(frame, view);
    // It was made, or decided, while its panel was open: it is being read.
    if (view.appeal->read_position < view.appeal->position) {
      drawn.intents.push_back(OpenMadeAppeal{view.appeal->told.name});
    }
    return drawn;
  }
  frame.evaluation = view.review != nullptr;
  frame.meta = frame.evaluation ? model::WordsOf(tr, view.review->told.reference, now, zone)
                                : model::WordsOf(tr, *view.item, now, zone);
  return DrawMaking(frame, view);
}

PanelFrame AppealPanel::DrawTask(const model::AppealTaskView& view, const Theme& theme,
                                 const Type& type, const Translator& tr, absl::Time now,
                                 absl::TimeZone zone) {
  const model::AppealTask& told = view.task->told;
  return DrawDeciding(
      {theme, type, tr, MetaWords(tr, told, now, zone), view.refusal, told.evaluation}, view);
}

}  // namespace aftercall::ui
