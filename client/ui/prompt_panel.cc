#include "client/ui/prompt_panel.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/model/words.h"
#include "client/ui/answer.h"
#include "client/ui/comparison.h"
#include "client/ui/item_view.h"
#include "client/ui/keys.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;
using State = model::SelfAssessment::State;

constexpr float kNoteHeight = 64;

// Why it was asked.
std::string WhyWords(const Translator& tr, model::SelfAssessment::Why why) {
  switch (why) {
    case model::SelfAssessment::Why::kSample:
      return tr.Tr("drawn by lot");
    case model::SelfAssessment::Why::kRequested:
      return tr.Tr("you asked for it");
    case model::SelfAssessment::Why::kUnknown:
      break;
  }
  return "";
}

// What the server refused, in words of ours where we know it.
std::string RefusalWords(const Translator& tr, const model::Refusal& refusal) {
  if (refusal.reason == "SELF_ASSESSMENT_STATE" || refusal.reason == "NOT_FOUND") {
    return tr.Tr("It has been closed meanwhile: on another screen, or because its time was over.");
  }
  return Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal.sentence}});
}

void DrawVerdict(const Painter& painter, Column& column, const Translator& tr,
                 const model::Item& item) {
  const model::Verdict& verdict = item.verdict;
  DrawAnswer(painter, column, verdict.question, verdict.rating, ScoreWords(tr, verdict),
             verdict.comment);
}

}  // namespace

// What every part of one frame needs.
struct PromptPanel::Frame {
  const model::PromptView& view;
  const Theme& theme;
  const Type& type;
  const Translator& tr;
  std::string meta;
  std::string paused;  // empty: it is not
  std::vector<const forms::Element*> elements;

  const std::string& interaction() const { return view.prompt->told.reference.interaction; }
};

bool PromptPanel::WantsCommit(const Focus& focus) const {
  return PressedEnter() && (ImGui::GetIO().KeyCtrl || (!note_.active() && !focus.TakesEnter()));
}

void PromptPanel::DrawSeal(const Frame& frame, const Painter& painter, Column& column,
                           Intents& out) {
  const Translator& tr = frame.tr;
  if (frame.view.prompt->told.state == State::kRevealed) {
    if (frame.view.verdicts.empty() && !frame.view.verdict_waits) return;
    for (const model::Item* item : frame.view.verdicts) DrawVerdict(painter, column, tr, *item);
    column.Space(8);
    column.Paragraph(Style::kSmall, frame.theme.muted,
                     frame.view.verdicts.empty()
                         ? tr.Tr("The customer's answer is kept until you are free.")
                         : tr.Tr("You have seen the answer first. It is marked so, and enters no "
                                 "comparison."));
    return;
  }
  if (!frame.view.answer_in) return;
  column.Space(12);
  const float top = column.y();
  Column inside = column.Part(column.left() + 11, column.right() - 11, top + 10);
  const std::string words = tr.Tr(
      "An answer is in. Assess yourself first, or reveal it: then it is marked as seen "
      "first.");
  // Measured once unseen, to know how high the box must be.
  Column unseen(painter, inside.left(), inside.right(), inside.y(), 0, 0);
  unseen.Paragraph(Style::kRegular, frame.theme.text, words);
  const float bottom = unseen.y() + 4 + painter.Height(Style::kRegular) + 10;
  painter.Box({column.left(), top}, {column.right(), bottom}, frame.theme.fill, 6);
  inside.Paragraph(Style::kRegular, frame.theme.text, words);
  if (painter.Link("reveal", {inside.left(), inside.y() + 4}, tr.Tr("Reveal it now"))) {
    out.push_back(Do{frame.interaction(), model::RevealAssessment{}});
  }
  column.Space(bottom - top);
}

