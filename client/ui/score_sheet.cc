#include "client/ui/score_sheet.h"

#include <algorithm>

#include "client/ui/comparison.h"
#include "client/ui/keys.h"

namespace aftercall::ui {
namespace {

using i18n::Format;
using i18n::Translator;

// What the scores of an element mean: of the one that is looked at, or else of both ends.
std::vector<std::string> AnchorLines(const Translator& tr, const forms::Form& form,
                                     const forms::Element& element,
                                     const std::optional<Score>& about) {
  const auto anchor = [&](int score) {
    if (score < element.low || score > element.high) return std::string();
    const size_t index = static_cast<size_t>(score - element.low);
    if (index >= element.anchors.size()) return std::string();
    return Format(tr.Tr("{score}: {what}"), {{"score", ScoreName(tr, element, score)},
                                             {"what", TextOf(form, element.anchors[index], tr)}});
  };
  if (!about) return {anchor(element.low), anchor(element.high)};
  if (!*about) return {tr.Tr("– does not apply here")};
  return {anchor(**about)};
}

}  // namespace

void ScoreSheet::Advance(const Sheet& sheet, const Score& score) {
  const forms::Element& element = *sheet.elements[focus_];
  const bool is_low = score && 2 * *score < element.low + element.high;
  if (sheet.stays_on_low && is_low) return;
  focus_ = std::min(focus_ + 1, sheet.elements.size() - 1);
}

bool ScoreSheet::ReadKeys(const Focus& ring, const Sheet& sheet, model::Scores& scores) {
  if (!sheet.has_keys || sheet.elements.empty()) return false;
  if (!ring.took_arrow()) {
    if (Pressed(ImGuiKey_DownArrow)) focus_ = std::min(focus_ + 1, sheet.elements.size() - 1);
    if (Pressed(ImGuiKey_UpArrow) && focus_ > 0) --focus_;
  }
  bool changed = false;
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters) {
    const forms::Element& element = *sheet.elements[focus_];
    const std::optional<Score> score = ScoreOfKey(element, character);
    if (!score) continue;
    scores[element.id] = *score;
    Advance(sheet, *score);
    changed = true;
  }
  return changed;
}

void ScoreSheet::DrawAnchors(const Painter& painter, Column& column, const Translator& tr,
                             const Sheet& sheet, const model::Scores& scores) const {
  // As high as the longest of them, so that nothing moves while keys and pointer go from row to
  // row.
  float height = 0;
  for (const forms::Element* element : sheet.elements) {
    Column unseen(painter, column.left(), column.right(), 0, 0, 0);
    for (const std::string& line : AnchorLines(tr, sheet.form, *element, std::nullopt)) {
      unseen.Paragraph(Style::kSmall, painter.theme().muted, line);
    }
    height = std::max(height, unseen.y());
  }
  // Words are those of the row that the person looks at.
  const bool is_looked_at = looked_at_ && looked_at_->row < sheet.elements.size();
  const forms::Element& element = *sheet.elements[is_looked_at ? looked_at_->row : focus_];
  std::optional<Score> about;
  const auto chosen = scores.find(element.id);
  if (is_looked_at) {
    about = looked_at_->score;
  } else if (chosen != scores.end()) {
    about = chosen->second;
  }
  const float top = column.y();
  for (const std::string& line : AnchorLines(tr, sheet.form, element, about)) {
    column.Paragraph(Style::kSmall, painter.theme().muted, line);
  }
  column.Space(std::max(0.0f, top + height - column.y()));
}

bool ScoreSheet::DrawRows(const Painter& painter, Column& column, const Translator& tr,
                          const Sheet& sheet, model::Scores& scores) {
  bool changed = false;
  std::optional<Looked> looked_at;
  for (size_t i = 0; i < sheet.elements.size(); ++i) {
    const forms::Element& element = *sheet.elements[i];
    ScoreRow row{element, TextOf(sheet.form, element.title, tr), std::nullopt,
                 i == focus_ && sheet.has_keys, ""};
    if (const auto chosen = scores.find(element.id); chosen != scores.end()) {
      row.chosen = chosen->second;
    }
    if (const auto remark = sheet.remarks.find(element.id); remark != sheet.remarks.end()) {
      row.remark = remark->second;
    }
    const ScoreRowFrame drawn = DrawScoreRow(painter, column, tr, row);
    if (drawn.looked_at) looked_at = Looked{i, *drawn.looked_at};
    if (drawn.title_pressed || drawn.pressed || drawn.has_focus_come) focus_ = i;
    if (!drawn.pressed) continue;
    scores[element.id] = *drawn.pressed;
    changed = true;
  }
  looked_at_ = looked_at;
  return changed;
}

bool ScoreSheet::Draw(const Painter& painter, Column& column, const Translator& tr,
                      const Sheet& sheet, model::Scores& scores) {
  if (sheet.elements.empty()) return false;
  focus_ = std::min(focus_, sheet.elements.size() - 1);
  bool changed = ReadKeys(painter.focus(), sheet, scores);
  DrawAnchors(painter, column, tr, sheet, scores);
  column.Space(4);
  const Focus::Group group(painter.focus(), "scores");
  changed = DrawRows(painter, column, tr, sheet, scores) || changed;
  return changed;
}

}  // namespace aftercall::ui
