#pragma once

#include "absl/functional/function_ref.h"
#include "client/model/colleagues.h"
#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "client/ui/toggles.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Draws colleagues by name across the column, each as `toggle_of` says; below, how many more can be
// looked for. The one that was pressed; nullptr where none was.
const model::Colleague* DrawColleagues(
    const Painter& painter, Column& column, const i18n::Translator& tr,
    const model::ColleaguesOffered& offered,
    absl::FunctionRef<Toggle(const model::Colleague&)> toggle_of);

}  // namespace aftercall::ui
