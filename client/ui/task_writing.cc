#include "client/ui/task_writing.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/model/moments.h"
#include "client/model/words.h"
#include "client/ui/comparison.h"
#include "client/ui/keys.h"

namespace aftercall::ui {
namespace {

using forms::ReviewContent;
using i18n::Format;
using i18n::Translator;

constexpr float kCommentHeight = 56;
constexpr float kFieldHeight = 44;

// What the head of the page says.
std::string Heading(const Translator& tr, const model::ReviewTask& told) {
  return told.evaluation ? EvaluationHeading(tr, told) : TaskQuestion(tr, told.channel);
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

void SetScores(const model::Scores& scores, ReviewContent& content) {
  for (const auto& [id, score] : scores) {
    ReviewContent::Element& element = ElementIn(content, id);
    element.score = score;
    element.does_not_apply = !score.has_value();
  }
}

}  // namespace

struct TaskWriting::Frame {
  const TaskPage& page;
  std::vector<const forms::Element*> elements;  // that want a score
  size_t more = 0;                              // elements that the form has beside those

  bool is_complete() const { return page.view.form != nullptr && page.view.missing.empty(); }
  Do Submission(const ReviewContent& content) const {
    return {page.name(), model::SubmitReview{model::MomentsApart(content), page.view.opened}};
  }
};

void TaskWriting::DrawMedia(const Frame& frame, const Painter& painter, Column& column,
                            Intents& out) {
  const Translator& tr = frame.page.tr;
  const model::ReviewTaskBody* const body = frame.page.body();
  if (body == nullptr || !frame.page.view.task->body_is_current()) {
    column.Space(10);
    column.Paragraph(Style::kSmall, frame.page.theme.muted,
                     tr.Tr("The recording or text comes with the connection."));
    return;
  }
  const size_t before = out.size();
  media_.DrawRecording(painter, column, tr, body->recording_uri, out);
  const bool is_opened = out.size() > before || !body->text.empty();
  if (is_opened && frame.page.view.opened != true) out.push_back(NoteOpened{frame.page.name()});
  if (!body->moments.empty()) {
    column.Space(6);
    const std::string moments =
        absl::StrJoin(body->moments, ", ", [](std::string* to, absl::Duration moment) {
          absl::StrAppend(to, model::MomentWords(moment));
        });
    column.Paragraph(Style::kSmall, frame.page.theme.muted,
                     Format(tr.Tr("They point to {moments}."), {{"moments", moments}}));
  }
  media_.DrawText(painter, column, tr, body->text);
}

void TaskWriting::DrawOther(const Frame& frame, const Painter& painter, Column& column,
                            Intents& out) {
  if (!frame.page.view.has_other) return;
  const Translator& tr = frame.page.tr;
  column.Space(10);
  column.Paragraph(Style::kRegular, frame.page.theme.warn,
                   tr.Tr("Something else was written on another desk. Both are kept."));
  const float y = column.y() + 2;
  const std::string other = tr.Tr("Look at the other one");
  if (painter.Link("swap", {column.left(), y}, other)) out.push_back(SwapDrafts{frame.page.name()});
  const float beside = column.left() + painter.Width(Style::kRegular, other) + 18;
  if (painter.Link("keep", {beside, y}, tr.Tr("Go on with this one"))) {
    out.push_back(KeepDraft{frame.page.name()});
  }
  column.Space(painter.Height(Style::kRegular) + 4);
}

bool TaskWriting::DrawScores(const Frame& frame, const Painter& painter, Column& column,
                             ReviewContent& content) {
  const Translator& tr = frame.page.tr;
  ScoreSheet::Sheet sheet{*frame.page.view.form, frame.elements, !HasField(), true, {}};
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
  return changed;
}

bool TaskWriting::DrawComment(const Frame& frame, const Painter& painter, Column& column,
                              ReviewContent& content) {
  if (frame.elements.empty()) return false;
  const Translator& tr = frame.page.tr;
  const forms::Element& element =
      *frame.elements[std::min(sheet_.focus(), frame.elements.size() - 1)];
  column.Space(6);
  column.Paragraph(Style::kSmall, frame.page.theme.muted,
                   Format(tr.Tr("On “{element}”: a time at the beginning is the moment"),
                          {{"element", TextOf(*frame.page.view.form, element.title, tr)}}));
  column.Space(4);
  std::string comment = ElementIn(content, element.id).comment;
  const bool is_written = comment_.DrawIn(painter, column, "##comment", kCommentHeight, comment,
                                          tr.Tr("00:12 A pause after the name would be calmer…"),
                                          forms::kReviewCharacters);
  if (is_written) ElementIn(content, element.id).comment = comment;
  return is_written;
}

bool TaskWriting::DrawWords(const Frame& frame, const Painter& painter, Column& column,
                            ReviewContent& content) {
  const Translator& tr = frame.page.tr;
  column.Paragraph(Style::kSmall, frame.page.theme.muted, tr.Tr("Something that went well"));
  column.Space(4);
  bool changed =
      praise_.DrawIn(painter, column, "##praise", kFieldHeight, content.praise,
                     tr.Tr("You gave the date of the refund unasked…"), forms::kReviewCharacters);
  column.Paragraph(Style::kSmall, frame.page.theme.muted, tr.Tr("Something to try"));
  column.Space(4);
  changed = advice_.DrawIn(painter, column, "##advice", kFieldHeight, content.advice,
                           tr.Tr("Say the amount before the reason…"), forms::kReviewCharacters) ||
            changed;
  return changed;
}

void TaskWriting::DrawFootLines(const Frame& frame, Column& column) const {
  const Translator& tr = frame.page.tr;
  if (tell_missing_) {
    for (const std::string& line : MissingLines(tr, frame.page.view)) {
      column.Paragraph(Style::kSmall, frame.page.theme.text, line);
    }
    column.Space(4);
  }
  column.Paragraph(
      Style::kSmall, frame.page.theme.muted,
      frame.page.told().evaluation
          ? Format(tr.Tr("Digits score, ↓ goes on, Enter goes to the comment, Ctrl+Enter submits. "
                         "{name} reads it with your name once you submit it, and can appeal it."),
                   {{"name", AgentName(tr, frame.page.told())}})
          : tr.Tr("Digits score, ↓ goes on, Enter goes to the comment, Ctrl+Enter submits. "
                  "They do not see your name; what they and the customer think of it is "
                  "not shown to you."));
  column.Paragraph(Style::kSmall, frame.page.theme.muted,
                   frame.page.view.is_live || frame.page.view.is_saved
                       ? tr.Tr("Saved as you write.")
                       : tr.Tr("The server is not there. What you wrote is kept here."));
}

void TaskWriting::DrawPage(const Frame& frame, ReviewContent& content, const Painter& painter,
                           Column& column, Intents& out) {
  const TaskPage& page = frame.page;
  page.Head(column, Heading(page.tr, page.told()));
  DrawMedia(frame, painter, column, out);
  DrawOther(frame, painter, column, out);
  if (page.view.form == nullptr) {
    column.Space(12);
    column.Paragraph(Style::kRegular, page.theme.text,
                     page.tr.Tr("The form is on its way. It comes with the connection."));
    return;
  }
  const bool was_in_field = HasField();
  bool changed = DrawScores(frame, painter, column, content);
  changed = DrawComment(frame, painter, column, content) || changed;
  changed = DrawWords(frame, painter, column, content) || changed;
  DrawFootLines(frame, column);
  if (changed) {
    out.push_back(WriteReview{page.name(), content});
  } else if (PressedEnter() && ImGui::GetIO().KeyCtrl) {
    out.push_back(frame.is_complete() ? Intent(frame.Submission(content)) : Intent(TellMissing{}));
  } else if (PressedEnter() && !was_in_field && !painter.focus().TakesEnter()) {
    comment_.Focus();
  }
}

PanelFrame TaskWriting::Draw(const TaskPage& page) {
  const Translator& tr = page.tr;
  Frame frame{page, {}};
  if (page.view.form != nullptr) {
    const auto asked = page.body() != nullptr ? page.body()->elements : std::vector<std::string>();
    frame.elements = forms::WantedElements(*page.view.form, asked);
    const std::vector<const forms::Element*> all = forms::AllElements(*page.view.form);
    if (all_elements_) {
      frame.elements = all;
    } else {
      frame.more = all.size() - frame.elements.size();
    }
  }
  tell_missing_ = tell_missing_ && !frame.is_complete();
  ReviewContent content = page.view.content;
  PanelPage::Foot foot;
  foot.arrows_scroll = false;
  const bool is_evaluation = page.told().evaluation;
  foot.actions = {{is_evaluation ? tr.Tr("Give it up") : tr.Tr("Not this time"), BeginAnswer{}},
                  {tr.Tr("Later"), ClosePanel{}},
                  {is_evaluation ? tr.Tr("Submit the evaluation") : tr.Tr("Submit the review"),
                   frame.Submission(content), frame.is_complete()}};
  PanelFrame drawn = page_.Draw(page.theme, page.type, foot,
                                [&](const Painter& painter, Column& column, Intents& out) {
                                  DrawPage(frame, content, painter, column, out);
                                });
  if (std::erase(drawn.intents, Intent(TellMissing{})) > 0) tell_missing_ = true;
  return drawn;
}

}  // namespace aftercall::ui
