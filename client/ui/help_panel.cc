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

std::vector<Key> KeysOfBar(const Translator& tr, const std::string& hot_key) {
  std::vector<Key> keys{
      {tr.Tr("click"), tr.Tr("Keys are for the bar, until Esc")},
      {"Tab", tr.Tr("From one thing to the next, with Shift back; a ring shows where")},
      {"← →", tr.Tr("Along the ring's row; else older and newer answers")},
      {tr.Tr("Enter"), tr.Tr("Opens what has the ring")},
      {"End", tr.Tr("The newest answer")},
      {"F1", tr.Tr("This sheet")},
      {"Esc", tr.Tr("Keys go back to where they were")}};
  if (hot_key != "none") {
    keys.push_back({hot_key, tr.Tr("Hides the bar and shows it, from any program")});
  }
  return keys;
}

std::vector<Key> KeysOfPanels(const Translator& tr) {
  return {{"Tab", tr.Tr("Through all that can be pressed or written in, with Shift back")},
          {tr.Tr("Enter, Space"), tr.Tr("Press what has the ring; in a field they are text")},
          {"← → ↑ ↓", tr.Tr("From the ring along a list, a scale or a row; else they scroll")},
          {"PgUp PgDn", tr.Tr("Scroll, outside a field")},
          {"Esc", tr.Tr("Goes back, and keeps what is written")}};
}

std::vector<Key> KeysOfScores(const Translator& tr) {
  return {{"1 – 5", tr.Tr("Score the element that is marked, and on to the next")},
          {"–", tr.Tr("It does not apply")},
          {"↑ ↓", tr.Tr("Mark the element before, or the next")},
          {tr.Tr("Enter"), tr.Tr("Without a ring: to the comment, or commits")},
          {tr.Tr("Ctrl+Enter"), tr.Tr("Commits or sends, from a field too")}};
}

void DrawKeys(const Painter& painter, Column& column, const std::string& title,
              const std::vector<Key>& keys) {
  column.Space(14);
  column.Paragraph(Style::kBold, painter.theme().text, title);
  column.Space(4);
  for (const Key& key : keys) {
    constexpr float kKeys = 130;
    const float top = column.y();
    painter.Text({column.left(), top}, Style::kBold, painter.theme().accent, key.keys);
    Column words = column.Part(column.left() + kKeys, column.right(), top);
    words.Paragraph(Style::kRegular, painter.theme().text, key.does);
    column.Space(words.y() - top + 4);
  }
}

}  // namespace

PanelFrame HelpPanel::Draw(const std::string& hot_key, const Theme& theme, const Type& type,
                           const Translator& tr) {
  const PanelPage::Foot foot{
      tr.Tr("Esc closes"), {{tr.Tr("Settings"), OpenSettings{}}, {tr.Tr("Got it"), ClosePanel{}}}};
  return page_.Draw(theme, type, foot, [&](const Painter& painter, Column& column, Intents&) {
    column.Paragraph(Style::kHeading, theme.text, tr.Tr("Keys"));
    DrawKeys(painter, column, tr.Tr("On the bar"), KeysOfBar(tr, hot_key));
    DrawKeys(painter, column, tr.Tr("In a panel"), KeysOfPanels(tr));
    DrawKeys(painter, column, tr.Tr("Where you score and write"), KeysOfScores(tr));
  });
}

}  // namespace aftercall::ui
