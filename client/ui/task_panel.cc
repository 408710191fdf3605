#include "client/ui/task_panel.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/model/moments.h"
#include "client/model/words.h"
#include "client/ui/appeal_panel.h"
#include "client/ui/comparison.h"
#include "client/ui/kudos_panel.h"
#include "client/ui/list_row.h"
#include "client/ui/review_words.h"

namespace aftercall::ui {
namespace {

using forms::ReviewContent;
using i18n::Format;
using i18n::Translator;
using Answer = model::ReviewTask::Answer;
using State = model::ReviewTask::State;

constexpr float kCommentHeight = 56;
constexpr float kFieldHeight = 44;
constexpr size_t kMostReasonCharacters = 500;

bool Pressed(ImGuiKey_ key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false); }
bool PressedEnter() { return Pressed(ImGuiKey_Enter) || Pressed(ImGuiKey_KeyPadEnter); }

std::string Question(const Translator& tr, model::Channel channel) {
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

// Whose interaction the person evaluates.
std::string AgentName(const Translator& tr, const model::ReviewTask& told) {
  return told.agent_display_name.empty() ? tr.Tr("The agent") : told.agent_display_name;
}

std::string EvaluationHeading(const Translator& tr, const model::ReviewTask& told) {
  return Format(tr.Tr("Your evaluation: {name}"), {{"name", AgentName(tr, told)}});
}

// What the head of the page says.
std::string Heading(const Translator& tr, const model::ReviewTask& told) {
  return told.evaluation ? EvaluationHeading(tr, told) : Question(tr, told.channel);
}

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

std::string ListWords(const Translator& tr, const model::ReviewTask& told, absl::Time now,
                      absl::TimeZone zone) {
  const std::string what = MetaWithChannel(tr, told, now, zone);
  if (!told.evaluation) return what;
  return Format(tr.Tr("Evaluation of {name}: {what}"),
                {{"name", AgentName(tr, told)}, {"what", what}});
}

// What the server refused, in words of ours where we know it.
std::string RefusalWords(const Translator& tr, const model::Refusal& refusal) {
  if (refusal.reason == "REVIEW_STATE" || refusal.reason == "NOT_FOUND") {
    return tr.Tr("That has been settled meanwhile.");
  }
  return Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal.sentence}});
}

// Sentences that say what is missing, as kindly as can be.
std::vector<std::string> MissingLines(const Translator& tr, const model::ReviewTaskView& view) {
  using What = forms::Missing::What;
  std::vector<std::string> lines;
  int64_t scores = 0;
  for (const forms::Missing& missing : view.missing) scores += missing.what == What::kScore ? 1 : 0;
  if (scores > 0) {
    lines.push_back(
        tr.TrN("{n} element has no score yet.", "{n} elements have no score yet.", scores));
  }
  for (const forms::Missing& missing : view.missing) {
    if (missing.what == What::kComment) {
      lines.push_back(Format(tr.Tr("Say in a few words what happened at “{element}”."),
                             {{"element", TextOf(*view.form, missing.element->title, tr)}}));
    } else if (missing.what == What::kAdvice) {
      lines.push_back(tr.Tr("Give one thing to try next time, in a few words."));
    } else if (missing.what == What::kWords) {
      lines.push_back(tr.Tr("Say what went well, or one thing to try."));
    }
  }
  return lines;
}

ReviewContent::Element& ElementIn(ReviewContent& content, const std::string& id) {
  for (ReviewContent::Element& element : content.elements) {
    if (element.id == id) return element;
  }
  content.elements.push_back({id, std::nullopt, false, "", std::nullopt});
  return content.elements.back();
}

model::Scores ScoresOf(const ReviewContent& content) {
  model::Scores scores;
  for (const ReviewContent::Element& element : content.elements) {
    if (element.score || element.does_not_apply) scores[element.id] = element.score;
  }
  return scores;
}

void SetScores(const model::Scores& scores, ReviewContent& content) {
  for (const auto& [id, score] : scores) {
    ReviewContent::Element& element = ElementIn(content, id);
    element.score = score;
    element.does_not_apply = !score.has_value();
  }
}

bool IsBlank(const std::string& text) { return absl::StripAsciiWhitespace(text).empty(); }

}  // namespace

