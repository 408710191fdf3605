#include "client/ui/comparison.h"

#include <algorithm>
#include <map>
#include <utility>

#include "client/ui/score_row.h"

namespace aftercall::ui {
namespace {

constexpr float kColumnWidth = 76;
constexpr float kCellPadding = 6;

// What one person said, by element id, in words.
struct Voice {
  std::string label;
  Style style = Style::kRegular;
  std::map<std::string, std::string> said;
};

std::vector<Voice> VoicesOf(const i18n::Translator& tr, const Comparison& comparison) {
  const std::string who = comparison.is_evaluation ? tr.Tr("Evaluation") : tr.Tr("Colleague");
  Voice own{tr.Tr("You"), Style::kBold, {}}, colleague{who, Style::kBold, {}};
  Voice customer{tr.Tr("Customer"), Style::kRegular, {}};
  for (const forms::Element* element : forms::AllElements(comparison.form)) {
    if (comparison.own != nullptr) {
      const auto score = comparison.own->find(element->id);
      if (score != comparison.own->end()) {
        own.said[element->id] = ScoreName(tr, *element, score->second);
      }
    }
    if (comparison.colleague != nullptr) {
      for (const auto& remark : comparison.colleague->elements) {
        if (remark.id != element->id || !(remark.score || remark.does_not_apply)) continue;
        colleague.said[element->id] = ScoreName(tr, *element, remark.score);
      }
    }
    if (const auto score = model::CustomerScore(*element, comparison.verdicts)) {
      customer.said[element->id] = ScoreName(tr, *element, score);
    }
  }
  std::vector<Voice> voices;
  for (Voice* voice : {&own, &colleague, &customer}) {
    if (!voice->said.empty()) voices.push_back(std::move(*voice));
  }
  return voices;
}

void DrawCell(const Painter& painter, float right, float y, Style style, ImU32 colour,
              const std::string& text) {
  const Painter::Line line = painter.Measure(style, text);
  painter.Text({right - line.width, y}, style, colour, line);
}

void DrawRule(const Painter& painter, Column& column) {
  painter.Box({column.left(), column.y()}, {column.right(), column.y() + 1}, painter.theme().line);
  column.Space(1);
}

float RightOf(const Column& column, size_t voices, size_t index) {
  return column.right() - kColumnWidth * static_cast<float>(voices - 1 - index);
}

void DrawRow(const Painter& painter, Column& column, const std::string& title,
             const std::string& element_id, const std::vector<Voice>& voices) {
  const Theme& theme = painter.theme();
  const float top = column.y() + kCellPadding;
  const float title_right = RightOf(column, voices.size(), 0) - kColumnWidth + 20;
  Column words = column.Part(column.left(), title_right, top);
  words.Paragraph(Style::kRegular, theme.text, title);
  for (size_t i = 0; i < voices.size(); ++i) {
    const auto said = voices[i].said.find(element_id);
    const bool nothing = said == voices[i].said.end();
    const bool strong = voices[i].style == Style::kBold;
    DrawCell(painter, RightOf(column, voices.size(), i), top,
             nothing ? Style::kRegular : voices[i].style,
             nothing  ? theme.muted
             : strong ? theme.accent
                      : theme.text,
             nothing ? "–" : said->second);
  }
  column.Space(words.y() - column.y() + kCellPadding);
  DrawRule(painter, column);
}

}  // namespace

std::string TextOf(const forms::Form& form, const forms::Words& words, const i18n::Translator& tr) {
  const absl::string_view language(tr.language().data(), tr.language().size());
  return std::string(forms::InLanguage(form, words, language));
}

void DrawComparison(const Painter& painter, Column& column, const i18n::Translator& tr,
                    const Comparison& comparison) {
  const std::vector<Voice> voices = VoicesOf(tr, comparison);
  if (voices.empty()) return;
  const ImU32 muted = painter.theme().muted;
  painter.Text({column.left(), column.y()}, Style::kSmall, muted, tr.Tr("Element"));
  for (size_t i = 0; i < voices.size(); ++i) {
    DrawCell(painter, RightOf(column, voices.size(), i), column.y(), Style::kSmall, muted,
             voices[i].label);
  }
  column.Space(painter.Height(Style::kSmall) + kCellPadding);
  DrawRule(painter, column);
  for (const forms::Element* element : forms::AllElements(comparison.form)) {
    const bool is_said = std::any_of(voices.begin(), voices.end(), [&](const Voice& voice) {
      return voice.said.count(element->id) > 0;
    });
    if (!is_said) continue;
    DrawRow(painter, column, TextOf(comparison.form, element->title, tr), element->id, voices);
  }
}

}  // namespace aftercall::ui
