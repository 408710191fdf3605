#include "client/ui/ask_panel.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/model/words.h"
#include "client/ui/ask_later_words.h"
#include "client/ui/colleague_chips.h"
#include "client/ui/comparison.h"
#include "client/ui/keys.h"
#include "client/ui/review_panel.h"
#include "client/ui/review_words.h"
#include "client/ui/toggles.h"
#include "shared/forms/review_content.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;

constexpr float kQuestionHeight = 64;
constexpr float kLineHeight = 36;
constexpr size_t kMostMomentCharacters = 200;
constexpr size_t kMostNamesCharacters = 2000;

// Sentences, each a paragraph of its own.
std::vector<std::string> WhoWords(const Translator& tr, const model::ReviewPreview& preview) {
  if (!preview.refusal.empty()) {
    return {
        ReviewRefusalWords(tr, {preview.refusal_reason, preview.refusal, preview.refused_value})};
  }
  if (preview.by_leader) {
    return {tr.Tr("Too few colleagues could be asked: a team leader will look at it.")};
  }
  if (preview.could_be_asked == 0) {
    return {
        tr.Tr("Requests are paused just now. Yours is kept, and somebody is looked for when they "
              "go on.")};
  }
  return {tr.TrN("One colleague could be asked.", "One of {n} colleagues will look at it.",
                 preview.could_be_asked),
          preview.anonymous
              ? tr.Tr("Your name is not shown to them, nor theirs to you: it is anonymous.")
              : tr.Tr("Your name is not shown to them, nor theirs to you; with so few, you may "
                      "guess.")};
}

void Label(Column& column, const Theme& theme, const std::string& words) {
  column.Paragraph(Style::kSmall, theme.muted, words);
  column.Space(4);
}

bool IsKept(const model::AskView& view) {
  return view.later != nullptr && !model::WaitsForPerson(*view.later) && !view.is_sent;
}

}  // namespace

struct AskPanel::Frame {
  const model::AskView& view;
  const Theme& theme;
  const Translator& tr;
  std::string meta;
  model::Asked asked;       // as it was before this frame
  bool once_known = false;  // it can be given for when it is known who could be asked

  std::string about() const { return model::AboutAsking(view.reference.interaction); }
  bool can_ask() const {
    const bool is_known = view.preview != nullptr && view.preview->refusal.empty();
    return (is_known || once_known) && !view.is_sent && asked.can_be_sent();
  }
  Intent ask() const {
    if (!once_known) return Do{about(), asked.request};
    return AskOnceKnown{view.reference, asked.request, view.draft.ask.only_anonymous};
  }
};

void AskPanel::DrawQuestion(const Frame& frame, const Painter& painter, Column& column,
                            model::Draft& draft) {
  Label(column, frame.theme, frame.tr.Tr("What would you like to know? (optional)"));
  question_.DrawIn(painter, column, "##words", kQuestionHeight, draft.note,
                   frame.tr.Tr("Was I too quick at the start?"), kMostQuestionCharacters);
}

void AskPanel::DrawElements(const Frame& frame, const Painter& painter, Column& column,
                            model::Draft& draft) {
  if (frame.view.form == nullptr) return;
  std::vector<std::string>& chosen = draft.ask.elements;
  const bool is_full = frame.asked.request.elements.size() >= model::kMostAskElements;
  Label(column, frame.theme,
        is_full ? Format(frame.tr.Tr("What matters? No more than {n}."),
                         {{"n", absl::StrCat(model::kMostAskElements)}})
                : frame.tr.Tr("What matters? (optional)"));
  const std::vector<const forms::Element*> elements = forms::AllElements(*frame.view.form);
  std::vector<Toggle> toggles;
  for (const forms::Element* element : elements) {
    const bool is_on = std::find(chosen.begin(), chosen.end(), element->id) != chosen.end();
    toggles.push_back({element->id, TextOf(*frame.view.form, element->title, frame.tr), is_on,
                       is_on || !is_full});
  }
  if (const std::optional<size_t> pressed = DrawToggles(painter, column, "elements", toggles)) {
    // What the form no longer has would count among the most that are taken.
    chosen = frame.asked.request.elements;
    if (std::erase(chosen, elements[*pressed]->id) == 0) chosen.push_back(elements[*pressed]->id);
  }
  column.Space(2);
}

