#pragma once

#include <string>
#include <vector>

#include "client/model/prompt_view.h"
#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "shared/forms/review_content.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// A form's text in the reader's language.
std::string TextOf(const forms::Form& form, const forms::Words& words, const i18n::Translator& tr);

// What is said of one interaction, element by element. What is nullptr was not said.
struct Comparison {
  const forms::Form& form;
  const model::Scores* own = nullptr;
  const forms::ReviewContent* colleague = nullptr;
  std::vector<const model::Item*> verdicts;  // the customer's
  bool is_evaluation = false;                // what is the colleague's is an evaluation
};

// Draws it as a table: an element a row, and a column for each who said something of one of them.
// The customer's answer stands where an element's question was asked on the same scale.
void DrawComparison(const Painter& painter, Column& column, const i18n::Translator& tr,
                    const Comparison& comparison);

}  // namespace aftercall::ui
