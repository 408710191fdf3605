#pragma once

#include <optional>
#include <string>

#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "shared/forms/form.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// A score, or nothing: "does not apply".
using Score = std::optional<int>;

// What a score is called: its number; "No" and "Yes" of a yes/no element; "–".
std::string ScoreName(const i18n::Translator& tr, const forms::Element& element,
                      const Score& score);

// One element to be scored: its title, and a button for each step (and "–" where it may not
// apply), beside the title where there is room, else below it.
struct ScoreRow {
  const forms::Element& element;
  std::string title;            // in the reader's language
  std::optional<Score> chosen;  // nothing yet
  bool has_focus = false;       // keys score this one
  std::string remark;           // a line below it; empty: none
};

struct ScoreRowFrame {
  std::optional<Score> pressed;
  std::optional<Score> looked_at;
  bool title_pressed = false;
  bool has_focus_come = false;  // the ring has come to it in this frame
};

// Draws it at the column's place, with a rule below.
ScoreRowFrame DrawScoreRow(const Painter& painter, Column& column, const i18n::Translator& tr,
                           const ScoreRow& row);

// The score that a typed character means for this element: a digit its own step ("0" for ten where
// zero is none), "-" that it does not apply. Nothing where it means none.
std::optional<Score> ScoreOfKey(const forms::Element& element, unsigned int character);

}  // namespace aftercall::ui
