#pragma once

#include <optional>

#include "absl/time/time.h"
#include "client/ui/column.h"
#include "client/ui/intent.h"
#include "client/ui/painter.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// For how long the person does not want to be disturbed, one press each; where they do not want to
// be now, until when, and that they want to be again.
void DrawQuiet(const Painter& painter, Column& column, const i18n::Translator& tr,
               std::optional<absl::Time> quiet_until, absl::Time now, absl::TimeZone zone,
               Intents& out);

}  // namespace aftercall::ui