bool PromptPanel::DrawNote(const Frame& frame, const Painter& painter, Column& column,
                           model::Draft& draft) {
  column.Space(10);
  column.Paragraph(Style::kSmall, frame.theme.muted,
                   frame.tr.Tr("One thing I would do differently (optional)"));
  column.Space(4);
  return note_.DrawIn(painter, column, "##note", kNoteHeight, draft.note,
                      frame.tr.Tr("Say the amount before the reason…"), kMostNoteCharacters);
}

PanelFrame PromptPanel::DrawAsking(const Frame& frame) {
  const Translator& tr = frame.tr;
  const bool has_form = frame.view.form != nullptr;
  model::Draft draft = frame.view.draft;
  const bool seals = model::IsSealing(frame.view.prompt->told.state);
  const bool complete = has_form && model::MissingElements(*frame.view.form, draft.scores).empty();
  PanelPage::Foot foot;
  foot.arrows_scroll = false;
  foot.actions.push_back({tr.Tr("Skip"), Do{frame.interaction(), model::SkipAssessment{}}});
  if (seals) {
    foot.actions.push_back(
        {tr.Tr("Later"), Do{frame.interaction(), model::SnoozeAssessment{kLater}}});
  }
  const std::string commit = seals ? tr.Tr("Commit, then reveal") : tr.Tr("Commit");
  foot.actions.push_back(
      {commit, Do{frame.interaction(), model::CommitAssessment{draft}}, complete});
  PanelFrame drawn = page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        column.Paragraph(
            Style::kHeading, frame.theme.text,
            seals ? tr.Tr("Before you look: how was it for you?") : tr.Tr("How was it for you?"));
        column.Space(2);
        column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
        if (!frame.paused.empty()) {
          column.Paragraph(Style::kSmall, frame.theme.muted, frame.paused);
        }
        DrawSeal(frame, painter, column, out);
        if (frame.view.refusal != nullptr) {
          column.Space(8);
          column.Paragraph(Style::kSmall, frame.theme.warn, RefusalWords(tr, *frame.view.refusal));
        }
        column.Space(12);
        if (!has_form) {
          column.Paragraph(Style::kRegular, frame.theme.text,
                           tr.Tr("The form is on its way. It comes with the connection."));
          return;
        }
        const ScoreSheet::Sheet sheet{*frame.view.form, frame.elements, !note_.active()};
        bool changed = sheet_.Draw(painter, column, tr, sheet, draft.scores);
        changed = DrawNote(frame, painter, column, draft) || changed;
        const size_t missing = model::MissingElements(*frame.view.form, draft.scores).size();
        if (WantsCommit(painter.focus()) && missing == 0) {
          out.push_back(Do{frame.interaction(), model::CommitAssessment{draft}});
        } else {
          tell_missing_ = (tell_missing_ || WantsCommit(painter.focus())) && missing > 0;
          if (changed) out.push_back(EditDraft{frame.interaction(), draft});
        }
        column.Paragraph(
            Style::kSmall, frame.theme.muted,
            tell_missing_
                ? tr.TrN("{n} element has no score yet.", "{n} elements have no score yet.",
                         static_cast<int64_t>(missing))
                : tr.Tr(
                      "Digits score, ↓ goes on, Ctrl+Enter commits. Esc closes and keeps what you "
                      "have. Only you can read this until you share it."));
      });
  if (std::erase(drawn.intents, Intent(TellMissing{})) > 0) tell_missing_ = true;
  return drawn;
}

PanelFrame PromptPanel::DrawSent(const Frame& frame) {
  const Translator& tr = frame.tr;
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents&) {
        column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("How was it for you?"));
        column.Space(2);
        column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
        column.Space(12);
        column.Paragraph(Style::kRegular, frame.theme.text,
                         model::SentWords(tr, frame.view.is_live));
        if (frame.view.form == nullptr || frame.view.draft.scores.empty()) return;
        column.Space(12);
        DrawComparison(painter, column, tr,
                       {*frame.view.form, &frame.view.draft.scores, nullptr, {}});
      });
}