std::string StateWords(const Translator& tr, const model::ReviewTask& told) {
  if (told.state == State::kOffered) return tr.Tr("you are asked");
  if (told.state == State::kAccepted) return tr.Tr("you are at it");
  if (told.appeal_upheld) return tr.Tr("an appeal was upheld");
  if (told.thanked) return tr.Tr("thanks came back ♥");
  if (told.answer == Answer::kDiffered) return tr.Tr("they see it differently");
  return told.answer == Answer::kAcknowledged ? tr.Tr("it was read") : tr.Tr("sent");
}

// What every part of one frame needs.
struct TaskPanel::Frame {
  const model::ReviewTaskView& view;
  const Theme& theme;
  const Type& type;
  const Translator& tr;
  std::string meta;
  std::vector<const forms::Element*> elements;  // that want a score
  size_t more = 0;                              // elements that the form has beside those

  const model::ReviewTask& told() const { return view.task->told; }
  const std::string& name() const { return view.task->told.name; }
  const model::ReviewTaskBody* body() const {
    return view.task->body ? &*view.task->body : nullptr;
  }

  // Who has it, once it is submitted.
  std::string Done() const {
    if (told().evaluation) {
      return Format(tr.Tr("{name} has it, with your name."), {{"name", AgentName(tr, told())}});
    }
    if (body() == nullptr || !body()->anchor) return tr.Tr("Thank you. Your colleague has it.");
    return tr.Tr(
        "Thank you. Others review this one too, without knowing it: so it "
        "shows how strictly people score. Nobody had asked for it.");
  }

  void Head(Column& column, const std::string& heading) const {
    column.Paragraph(Style::kHeading, theme.text, heading);
    column.Space(2);
    column.Paragraph(Style::kSmall, theme.muted, meta);
    if (view.refusal != nullptr) {
      column.Space(8);
      column.Paragraph(Style::kSmall, theme.warn, RefusalWords(tr, *view.refusal));
    }
    if (body() != nullptr && !body()->question.empty()) {
      column.Space(10);
      column.Boxed(Format(tr.Tr("A colleague wants to know: “{question}”"),
                          {{"question", body()->question}}));
    }
  }
};

PanelFrame TaskPanel::DrawList(const std::vector<const model::ReviewTaskItem*>& tasks,
                               const std::vector<const model::AppealTaskItem*>& appeals,
                               const Theme& theme, const Type& type, const Translator& tr,
                               absl::Time now, absl::TimeZone zone) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Reviews for me"));
    column.Space(8);
    for (const model::ReviewTaskItem* task : tasks) {
      const bool waits = model::IsOpen(task->told.state);
      const ImU32 quiet = task->told.thanked ? theme.kudos : theme.muted;
      const ListRow row{task->told.name, ListWords(tr, task->told, now, zone),
                        waits ? Style::kBold : Style::kRegular, StateWords(tr, task->told),
                        waits ? theme.accent : quiet};
      if (DrawListRow(painter, column, row)) out.push_back(OpenTask{task->told.name});
    }
    for (const model::AppealTaskItem* appeal : appeals) {
      const model::AppealTask& told = appeal->told;
      const bool waits = model::IsOpen(told.state);
      const ListRow row{told.name,
                        Format(tr.Tr("Appeal: {what}"), {{"what", MetaWords(tr, told, now, zone)}}),
                        waits ? Style::kBold : Style::kRegular, StateWords(tr, told),
                        waits ? theme.accent : theme.muted};
      if (DrawListRow(painter, column, row)) out.push_back(OpenAppealTask{told.name});
    }
    if (!tasks.empty() || !appeals.empty()) return;
    column.Paragraph(Style::kRegular, theme.text,
                     tr.Tr("Nobody asks for your view now. When a colleague does, it is here."));
  });
}

