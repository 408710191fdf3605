#include "client/ui/kudos_panel.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "client/model/words.h"
#include "client/ui/colleague_chips.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;

constexpr float kNameHeight = 36;
constexpr float kWordsHeight = 64;

std::string Trimmed(const std::string& text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

// A reviewer stays unnamed.
std::string SaidBy(const Translator& tr, const model::Kudos& told) {
  if (!told.giver_display_name.empty()) {
    return Format(tr.Tr("♥ {name} says: well done"), {{"name", told.giver_display_name}});
  }
  switch (told.reference ? told.reference->channel : model::Channel::kUnknown) {
    case model::Channel::kVoice:
      return tr.Tr("♥ A colleague who listened to your call says: well done");
    case model::Channel::kEmail:
      return tr.Tr("♥ A colleague who read your e-mail says: well done");
    case model::Channel::kChat:
      return tr.Tr("♥ A colleague who read your chat says: well done");
    case model::Channel::kSocial:
    case model::Channel::kUnknown:
      break;
  }
  return tr.Tr("♥ A colleague who looked at your work says: well done");
}

}  // namespace

std::string KudosRefusalWords(const Translator& tr, const model::Refusal& refusal) {
  if (refusal.reason == "KUDOS_GIVEN_TODAY") {
    return tr.Tr("You have said well done to them today already.");
  }
  if (refusal.reason == "KUDOS_TO_ONESELF") {
    return tr.Tr("That is you. Well done, all the same.");
  }
  if (refusal.reason == "KUDOS_GIVEN_FOR_REVIEW") {
    return tr.Tr("You have said well done for this one already.");
  }
  if (refusal.reason == "KUDOS_REVIEW_OVER") return tr.Tr("That has been settled meanwhile.");
  if (refusal.reason == "KUDOS_INTERACTION_OTHERS") {
    return tr.Tr("This contact is no longer theirs.");
  }
  if (refusal.reason == "NOT_FOUND") return tr.Tr("There is nobody of that name here.");
  if (refusal.reason == "NAME_SHARED") {
    return tr.Tr("Several people have that name; your team leader knows how to tell them apart.");
  }
  return Format(tr.Tr("The server did not take it: {why}"), {{"why", refusal.sentence}});
}

std::string KudosWords(const Translator& tr, const model::Hand& hand, const std::string& user,
                       bool was_given) {
  const std::string about = model::AboutKudos(user);
  const model::Refusal* const refusal = hand.refusal(about);
  if (refusal != nullptr) return KudosRefusalWords(tr, *refusal);
  if (hand.Pending(about) != nullptr) return tr.Tr("On its way. They see it on their ticker.");
  return was_given ? tr.Tr("♥ Said. They see it on their ticker.") : "";
}

PanelFrame KudosPanel::Draw(const model::KudosItem& kudos,
                            const std::optional<model::VerdictKey>& answer, const Theme& theme,
                            const Type& type, const Translator& tr, absl::Time now,
                            absl::TimeZone zone) {
  const PanelPage::Foot foot{tr.Tr("Esc closes"), {{tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
    column.Paragraph(Style::kHeading, theme.kudos, SaidBy(tr, kudos.told));
    if (kudos.told.reference) {
      column.Space(2);
      column.Paragraph(Style::kSmall, theme.muted,
                       model::ForWords(tr, *kudos.told.reference, now, zone));
    }
    if (!kudos.told.words.empty()) {
      column.Space(10);
      column.Boxed(kudos.told.words);
    }
    if (!answer) return;
    column.Space(10);
    if (painter.Link("answer", {column.left(), column.y()}, tr.Tr("See what the customer said"))) {
      out.push_back(OpenDetail{*answer});
    }
    column.Space(painter.Height(Style::kRegular));
  });
}

void KudosPanel::DrawColleaguesToPress(const model::Hand& hand, const model::GivingView& view,
                                       const Painter& painter, Column& column, const Translator& tr,
                                       Intents& out) {
  if (view.colleagues == nullptr) return;
  const model::ColleaguesOffered offered =
      model::ColleaguesToOffer(*view.colleagues, Trimmed(to_), {});
  if (offered.shown.empty() && offered.left_out == 0) return;
  column.Paragraph(Style::kSmall, painter.theme().muted,
                   tr.Tr("Or press a name: it is said at once, with the words above."));
  column.Space(4);
  const model::Colleague* const pressed =
      DrawColleagues(painter, column, tr, offered, [&](const model::Colleague& colleague) {
        const bool is_given = view.given_today.contains(colleague.name);
        const bool is_sent = hand.Pending(model::AboutKudos(colleague.name)) != nullptr;
        const std::string name = model::NameApart(colleague, *view.colleagues);
        return Toggle{colleague.name,
                      is_given ? Format(tr.Tr("{name} · said today"), {{"name", name}}) : name,
                      is_given || is_sent, !is_given && !is_sent};
      });
  if (pressed == nullptr) return;
  const std::string& user = pressed->name;
  out.push_back(Do{model::AboutKudos(user), model::GiveKudos{user, Trimmed(said_)}});
}

PanelFrame KudosPanel::DrawGiving(const model::Hand& hand, const model::GivingView& view,
                                  const Theme& theme, const Type& type, const Translator& tr) {
  if (!std::exchange(is_open_, true)) {
    name_.Focus();
    to_ = hand.draft(model::kPraiseTo).note;
    said_ = hand.draft(model::kPraiseWords).note;
  }
  const std::string to = Trimmed(to_);
  PanelPage::Foot foot;
  foot.actions = {{tr.Tr("Got it"), ClosePanel{}},
                  {tr.Tr("Say it ♥"),
                   Do{model::AboutKudos(to), model::GiveKudos{to, Trimmed(said_)}}, !to.empty()}};
  PanelFrame drawn =
      page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents& out) {
        column.Paragraph(Style::kHeading, theme.text, tr.Tr("Say well done"));
        column.Space(10);
        column.Paragraph(Style::kSmall, theme.muted, tr.Tr("To whom? Their name, as it is shown"));
        column.Space(4);
        if (name_.DrawIn(painter, column, "##to", kNameHeight, to_, "", kMostNameCharacters)) {
          out.push_back(EditDraft{model::kPraiseTo, {{}, to_}});
        }
        column.Paragraph(Style::kSmall, theme.muted, tr.Tr("For what? (optional)"));
        column.Space(4);
        if (words_.DrawIn(painter, column, "##said", kWordsHeight, said_,
                          tr.Tr("You stayed calm with that customer…"), kMostKudosCharacters)) {
          out.push_back(EditDraft{model::kPraiseWords, {{}, said_}});
        }
        DrawColleaguesToPress(hand, view, painter, column, tr, out);
        if (given_to_.empty()) return;
        column.Paragraph(Style::kRegular, theme.text, KudosWords(tr, hand, given_to_, true));
      });
  for (const Intent& intent : drawn.intents) {
    const auto* const wish = std::get_if<Do>(&intent);
    if (wish != nullptr) given_to_ = std::get<model::GiveKudos>(wish->what).user;
  }
  return drawn;
}

}  // namespace aftercall::ui
