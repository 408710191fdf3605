#include "client/ui/review_panel.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/model/moments.h"
#include "client/model/words.h"
#include "client/ui/appeal_panel.h"
#include "client/ui/comparison.h"
#include "client/ui/list_row.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;
using State = model::Review::State;

constexpr float kFieldHeight = 64;

std::string StateWords(const Translator& tr, const model::Review& review) {
  switch (review.state) {
    case State::kLooking:
      return tr.Tr("somebody is being looked for");
    case State::kWithLeaders:
      return tr.Tr("with the team leaders");
    case State::kInReview:
      return tr.Tr("somebody is at it");
    case State::kSubmitted:
      return tr.Tr("an answer has come");
    case State::kAcknowledged:
      return tr.Tr("read");
    case State::kDiffered:
      return tr.Tr("you see it differently");
    case State::kClosed:
    case State::kWithdrawn:
      break;
  }
  return "";
}

// What the server refused, in words of ours where we know it.
std::string RefusalWords(const Translator& tr, const std::string& reason,
                         const std::string& sentence) {
  if (reason == "REVIEW_NOTHING_TO_SHOW") {
    return tr.Tr("There is no recording and no text of it that a colleague could hear or read.");
  }
  if (reason == "REVIEW_RECORDING_ELSEWHERE") {
    return tr.Tr("Its recording is at a place that colleagues may not open.");
  }
  if (reason == "REVIEW_UNDER_WAY") return tr.Tr("A review of it is under way already.");
  if (reason == "REVIEW_STATE") return tr.Tr("That has been settled meanwhile.");
  return Format(tr.Tr("The server did not take it: {why}"), {{"why", sentence}});
}

// Sentences, each a paragraph of its own.
std::vector<std::string> WhoWords(const Translator& tr, const model::ReviewPreview& preview) {
  if (!preview.refusal.empty()) {
    return {RefusalWords(tr, preview.refusal_reason, preview.refusal)};
  }
  if (preview.by_leader) {
    return {tr.Tr("Too few colleagues could be asked: a team leader will look at it.")};
  }
  return {tr.TrN("One colleague could be asked.", "One of {n} colleagues will look at it.",
                 preview.could_be_asked),
          preview.anonymous
              ? tr.Tr("Your name is not shown to them, nor theirs to you: it is anonymous.")
              : tr.Tr("Your name is not shown to them, nor theirs to you; with so few, you may "
                      "guess.")};
}

std::string Trimmed(const std::string& text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

bool IsBlank(const std::string& text) { return Trimmed(text).empty(); }

bool CtrlEnter() {
  return ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
}

}  // namespace

// What every part of one frame needs.
struct ReviewPanel::Frame {
  const model::ReviewView& view;
  const Theme& theme;
  const Type& type;
  const Translator& tr;
  std::string meta;

  const model::Review& told() const { return view.review->told; }
};

PanelFrame ReviewPanel::DrawList(const std::vector<const model::ReviewItem*>& reviews,
                                 const std::vector<const model::AppealItem*>& appeals,
                                 const Theme& theme, const Type& type, const Translator& tr,
                                 absl::Time now, absl::TimeZone zone) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("What colleagues say"));
    column.Space(4);
    column.Paragraph(Style::kSmall, theme.muted,
                     tr.Tr("To ask about one of your contacts, open its answer on the strip."));
    column.Space(8);
    for (const model::ReviewItem* review : reviews) {
      const bool is_news = review->told.state == State::kSubmitted;
      const ListRow row{review->told.name, model::WordsOf(tr, review->told.reference, now, zone),
                        is_news ? Style::kBold : Style::kRegular, StateWords(tr, review->told),
                        is_news ? theme.accent : theme.muted};
      if (DrawListRow(painter, column, row)) out.push_back(OpenReview{review->told.name});
    }
    for (const model::AppealItem* appeal : appeals) {
      const model::Appeal& told = appeal->told;
      const bool is_news = model::IsDecided(told.state) && appeal->read_position < appeal->position;
      const ListRow row{told.name,
                        Format(tr.Tr("Appeal: {what}"),
                               {{"what", model::WordsOf(tr, told.reference, now, zone)}}),
                        is_news ? Style::kBold : Style::kRegular, StateWords(tr, told),
                        is_news ? theme.accent : theme.muted};
      if (DrawListRow(painter, column, row)) out.push_back(OpenMadeAppeal{told.name});
    }
    if (!reviews.empty() || !appeals.empty()) return;
    column.Paragraph(Style::kRegular, theme.text, tr.Tr("You have not asked for any yet."));
  });
}

