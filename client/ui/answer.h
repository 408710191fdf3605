#pragma once

#include <string>

#include "client/model/question.h"
#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// A customer's answer as a block: the question, squares and number, and their words. `words` are
// those of the step chosen; may be empty.
void DrawAnswer(const Painter& painter, Column& column, const model::Question& question, int rating,
                const std::string& words, const std::string& comment);

}  // namespace aftercall::ui