PanelFrame TaskPanel::DrawOffer(const Frame& frame) {
  const Translator& tr = frame.tr;
  PanelPage::Foot foot{"", {}};
  if (!frame.view.is_sent) {
    foot.actions = {{tr.Tr("Not this time"), BeginAnswer{}},
                    {tr.Tr("Later"), ClosePanel{}},
                    {tr.Tr("Take it"), Do{frame.name(), model::AcceptReview{}}}};
  } else {
    foot = {tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  }
  PanelFrame drawn =
      page_.Draw(frame.theme, frame.type, foot, [&](const Painter&, Column& column, Intents&) {
        frame.Head(column, Question(tr, frame.told().channel));
        column.Space(12);
        if (frame.view.is_sent) {
          column.Paragraph(Style::kRegular, frame.theme.text,
                           model::SentWords(tr, frame.view.is_live));
          return;
        }
        if (frame.told().as_leader) {
          column.Paragraph(Style::kRegular, frame.theme.text,
                           tr.Tr("You are asked as a team leader, since too few colleagues could "
                                 "be. The first to take it has it."));
          column.Space(6);
        }
        column.Paragraph(Style::kSmall, frame.theme.muted,
                         tr.Tr("They do not see your name, and you do not see theirs. If it does "
                               "not suit, say so: somebody else is asked, and they do not hear of "
                               "it."));
      });
  TakeOwn(drawn);
  return drawn;
}

PanelFrame TaskPanel::DrawDeclining(const Frame& frame) {
  const Translator& tr = frame.tr;
  const bool has_words = !IsBlank(reason_words_);
  const std::string words(absl::StripAsciiWhitespace(reason_words_));
  PanelPage::Foot foot;
  foot.keys_scroll = false;
  foot.actions = {{tr.Tr("Back"), CancelAnswer{}},
                  {tr.Tr("Send"), Do{frame.name(), model::DeclineReview{words}}, has_words}};
  PanelFrame drawn = page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("What is in the way?"));
        column.Space(2);
        column.Paragraph(Style::kSmall, frame.theme.muted,
                         tr.Tr("It helps to ask the right people. Whoever asked is not told."));
        column.Space(10);
        const std::string reasons[] = {tr.Tr("No time for it today"),
                                       tr.Tr("I may know whose it is"),
                                       tr.Tr("I know too little of this topic")};
        for (const std::string& reason : reasons) {
          if (DrawListRow(painter, column, {reason, reason})) {
            out.push_back(Do{frame.name(), model::DeclineReview{reason}});
          }
        }
        column.Space(10);
        reason_.DrawIn(painter, column, "##reason", kFieldHeight, reason_words_,
                       tr.Tr("Or in your own words"), kMostReasonCharacters);
      });
  TakeOwn(drawn);
  return drawn;
}

PanelFrame TaskPanel::DrawGivingUp(const Frame& frame) {
  const Translator& tr = frame.tr;
  PanelPage::Foot foot;
  foot.keys_scroll = false;
  foot.actions = {{tr.Tr("Back"), CancelAnswer{}},
                  {tr.Tr("Give it up"), Do{frame.name(), model::DeclineReview{""}}}};
  PanelFrame drawn =
      page_.Draw(frame.theme, frame.type, foot, [&](const Painter&, Column& column, Intents&) {
        column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("Give this evaluation up?"));
        column.Space(10);
        column.Paragraph(Style::kRegular, frame.theme.text,
                         Format(tr.Tr("What you have written goes. {name} hears nothing of it."),
                                {{"name", AgentName(tr, frame.told())}}));
      });
  TakeOwn(drawn);
  return drawn;
}

void TaskPanel::DrawMedia(const Frame& frame, const Painter& painter, Column& column,
                          Intents& out) {
  const Translator& tr = frame.tr;
  const model::ReviewTaskBody* const body = frame.body();
  if (body == nullptr || !frame.view.task->body_is_current()) {
    column.Space(10);
    column.Paragraph(Style::kSmall, frame.theme.muted,
                     tr.Tr("The recording or text comes with the connection."));
    return;
  }
  const size_t before = out.size();
  media_.DrawRecording(painter, column, tr, body->recording_uri, out);
  const bool is_opened = out.size() > before || !body->text.empty();
  if (is_opened && frame.view.opened != true) out.push_back(NoteOpened{frame.name()});
  if (!body->moments.empty()) {
    column.Space(6);
    const std::string moments =
        absl::StrJoin(body->moments, ", ", [](std::string* to, absl::Duration moment) {
          absl::StrAppend(to, model::MomentWords(moment));
        });
    column.Paragraph(Style::kSmall, frame.theme.muted,
                     Format(tr.Tr("They point to {moments}."), {{"moments", moments}}));
  }
  media_.DrawText(painter, column, tr, body->text);
}

