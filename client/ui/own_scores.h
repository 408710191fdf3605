#pragma once

#include <string>
#include <vector>

#include "client/model/prompt_view.h"
#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// A form's text in the reader's language.
std::string TextOf(const forms::Form& form, const forms::Words& words, const i18n::Translator& tr);

// What a person thought of their own work, element by element, beside what the customer said where
// an element's question was asked on the same scale.
void DrawOwnScores(const Painter& painter, Column& column, const i18n::Translator& tr,
                   const forms::Form& form, const model::Scores& scores,
                   const std::vector<const model::Item*>& verdicts);

}  // namespace aftercall::ui