void AskPanel::DrawMoments(const Frame& frame, const Painter& painter, Column& column,
                           model::Draft& draft) {
  const Translator& tr = frame.tr;
  Label(column, frame.theme, tr.Tr("Where to listen (optional)"));
  moments_.DrawIn(painter, column, "##moments", kLineHeight, draft.ask.moments, "0:12 3:05",
                  kMostMomentCharacters);
  // The word that is being typed is no moment yet.
  if (!frame.asked.not_a_moment.empty() && !moments_.active()) {
    column.Paragraph(Style::kSmall, frame.theme.warn,
                     Format(tr.Tr("“{word}” is no moment: write minutes and seconds, as in 3:05."),
                            {{"word", frame.asked.not_a_moment}}));
    column.Space(4);
  } else if (frame.asked.too_many_moments) {
    column.Paragraph(
        Style::kSmall, frame.theme.warn,
        Format(tr.Tr("No more than {n} moments."), {{"n", absl::StrCat(model::kMostAskMoments)}}));
    column.Space(4);
  }
}

void AskPanel::DrawChips(const Frame& frame, const Painter& painter, Column& column,
                         std::string& line) {
  if (frame.view.colleagues == nullptr) return;
  const std::vector<std::string>& chosen = frame.asked.request.not_to_ask;
  const std::vector<model::Colleague> called = model::WithoutNamesakes(*frame.view.colleagues);
  const bool is_full = chosen.size() >= model::kMostNotToAsk;
  const model::Colleague* const pressed = DrawColleagues(
      painter, column, frame.tr,
      model::ColleaguesToOffer(called, model::NameBeingWritten(line), chosen),
      [&](const model::Colleague& colleague) {
        const bool is_on =
            std::find(chosen.begin(), chosen.end(), colleague.display_name) != chosen.end();
        return Toggle{colleague.display_name, colleague.display_name, is_on, is_on || !is_full};
      });
  if (pressed != nullptr) line = model::WithNameChosen(line, pressed->display_name, called);
}

void AskPanel::DrawNames(const Frame& frame, const Painter& painter, Column& column,
                         model::Draft& draft) {
  const Translator& tr = frame.tr;
  Label(column, frame.theme, tr.Tr("Whom not to ask? Names, with commas between (optional)"));
  DrawChips(frame, painter, column, draft.ask.not_to_ask);
  names_.DrawIn(painter, column, "##names", kLineHeight, draft.ask.not_to_ask, "",
                kMostNamesCharacters);
  if (!frame.asked.too_many_names) return;
  column.Paragraph(
      Style::kSmall, frame.theme.warn,
      Format(tr.Tr("No more than {n} names."), {{"n", absl::StrCat(model::kMostNotToAsk)}}));
  column.Space(4);
}

// Nobody can say who could be asked: so it is said what will come of it.
void AskPanel::DrawOnceKnown(const Frame& frame, const Painter& painter, Column& column,
                             model::Draft& draft) {
  const Translator& tr = frame.tr;
  column.Paragraph(
      Style::kSmall, frame.theme.muted,
      frame.view.is_live
          ? tr.Tr("The server has not said yet who could be asked.")
          : tr.Tr("The server is not there. Who could be asked is known when it is back."));
  column.Space(6);
  bool& only_anonymous = draft.ask.only_anonymous;
  if (DrawToggles(painter, column, "anonymous",
                  {{"only", tr.Tr("Only if it stays anonymous"), only_anonymous}})) {
    only_anonymous = !only_anonymous;
  }
  column.Paragraph(Style::kSmall, frame.theme.muted, ConditionWords(tr, only_anonymous));
}

void AskPanel::DrawWho(const Frame& frame, Column& column) {
  const model::AskView& view = frame.view;
  std::vector<std::string> words{frame.tr.Tr("Asking the server who could be asked …")};
  ImU32 colour = frame.theme.muted;
  if (view.is_sent) {
    words = {model::SentWords(frame.tr, view.is_live)};
  } else if (view.refusal != nullptr && !edited_) {
    words = {ReviewRefusalWords(frame.tr, *view.refusal)};
    colour = frame.theme.warn;
  } else if (view.preview != nullptr) {
    words = WhoWords(frame.tr, *view.preview);
    if (!view.preview->refusal.empty()) colour = frame.theme.warn;
  }
  for (const std::string& line : words) column.Paragraph(Style::kSmall, colour, line);
}

