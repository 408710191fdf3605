#pragma once

#include "absl/time/time.h"
#include "client/model/review_view.h"
#include "client/ui/column.h"
#include "client/ui/intent.h"
#include "client/ui/painter.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// When a list is read, and where.
struct ReadAt {
  absl::Time now;
  absl::TimeZone zone;
};

// The person's contacts by day, the latest first: pressing one asks about it, or opens the review
// of it. What cannot be asked about says why; nothing tells what a customer answered.
void DrawContacts(const Painter& painter, Column& column, const model::ContactsView& view,
                  const i18n::Translator& tr, const ReadAt& at, Intents& out);

}  // namespace aftercall::ui