PanelFrame ReviewPanel::DrawUnderWay(const Frame& frame) {
  const Translator& tr = frame.tr;
  PanelPage::Foot foot{tr.Tr("Esc closes"), {}};
  if (!frame.view.is_sent) {
    foot.actions.push_back({tr.Tr("Do without it"), Do{frame.told().name, model::CloseReview{}}});
  }
  foot.actions.push_back({tr.Tr("Got it"), ClosePanel{}});
  return page_.Draw(frame.theme, frame.type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("You asked a colleague"));
    column.Space(2);
    column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
    column.Space(12);
    const std::string state = StateWords(tr, frame.told());
    column.Paragraph(Style::kRegular, frame.theme.text,
                     Format(tr.Tr("Now: {state}. You hear of it here when there is an answer."),
                            {{"state", state}}));
  });
}

void ReviewPanel::DrawContent(const Frame& frame, const Painter& painter, Column& column) {
  const Translator& tr = frame.tr;
  const model::ReviewBody& body = *frame.view.review->body;
  if (!body.question.empty()) {
    column.Space(10);
    column.Boxed(Format(tr.Tr("You asked: “{question}”"), {{"question", body.question}}));
  }
  column.Space(14);
  if (frame.view.form != nullptr) {
    const model::Scores* const own = frame.view.own != nullptr ? &frame.view.own->scores : nullptr;
    DrawComparison(painter, column, tr,
                   {*frame.view.form, own, &body.content, frame.view.verdicts});
  }
  for (const forms::ReviewContent::Element& remark : body.content.elements) {
    if (remark.comment.empty() && !remark.moment) continue;
    column.Space(8);
    const std::string moment = remark.moment ? model::MomentWords(*remark.moment) : "";
    column.Paragraph(Style::kRegular, frame.theme.text,
                     absl::StrCat("▸ ", moment, moment.empty() ? "" : " ", remark.comment));
  }
  if (!body.content.praise.empty()) {
    column.Space(8);
    column.Paragraph(Style::kRegular, frame.theme.kudos, absl::StrCat("♥ ", body.content.praise));
  }
  if (!body.content.advice.empty()) {
    column.Space(8);
    column.Paragraph(Style::kSmall, frame.theme.muted, tr.Tr("Something to try"));
    column.Paragraph(Style::kRegular, frame.theme.text, body.content.advice);
  }
  if (!body.answer.empty()) {
    column.Space(8);
    column.Paragraph(Style::kSmall, frame.theme.muted, tr.Tr("How you see it"));
    column.Paragraph(Style::kRegular, frame.theme.text, body.answer);
  }
}

PanelPage::Foot ReviewPanel::FootOf(const Frame& frame) {
  const Translator& tr = frame.tr;
  const std::string& name = frame.told().name;
  PanelPage::Foot foot;
  foot.keys_scroll = !differing_;
  if (differing_) {
    foot.actions = {{tr.Tr("Back"), CancelAnswer{}},
                    {tr.Tr("Send"), Do{name, model::DifferFromReview{Trimmed(frame.view.answer)}},
                     !IsBlank(frame.view.answer)}};
    return foot;
  }
  const bool may_answer = frame.told().state == State::kSubmitted && !frame.view.is_sent;
  if (may_answer) foot.actions.push_back({tr.Tr("I see it differently"), BeginAnswer{}});
  if (frame.view.is_thanked) {
    foot.hint = tr.Tr("You have thanked");
  } else {
    foot.actions.push_back({tr.Tr("Thank ♥"), Do{name, model::ThankReviewer{}}});
  }
  const Intent take_note = Do{name, model::AcknowledgeReview{}};
  foot.actions.push_back({tr.Tr("Got it"), may_answer ? take_note : Intent(ClosePanel{})});
  return foot;
}