PanelFrame PromptPanel::DrawDone(const Frame& frame) {
  const Translator& tr = frame.tr;
  PanelPage::Foot foot{tr.Tr("Esc closes"), {}};
  if (frame.view.others > 0) {
    foot.actions.push_back({tr.TrN("Next ({n} more)", "Next ({n} more)", frame.view.others),
                            OpenPrompts{}, true, "next"});
  }
  foot.actions.push_back({tr.Tr("Got it"), ClosePanel{}});
  return page_.Draw(
      frame.theme, frame.type, foot, [&](const Painter& painter, Column& column, Intents&) {
        column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("You and the customer"));
        column.Space(2);
        column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
        column.Space(12);
        const auto& own = frame.view.prompt->own;
        if (own && frame.view.form != nullptr) {
          DrawComparison(painter, column, tr,
                         {*frame.view.form, &own->scores, nullptr, frame.view.verdicts});
          if (!own->note.empty()) {
            column.Space(10);
            column.Paragraph(Style::kSmall, frame.theme.muted,
                             tr.Tr("What you would do differently"));
            column.Paragraph(Style::kRegular, frame.theme.text, own->note);
          }
          if (own->seen_first) {
            column.Space(8);
            column.Paragraph(Style::kSmall, frame.theme.muted,
                             own->leader_opened
                                 ? tr.Tr("A team leader had opened the answer before.")
                                 : tr.Tr("You have seen the answer first. It is marked so, and "
                                         "enters no comparison."));
          }
        } else {
          column.Paragraph(Style::kSmall, frame.theme.muted,
                           tr.Tr("What you committed was written on another screen."));
        }
        column.Space(8);
        for (const model::Item* item : frame.view.verdicts) DrawVerdict(painter, column, tr, *item);
        if (!frame.view.verdicts.empty()) return;
        column.Space(8);
        column.Paragraph(Style::kRegular, frame.theme.text,
                         frame.view.verdict_waits
                             ? tr.Tr("The customer's answer is kept until you are free.")
                             : tr.Tr("The customer has not answered. If they do, it appears on the "
                                     "strip."));
      });
}

PanelFrame PromptPanel::Draw(const model::PromptView& view, const Theme& theme, const Type& type,
                             const Translator& tr, absl::Time now, absl::TimeZone zone) {
  const model::SelfAssessment& told = view.prompt->told;
  Frame frame{view, theme, type, tr, model::WordsOf(tr, told.reference, now, zone), {}, {}};
  if (const std::string why = WhyWords(tr, told.why); !why.empty()) {
    absl::StrAppend(&frame.meta, frame.meta.empty() ? "" : " · ", why);
  }
  if (view.paused_until) frame.paused = model::PausedWords(tr, *view.paused_until, now, zone);
  if (view.form != nullptr) frame.elements = model::QuickElements(*view.form);
  if (told.state == State::kCommitted) return DrawDone(frame);
  return view.is_sent ? DrawSent(frame) : DrawAsking(frame);
}

PanelFrame PromptPanel::DrawRequested(const model::Refusal* refusal, const Theme& theme,
                                      const Type& type, const Translator& tr) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("How was it for you?"));
    column.Space(10);
    column.Paragraph(Style::kRegular, theme.text,
                     refusal != nullptr
                         ? RefusalWords(tr, *refusal)
                         : tr.Tr("Asking the server. This comes by itself, also when it is away "
                                 "now."));
  });
}

PanelFrame PromptPanel::DrawNone(std::optional<absl::Time> paused_until, const Theme& theme,
                                 const Type& type, const Translator& tr, absl::Time now,
                                 absl::TimeZone zone) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Nothing to assess now"));
    column.Space(10);
    column.Paragraph(
        Style::kRegular, theme.text,
        tr.Tr("After some contacts you are asked here how it went for you, before "
              "you see what the customer says. Only you can read it until you share it."));
    if (!paused_until) return;
    column.Space(10);
    column.Paragraph(Style::kRegular, theme.text, model::PausedWords(tr, *paused_until, now, zone));
  });
}

}  // namespace aftercall::ui
