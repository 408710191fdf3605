#include "client/ui/ask_panel.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/model/words.h"
#include "client/ui/comparison.h"
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

bool PressedCtrlEnter() {
  return ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
}

bool CanAsk(const model::AskView& view, const model::Asked& asked) {
  return view.preview != nullptr && view.preview->refusal.empty() && !view.is_sent &&
         asked.can_be_sent();
}

}  // namespace

struct AskPanel::Frame {
  const model::AskView& view;
  const Theme& theme;
  const Translator& tr;
  model::Asked asked;  // as it was before this frame
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
    toggles.push_back(
        {TextOf(*frame.view.form, element->title, frame.tr), is_on, is_on || !is_full});
  }
  if (const std::optional<size_t> pressed = DrawToggles(painter, column, toggles)) {
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

void AskPanel::DrawNames(const Frame& frame, const Painter& painter, Column& column,
                         model::Draft& draft) {
  const Translator& tr = frame.tr;
  Label(column, frame.theme, tr.Tr("Whom not to ask? Names, with commas between (optional)"));
  names_.DrawIn(painter, column, "##names", kLineHeight, draft.ask.not_to_ask, "",
                kMostNamesCharacters);
  if (!frame.asked.too_many_names) return;
  column.Paragraph(
      Style::kSmall, frame.theme.warn,
      Format(tr.Tr("No more than {n} names."), {{"n", absl::StrCat(model::kMostNotToAsk)}}));
  column.Space(4);
}

void AskPanel::MoveFocus() {
  if (question_.tabbed()) {
    moments_.Focus();
  } else if (moments_.tabbed()) {
    names_.Focus();
  } else if (names_.tabbed()) {
    question_.Focus();
  }
}

PanelFrame AskPanel::Draw(const model::AskView& view, const Theme& theme, const Type& type,
                          const Translator& tr, absl::Time now, absl::TimeZone zone) {
  const std::string& interaction = view.reference.interaction;
  const std::string about = model::AboutAsking(interaction);
  if (!std::exchange(is_open_, true)) question_.Focus();
  // The answer may have come before the request was ever drawn as sent.
  const bool is_answered = asked_ && !view.is_sent;
  if (is_answered) asked_ = false;
  const Frame frame{view, theme, tr, model::AskedIn(interaction, view.draft, view.form)};
  const bool can_ask = CanAsk(view, frame.asked);
  PanelPage::Foot foot;
  foot.keys_scroll = false;
  foot.actions = {{tr.Tr("Cancel"), ClosePanel{}},
                  {tr.Tr("Ask"), Do{about, frame.asked.request}, can_ask}};
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
        model::Draft draft = view.draft;
        DrawQuestion(frame, painter, column, draft);
        DrawElements(frame, painter, column, draft);
        DrawMoments(frame, painter, column, draft);
        DrawNames(frame, painter, column, draft);
        MoveFocus();
        if (draft != view.draft) {
          edited_ = true;
          out.push_back(EditDraft{about, draft});
        } else if (PressedCtrlEnter() && can_ask) {
          out.push_back(Do{about, frame.asked.request});
        }
        std::vector<std::string> words{tr.Tr("Asking the server who could be asked …")};
        ImU32 colour = theme.muted;
        if (view.is_sent) {
          words = {model::SentWords(tr, view.is_live)};
        } else if (view.refusal != nullptr && !edited_) {
          words = {ReviewRefusalWords(tr, *view.refusal)};
          colour = theme.warn;
        } else if (view.preview != nullptr) {
          words = WhoWords(tr, *view.preview);
          if (!view.preview->refusal.empty()) colour = theme.warn;
        } else if (!view.is_live) {
          words = {tr.Tr("The server is not there. Who could be asked is known when it is back.")};
        }
        for (const std::string& line : words) column.Paragraph(Style::kSmall, colour, line);
      });
  for (const Intent& intent : drawn.intents) {
    if (std::holds_alternative<Do>(intent)) {
      asked_ = true;
      edited_ = false;
    }
  }
  return drawn;
}

}  // namespace aftercall::ui