void TaskPanel::DrawOther(const Frame& frame, const Painter& painter, Column& column,
                          Intents& out) {
  if (!frame.view.has_other) return;
  const Translator& tr = frame.tr;
  column.Space(10);
  column.Paragraph(Style::kRegular, frame.theme.warn,
                   tr.Tr("Something else was written on another desk. Both are kept."));
  const float y = column.y() + 2;
  const std::string other = tr.Tr("Look at the other one");
  if (painter.Link("swap", {column.left(), y}, other)) out.push_back(SwapDrafts{frame.name()});
  const float beside = column.left() + painter.Width(Style::kRegular, other) + 18;
  if (painter.Link("keep", {beside, y}, tr.Tr("Go on with this one"))) {
    out.push_back(KeepDraft{frame.name()});
  }
  column.Space(painter.Height(Style::kRegular) + 4);
}

bool TaskPanel::DrawScores(const Frame& frame, const Painter& painter, Column& column,
                           ReviewContent& content) {
  const Translator& tr = frame.tr;
  ScoreSheet::Sheet sheet{*frame.view.form, frame.elements, !HasField(), true, {}};
  for (const ReviewContent::Element& element : content.elements) {
    if (!element.comment.empty()) {
      sheet.remarks[element.id] = absl::StrCat("▸ ", element.comment);
    }
  }
  model::Scores scores = ScoresOf(content);
  column.Space(10);
  bool changed = sheet_.Draw(painter, column, tr, sheet, scores);
  if (changed) SetScores(scores, content);
  if (frame.more > 0 || all_elements_) {
    column.Space(4);
    const std::string words = all_elements_
                                  ? tr.Tr("Only those that were asked about")
                                  : tr.TrN("Show {n} more element", "Show {n} more elements",
                                           static_cast<int64_t>(frame.more));
    if (painter.Link("more", {column.left(), column.y()}, words)) all_elements_ = !all_elements_;
    column.Space(painter.Height(Style::kRegular) + 4);
  }
  if (frame.elements.empty()) return changed;
  const forms::Element& element =
      *frame.elements[std::min(sheet_.focus(), frame.elements.size() - 1)];
  column.Space(6);
  column.Paragraph(Style::kSmall, frame.theme.muted,
                   Format(tr.Tr("On “{element}”: a time at the beginning is the moment"),
                          {{"element", TextOf(*frame.view.form, element.title, tr)}}));
  column.Space(4);
  std::string comment = ElementIn(content, element.id).comment;
  ImGui::PushID(element.id.c_str());
  const bool is_written = comment_.DrawIn(painter, column, "##comment", kCommentHeight, comment,
                                          tr.Tr("00:12 A pause after the name would be calmer…"),
                                          forms::kReviewCharacters);
  ImGui::PopID();
  if (comment_.tabbed()) praise_.Focus();
  if (is_written) ElementIn(content, element.id).comment = comment;
  return changed || is_written;
}

bool TaskPanel::DrawWords(const Frame& frame, const Painter& painter, Column& column,
                          ReviewContent& content) {
  const Translator& tr = frame.tr;
  column.Paragraph(Style::kSmall, frame.theme.muted, tr.Tr("Something that went well"));
  column.Space(4);
  bool changed =
      praise_.DrawIn(painter, column, "##praise", kFieldHeight, content.praise,
                     tr.Tr("You gave the date of the refund unasked…"), forms::kReviewCharacters);
  if (praise_.tabbed()) advice_.Focus();
  column.Paragraph(Style::kSmall, frame.theme.muted, tr.Tr("Something to try"));
  column.Space(4);
  changed = advice_.DrawIn(painter, column, "##advice", kFieldHeight, content.advice,
                           tr.Tr("Say the amount before the reason…"), forms::kReviewCharacters) ||
            changed;
  if (advice_.tabbed()) comment_.Focus();
  return changed;
}

void TaskPanel::DrawFootLines(const Frame& frame, Column& column) {
  const Translator& tr = frame.tr;
  if (tell_missing_) {
    for (const std::string& line : MissingLines(tr, frame.view)) {
      column.Paragraph(Style::kSmall, frame.theme.text, line);
    }
    column.Space(4);
  }
  column.Paragraph(
      Style::kSmall, frame.theme.muted,
      frame.told().evaluation
          ? Format(tr.Tr("Digits score, ↓ goes on, Enter goes to the comment, Ctrl+Enter submits. "
                         "{name} reads it with your name once you submit it, and can appeal it."),
                   {{"name", AgentName(tr, frame.told())}})
          : tr.Tr("Digits score, ↓ goes on, Enter goes to the comment, Ctrl+Enter submits. "
                  "They do not see your name; what they and the customer think of it is "
                  "not shown to you."));
  column.Paragraph(Style::kSmall, frame.theme.muted,
                   frame.view.is_live || frame.view.is_saved
                       ? tr.Tr("Saved as you write.")
                       : tr.Tr("The server is not there. What you wrote is kept here."));
}

