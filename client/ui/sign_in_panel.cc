#include "client/ui/sign_in_panel.h"

#include <utility>

#include "absl/strings/ascii.h"

namespace aftercall::ui {
namespace {

using i18n::Translator;
using Trouble = model::SignInState::Trouble;

constexpr float kTokenHeight = 120;
constexpr size_t kMostTokenCharacters = 8000;

std::string TroubleWords(const Translator& tr, Trouble trouble) {
  switch (trouble) {
    case Trouble::kNone:
      break;
    case Trouble::kNoToken:
      return tr.Tr("That is no token. It is one long word with two dots in it; copy it whole.");
    case Trouble::kRunOut:
      return tr.Tr("This token has run out. Ask your administrator for a new one.");
    case Trouble::kNotKept:
      return tr.Tr(
          "You are signed in, but that could not be kept on the disk: next time you will "
          "be asked again.");
    case Trouble::kNotGone:
      return tr.Tr(
          "You are signed out, but something could not be removed from the disk. Please "
          "tell whoever looks after this desk.");
  }
  return "";
}

void DrawTrouble(const Painter& painter, Column& column, const Translator& tr, Trouble trouble) {
  if (trouble == Trouble::kNone) return;
  column.Space(8);
  column.Paragraph(Style::kRegular, painter.theme().warn, TroubleWords(tr, trouble));
}

}  // namespace

PanelFrame SignInPanel::DrawIn(const model::SignInState& state, const Theme& theme,
                               const Type& type, const Translator& tr) {
  if (!std::exchange(is_open_, true)) field_.Focus();
  const std::string token(absl::StripAsciiWhitespace(pasted_));
  PanelPage::Foot foot;
  foot.actions = {{tr.Tr("Cancel"), ClosePanel{}},
                  {tr.Tr("Sign in"), SignIn{token}, !token.empty()}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Sign in"));
    column.Space(6);
    column.Paragraph(Style::kRegular, theme.text,
                     tr.Tr("Paste the token that your administrator gave you. It is kept on this "
                           "desk for you alone, until you sign out."));
    DrawTrouble(painter, column, tr, state.trouble);
    column.Space(10);
    field_.DrawIn(painter, column, "##token", kTokenHeight, pasted_, tr.Tr("Ctrl+V pastes"),
                  kMostTokenCharacters);
  });
}

PanelFrame SignInPanel::DrawOut(const model::SignInState& state, size_t on_their_way,
                                const Theme& theme, const Type& type, const Translator& tr) {
  const PanelPage::Foot foot{
      tr.Tr("Esc closes"),
      {{tr.Tr("Sign out"), SignOut{}}, {tr.Tr("Stay signed in"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Sign out?"));
    column.Space(6);
    column.Paragraph(Style::kRegular, theme.text,
                     tr.Tr("Customers' words, your drafts and your sign-in go from this desk. At "
                           "the server everything stays, and is here again when you sign in."));
    if (on_their_way > 0) {
      column.Space(8);
      column.Paragraph(Style::kRegular, theme.warn,
                       tr.TrN("One thing that you did has not reached the server yet. It would be "
                              "lost.",
                              "{n} things that you did have not reached the server yet. They would "
                              "be lost.",
                              static_cast<int64_t>(on_their_way)));
    }
    if (state.by_others) {
      column.Space(8);
      column.Paragraph(Style::kSmall, theme.muted,
                       tr.Tr("Your sign-in was given to the program from outside: with its next "
                             "start you are signed in again."));
    }
    DrawTrouble(painter, column, tr, state.trouble);
  });
}

PanelFrame SignInPanel::Draw(const model::SignInState& state, bool wants_new, size_t on_their_way,
                             const Theme& theme, const Type& type, const Translator& tr) {
  if (wants_new || !state.is_in) return DrawIn(state, theme, type, tr);
  pasted_.clear();
  return DrawOut(state, on_their_way, theme, type, tr);
}

}  // namespace aftercall::ui