PanelFrame AskPanel::DrawKept(const Frame& frame, const Type& type) {
  const Translator& tr = frame.tr;
  const model::AskLater& later = *frame.view.later;
  const std::string& interaction = frame.view.reference.interaction;
  const PanelPage::Foot foot{"",
                             {{tr.Tr("Do without it"), TakeBackAsk{interaction, true}},
                              {tr.Tr("Change it"), TakeBackAsk{interaction, false}},
                              {tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(frame.theme, type, foot, [&](const Painter&, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("Kept, and not sent yet"));
    column.Space(2);
    column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
    column.Space(12);
    if (!later.request.question.empty()) {
      column.Boxed(later.request.question);
      column.Space(12);
    }
    column.Paragraph(Style::kRegular, frame.theme.text,
                     frame.view.is_live
                         ? tr.Tr("The server is being asked who could be asked.")
                         : tr.Tr("When the server is back, it is asked who could be asked."));
    column.Space(6);
    column.Paragraph(Style::kRegular, frame.theme.text, ConditionWords(tr, later.only_anonymous));
  });
}

PanelFrame AskPanel::DrawForm(const Frame& frame, const Type& type) {
  const Translator& tr = frame.tr;
  const model::AskView& view = frame.view;
  const bool waits = view.later != nullptr && !view.is_sent;
  std::string words = tr.Tr("Ask");
  if (frame.once_known) {
    words = view.is_live ? tr.Tr("Ask once that is known") : tr.Tr("Ask when connected");
  }
  PanelPage::Foot foot;
  foot.actions = {{tr.Tr("Cancel"), ClosePanel{}}, {words, frame.ask(), frame.can_ask()}};
  if (waits) {
    const std::string& interaction = view.reference.interaction;
    foot.actions[0] = {tr.Tr("Do without it"), TakeBackAsk{interaction, true}};
  }
  return page_.Draw(
      frame.theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        column.Paragraph(Style::kHeading, frame.theme.text, tr.Tr("Ask a colleague to look at it"));
        column.Space(2);
        column.Paragraph(Style::kSmall, frame.theme.muted, frame.meta);
        column.Space(12);
        if (waits) {
          column.Boxed(tr.Tr("Nothing has been sent yet: look who could be asked, below."));
          column.Space(12);
        }
        model::Draft draft = view.draft;
        DrawQuestion(frame, painter, column, draft);
        DrawElements(frame, painter, column, draft);
        DrawMoments(frame, painter, column, draft);
        DrawNames(frame, painter, column, draft);
        if (frame.once_known) {
          DrawOnceKnown(frame, painter, column, draft);
        } else {
          DrawWho(frame, column);
        }
        if (draft != view.draft) {
          edited_ = true;
          out.push_back(EditDraft{frame.about(), draft});
        } else if (PressedCtrlEnter() && frame.can_ask()) {
          out.push_back(frame.ask());
        }
      });
}

// Whether it has been taken since the last frame. The answer may have come before the request was
// ever drawn as sent.
bool AskPanel::TakesAnswer(const model::AskView& view) {
  const bool was_given = std::exchange(asked_, view.is_sent) || kept_;
  kept_ = IsKept(view);
  return was_given && !view.is_sent && view.later == nullptr && view.refusal == nullptr;
}

PanelFrame AskPanel::Draw(const model::AskView& view, const Theme& theme, const Type& type,
                          const Translator& tr, absl::Time now, absl::TimeZone zone) {
  if (!std::exchange(is_open_, true)) question_.Focus();
  if (TakesAnswer(view)) {
    return page_.Draw(theme, type, {}, [&](const Painter&, Column& column, Intents& out) {
      column.Paragraph(Style::kHeading, theme.text, tr.Tr("Ask a colleague to look at it"));
      out.push_back(OpenReviews{});
    });
  }
  Frame frame{view, theme, tr, model::WordsOf(tr, view.reference, now, zone),
              model::AskedIn(view.reference.interaction, view.draft, view.form)};
  frame.once_known = view.preview == nullptr && !view.is_sent && (!view.is_live || hurries_);
  PanelFrame drawn = kept_ ? DrawKept(frame, type) : DrawForm(frame, type);
  for (const Intent& intent : drawn.intents) {
    if (std::holds_alternative<Do>(intent)) {
      asked_ = true;
      edited_ = false;
    } else if (std::holds_alternative<TakeBackAsk>(intent)) {
      kept_ = false;
    } else if (std::holds_alternative<TellMissing>(intent)) {
      hurries_ = view.preview == nullptr && view.is_live && frame.asked.can_be_sent();
    }
  }
  return drawn;
}

}  // namespace aftercall::ui