PanelFrame TaskPanel::DrawWriting(const Frame& frame) {
  const Translator& tr = frame.tr;
  const bool is_complete = frame.view.form != nullptr && frame.view.missing.empty();
  tell_missing_ = tell_missing_ && !is_complete;
  ReviewContent content = frame.view.content;
  const auto submission = [&] {
    return Do{frame.name(), model::SubmitReview{model::MomentsApart(content), frame.view.opened}};
  };
  PanelPage::Foot foot;
  foot.keys_scroll = false;
  const bool is_evaluation = frame.told().evaluation;
  foot.actions = {{is_evaluation ? tr.Tr("Give it up") : tr.Tr("Not this time"), BeginAnswer{}},
                  {tr.Tr("Later"), ClosePanel{}},
                  {is_evaluation ? tr.Tr("Submit the evaluation") : tr.Tr("Submit the review"),
                   submission(), is_complete}};
  PanelFrame drawn = page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        frame.Head(column, Heading(tr, frame.told()));
        DrawMedia(frame, painter, column, out);
        DrawOther(frame, painter, column, out);
        if (frame.view.form == nullptr) {
          column.Space(12);
          column.Paragraph(Style::kRegular, frame.theme.text,
                           tr.Tr("The form is on its way. It comes with the connection."));
          return;
        }
        const bool was_in_field = HasField();
        bool changed = DrawScores(frame, painter, column, content);
        changed = DrawWords(frame, painter, column, content) || changed;
        DrawFootLines(frame, column);
        if (changed) {
          out.push_back(WriteReview{frame.name(), content});
        } else if (PressedEnter() && ImGui::GetIO().KeyCtrl) {
          out.push_back(is_complete ? Intent(submission()) : Intent(TellMissing{}));
        } else if (PressedEnter() && !was_in_field) {
          comment_.Focus();
        }
      });
  TakeOwn(drawn);
  return drawn;
}

// One press, for whoever asked. Whose work an evaluation is of is known: praise is in it.
void TaskPanel::DrawPraise(const Frame& frame, const Painter& painter, Column& column,
                           Intents& out) {
  if (frame.told().state != State::kSubmitted || frame.told().evaluation) return;
  const Translator& tr = frame.tr;
  column.Space(10);
  if (frame.view.is_praise_sent) {
    column.Paragraph(Style::kSmall, frame.theme.muted,
                     tr.Tr("On its way. They see it on their ticker."));
    return;
  }
  if (frame.view.is_praised) {
    column.Paragraph(Style::kSmall, frame.theme.kudos,
                     tr.Tr("♥ Said. They see it on their ticker, without your name."));
    return;
  }
  if (frame.view.praise_refusal != nullptr) {
    column.Paragraph(Style::kSmall, frame.theme.muted,
                     KudosRefusalWords(tr, *frame.view.praise_refusal));
    return;
  }
  if (painter.Link("praise", {column.left(), column.y()}, tr.Tr("Say well done ♥"))) {
    out.push_back(Do{model::AboutKudos(frame.name()), model::GiveKudos{"", "", "", frame.name()}});
  }
  column.Space(painter.Height(Style::kRegular));
}

