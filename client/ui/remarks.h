#pragma once

#include "client/ui/column.h"
#include "client/ui/theme.h"
#include "shared/forms/review_content.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// What a review says in words: of elements, with their moments; what went well; what to try. Scores
// are DrawComparison's.
void DrawRemarks(Column& column, const Theme& theme, const i18n::Translator& tr,
                 const forms::ReviewContent& content);

}  // namespace aftercall::ui
