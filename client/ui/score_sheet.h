#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/model/self_assessment.h"
#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "client/ui/score_row.h"
#include "shared/forms/form.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Elements of a form to be scored: what scores mean, and a row for each element. A digit scores the
// element that is marked and moves the mark on to the next; the arrow keys move it, and it follows
// the focus. Keeps only what is marked and what is looked at. The interface thread alone.
class ScoreSheet {
 public:
  struct Sheet {
    const forms::Form& form;
    std::vector<const forms::Element*> elements;
    bool has_keys = true;       // false: keys are a text field's
    bool stays_on_low = false;  // after a score below the middle: there is something to be said
    std::map<std::string, std::string> remarks = {};  // a line below an element's row
  };

  // Draws it at the column's place; true if the person changed `scores`.
  bool Draw(const Painter& painter, Column& column, const i18n::Translator& tr, const Sheet& sheet,
            model::Scores& scores);

  // Which of the sheet's elements is marked.
  size_t focus() const { return focus_; }

 private:
  struct Looked {
    size_t row = 0;
    Score score;
  };

  void Advance(const Sheet& sheet, const Score& score);
  bool ReadKeys(const Focus& ring, const Sheet& sheet, model::Scores& scores);
  void DrawAnchors(const Painter& painter, Column& column, const i18n::Translator& tr,
                   const Sheet& sheet, const model::Scores& scores) const;
  bool DrawRows(const Painter& painter, Column& column, const i18n::Translator& tr,
                const Sheet& sheet, model::Scores& scores);

  size_t focus_ = 0;
  std::optional<Looked> looked_at_;  // in the last frame
};

}  // namespace aftercall::ui