PanelFrame TaskPanel::DrawDone(const Frame& frame) {
  const Translator& tr = frame.tr;
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  const bool is_on_its_way = frame.told().state != State::kSubmitted;
  return page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        const bool is_evaluation = frame.told().evaluation;
        frame.Head(column, is_evaluation ? EvaluationHeading(tr, frame.told())
                                         : tr.Tr("You have looked at it"));
        column.Space(12);
        column.Paragraph(Style::kRegular, frame.theme.text,
                         is_on_its_way ? model::SentWords(tr, frame.view.is_live) : frame.Done());
        if (frame.told().appeal_upheld) {
          column.Space(6);
          column.Paragraph(Style::kRegular, frame.theme.text,
                           tr.Tr("An appeal against it was upheld: its scores have left the "
                                 "agent's own figures and stay in the total. What you wrote stays "
                                 "as it is."));
        }
        if (frame.told().thanked) {
          column.Space(6);
          column.Paragraph(Style::kBold, frame.theme.kudos,
                           is_evaluation ? Format(tr.Tr("♥ {name} thanks you for it."),
                                                  {{"name", AgentName(tr, frame.told())}})
                                         : tr.Tr("♥ Your colleague thanks you for it."));
        }
        if (frame.body() != nullptr && !frame.body()->answer.empty()) {
          column.Space(8);
          column.Paragraph(Style::kSmall, frame.theme.muted, tr.Tr("How they see it"));
          column.Paragraph(Style::kRegular, frame.theme.text, frame.body()->answer);
        }
        DrawPraise(frame, painter, column, out);
        if (frame.view.form == nullptr) return;
        const ReviewContent content = model::MomentsApart(frame.view.content);
        const model::Scores scores = ScoresOf(frame.view.content);
        column.Space(12);
        for (const forms::Element* element : forms::AllElements(*frame.view.form)) {
          const auto score = scores.find(element->id);
          if (score == scores.end()) continue;
          column.Row(TextOf(*frame.view.form, element->title, tr),
                     ScoreName(tr, *element, score->second));
        }
        for (const ReviewContent::Element& element :
             model::MomentsInComments(frame.view.content).elements) {
          if (element.comment.empty()) continue;
          column.Space(6);
          column.Paragraph(Style::kRegular, frame.theme.text, absl::StrCat("▸ ", element.comment));
        }
        for (const std::string& said : {content.praise, content.advice}) {
          if (said.empty()) continue;
          column.Space(6);
          column.Paragraph(Style::kRegular, frame.theme.text, said);
        }
      });
}

// What is the panel's own: whether it is asked why not, and whether what is missing is told.
void TaskPanel::TakeOwn(PanelFrame& drawn) {
  std::erase_if(drawn.intents, [&](const Intent& intent) {
    const bool begins = std::holds_alternative<BeginAnswer>(intent);
    const bool ends = std::holds_alternative<CancelAnswer>(intent);
    const bool tells = std::holds_alternative<TellMissing>(intent);
    if (begins || ends) declining_ = begins;
    if (tells) tell_missing_ = !declining_;
    return begins || ends || tells;
  });
}

PanelFrame TaskPanel::Draw(const model::ReviewTaskView& view, const Theme& theme, const Type& type,
                           const Translator& tr, absl::Time now, absl::TimeZone zone) {
  const model::ReviewTask& told = view.task->told;
  Frame frame{view, theme, type, tr, MetaWords(tr, told, now, zone), {}};
  if (told.evaluation) frame.meta = MetaWithChannel(tr, told, now, zone);
  if (told.state == State::kSubmitted) return DrawDone(frame);
  if (declining_ && !view.is_sent) {
    return told.evaluation ? DrawGivingUp(frame) : DrawDeclining(frame);
  }
  if (told.state == State::kOffered) return DrawOffer(frame);
  if (view.is_sent) return DrawDone(frame);
  if (view.form != nullptr) {
    const auto asked =
        frame.body() != nullptr ? frame.body()->elements : std::vector<std::string>();
    frame.elements = forms::WantedElements(*view.form, asked);
    const std::vector<const forms::Element*> all = forms::AllElements(*view.form);
    if (all_elements_) {
      frame.elements = all;
    } else {
      frame.more = all.size() - frame.elements.size();
    }
  }
  return DrawWriting(frame);
}

PanelFrame TaskPanel::DrawBeginning(const model::EvaluationView& view, const Theme& theme,
                                    const Type& type, const Translator& tr) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  PanelFrame drawn = page_.Draw(theme, type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Evaluate it"));
    column.Space(10);
    if (view.refusal != nullptr && !view.is_sent) {
      column.Paragraph(Style::kRegular, theme.warn, ReviewRefusalWords(tr, *view.refusal));
    } else {
      column.Paragraph(Style::kRegular, theme.text, model::SentWords(tr, view.is_live));
    }
  });
  if (view.task != nullptr) drawn.intents.push_back(OpenTask{view.task->told.name});
  return drawn;
}

PanelFrame TaskPanel::DrawGone(const Theme& theme, const Type& type, const Translator& tr) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("No longer yours to write"));
    column.Space(10);
    column.Paragraph(Style::kRegular, theme.text,
                     tr.Tr("Somebody else took it, its time was over, or it is not wanted any "
                           "more. Thank you all the same."));
  });
}

}  // namespace aftercall::ui
