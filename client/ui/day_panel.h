#pragma once

#include <optional>

#include "absl/time/time.h"
#include "client/model/feed.h"
#include "client/model/hand.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Today's figures, question by question: the person's own, with n and interval beneath, and the
// total where answers that blame the company make it another; and for a leader what pauses prompts
// and requests of their teams. Here a person says, too, that they do not want to be disturbed. The
// interface thread alone.
class DayPanel {
 public:
  // `standing`: figures as they may be shown now; nothing where none may. `told`: as the server
  // tells it at this moment, for the teams that the person leads; nothing while it is away.
  // `quiet_until`: they do not want to be disturbed until then.
  PanelFrame Draw(const model::Standing* standing, const model::Standing* told,
                  const model::Hand& hand, std::optional<absl::Time> quiet_until,
                  const Theme& theme, const Type& type, const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

 private:
  PanelPage page_;
};

}  // namespace aftercall::ui
