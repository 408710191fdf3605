#pragma once

#include "client/ui/column.h"
#include "client/ui/theme.h"
#include "shared/forms/review_content.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// What a review says in words: of elements, with their moments; what went well; what to try. Scores
// are DrawComparison's. With a form, each remark says which of its elements it is about.
void DrawRemarks(Column& column, const Theme& theme, const i18n::Translator& tr,
                 const forms::ReviewContent& content, const forms::Form* form = nullptr);

}  // namespace aftercall::ui