PanelFrame ReviewPanel::DrawThere(const Frame& frame) {
  const Translator& tr = frame.tr;
  differing_ = differing_ && frame.told().state == State::kSubmitted && !frame.view.is_sent;
  PanelFrame drawn = page_.Draw(
      frame.theme, frame.type, FootOf(frame),
      [&](const Painter& painter, Column& column, Intents& out) {
        column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("A colleague has looked at it"));
        column.Space(2);
        column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
        if (frame.view.refusal != nullptr) {
          column.Space(8);
          column.Paragraph(
              Style::kSmall, frame.theme.warn,
              RefusalWords(tr, frame.view.refusal->reason, frame.view.refusal->sentence));
        }
        if (!frame.view.review->body) {
          column.Space(12);
          column.Paragraph(Style::kRegular, frame.theme.text,
                           tr.Tr("It is on its way. It comes with the connection."));
          return;
        }
        DrawContent(frame, painter, column);
        if (!differing_) return;
        column.Space(12);
        column.Paragraph(Style::kSmall, frame.theme.muted,
                         tr.Tr("How do you see it? Your colleague reads this, without your name."));
        column.Space(4);
        std::string answer = frame.view.answer;
        if (field_.DrawIn(painter, column, "##words", kFieldHeight, answer, "",
                          kMostQuestionCharacters)) {
          out.push_back(EditDraft{frame.told().name, {{}, answer}});
        }
        if (CtrlEnter() && !IsBlank(answer)) {
          out.push_back(Do{frame.told().name, model::DifferFromReview{Trimmed(answer)}});
        }
      });
  // Whether the field is open is the panel's own.
  std::erase_if(drawn.intents, [&](const Intent& intent) {
    const bool begins = std::holds_alternative<BeginAnswer>(intent);
    const bool ends = std::holds_alternative<CancelAnswer>(intent);
    if (begins || ends) differing_ = begins;
    if (begins) field_.Focus();
    return begins || ends;
  });
  return drawn;
}

PanelFrame ReviewPanel::Draw(const model::ReviewView& view, const Theme& theme, const Type& type,
                             const Translator& tr, absl::Time now, absl::TimeZone zone) {
  const model::Review& told = view.review->told;
  Frame frame{view, theme, type, tr, model::WordsOf(tr, told.reference, now, zone)};
  if (model::IsUnderWay(told.state)) return DrawUnderWay(frame);
  if (told.submitted) {
    absl::StrAppend(&frame.meta, " · ", model::WordsOf(tr, *told.submitted, now, zone));
  }
  absl::StrAppend(&frame.meta, " · ",
                  told.by_leader   ? tr.Tr("by a team leader")
                  : told.anonymous ? tr.Tr("anonymous")
                                   : tr.Tr("name not shown"));
  return DrawThere(frame);
}

PanelFrame ReviewPanel::DrawAsk(const model::AskView& view, const Theme& theme, const Type& type,
                                const Translator& tr, absl::Time now, absl::TimeZone zone) {
  const std::string about = model::AboutAsking(view.reference.interaction);
  if (!std::exchange(is_open_, true)) field_.Focus();
  // The answer may have come before the request was ever drawn as sent.
  const bool is_answered = asked_ && !view.is_sent;
  if (is_answered) asked_ = false;
  const bool can_ask = view.preview != nullptr && view.preview->refusal.empty() && !view.is_sent;
  const Do ask{about, model::RequestReview{view.reference.interaction, Trimmed(view.question)}};
  PanelPage::Foot foot;
  foot.keys_scroll = false;
  foot.actions = {{tr.Tr("Cancel"), ClosePanel{}}, {tr.Tr("Ask"), ask, can_ask}};
  PanelFrame drawn =
      page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        column.Paragraph(Style::kHeading, theme.text, tr.Tr("Ask a colleague to look at it"));
        column.Space(2);
        column.Paragraph(Style::kSmall, theme.muted, model::WordsOf(tr, view.reference, now, zone));
        column.Space(12);
        if (is_answered && view.refusal == nullptr) {
          out.push_back(OpenReviews{});
          return;
        }
        column.Paragraph(Style::kSmall, theme.muted,
                         tr.Tr("What would you like to know? (optional)"));
        column.Space(4);
        std::string question = view.question;
        if (field_.DrawIn(painter, column, "##words", kFieldHeight, question,
                          tr.Tr("Was I too quick at the start?"), kMostQuestionCharacters)) {
          out.push_back(EditDraft{about, {{}, question}});
        }
        if (CtrlEnter() && can_ask) {
          out.push_back(
              Do{about, model::RequestReview{view.reference.interaction, Trimmed(question)}});
        }
        std::vector<std::string> words{tr.Tr("Asking the server who could be asked …")};
        ImU32 colour = theme.muted;
        if (view.is_sent) {
          words = {model::SentWords(tr, view.is_live)};
        } else if (view.refusal != nullptr) {
          words = {RefusalWords(tr, view.refusal->reason, view.refusal->sentence)};
          colour = theme.warn;
        } else if (view.preview != nullptr) {
          words = WhoWords(tr, *view.preview);
          if (!view.preview->refusal.empty()) colour = theme.warn;
        } else if (!view.is_live) {
          words = {tr.Tr("The server is not there. Who could be asked is known when it is back.")};
        }
        for (const std::string& line : words) column.Paragraph(Style::kSmall, colour, line);
      });
  for (const Intent& intent : drawn.intents) asked_ = asked_ || std::holds_alternative<Do>(intent);
  return drawn;
}

}  // namespace aftercall::ui
