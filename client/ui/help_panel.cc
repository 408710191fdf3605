#include "client/ui/help_panel.h"

#include <utility>
#include <vector>

namespace aftercall::ui {
namespace {

using i18n::Translator;

struct Key {
  std::string keys;
  std::string does;
};

std::vector<Key> KeysOfBar(const Translator& tr) {
  return {{tr.Tr("click"), tr.Tr("Keys are for the bar, until Esc")},
          {"← →", tr.Tr("Older and newer answers")},
          {"End", tr.Tr("The newest answer")},
          {"F1", tr.Tr("This sheet")},
          {"Esc", tr.Tr("Keys go back to where they were")}};
}

std::vector<Key> KeysOfPanels(const Translator& tr) {
  return {{"1 – 5", tr.Tr("Score the element that is marked, and on to the next")},
          {"–", tr.Tr("It does not apply")},
          {"↑ ↓", tr.Tr("The element before, the next; or scroll")},
          {"Tab", tr.Tr("From field to field")},
          {tr.Tr("Enter"), tr.Tr("A new line, in a field; otherwise it commits")},
          {tr.Tr("Ctrl+Enter"), tr.Tr("Commits or sends, from a field too")},
          {"Esc", tr.Tr("Closes, and keeps what is written")}};
}

void DrawKeys(const Painter& painter, Column& column, const std::string& title,
              const std::vector<Key>& keys) {
  column.Space(14);
  column.Paragraph(Style::kBold, painter.theme().text, title);
  column.Space(4);
  for (const Key& key : keys) {
    constexpr float kKeys = 110;
    const float top = column.y();
    painter.Text({column.left(), top}, Style::kBold, painter.theme().accent, key.keys);
    Column words = column.Part(column.left() + kKeys, column.right(), top);
    words.Paragraph(Style::kRegular, painter.theme().text, key.does);
    column.Space(words.y() - top + 4);
  }
}

}  // namespace

PanelFrame HelpPanel::Draw(const Theme& theme, const Type& type, const Translator& tr) {
  const PanelPage::Foot foot{
      tr.Tr("Esc closes"), {{tr.Tr("Settings"), OpenSettings{}}, {tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Keys"));
    DrawKeys(painter, column, tr.Tr("On the bar"), KeysOfBar(tr));
    DrawKeys(painter, column, tr.Tr("In a panel"), KeysOfPanels(tr));
  });
}

}  // namespace aftercall::ui
