#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "client/model/feed.h"
#include "client/model/hand.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Today's figures, question by question: the person's own, with n and interval beneath, and the
// total where answers that blame the company make it another; and for a leader what pauses prompts
// and requests of their teams and queues. Here a person says, too, that they do not want to be
// disturbed. The interface thread alone.
class DayPanel {
 public:
  struct Day {
    const model::Standing* shown = nullptr;  // figures as they may be shown now; none may
    // As the server tells it at this moment, for the teams that the person leads; nothing while it
    // is away.
    const model::Standing* told = nullptr;
    const std::vector<model::Queue>* queues = nullptr;  // that they may pause; not known
    // The person does not want to be disturbed until then.
    std::optional<absl::Time> quiet_until = std::nullopt;
    const model::Hand& hand;
    const i18n::Translator& tr;
    absl::Time now;
    absl::TimeZone zone = absl::LocalTimeZone();
  };
  PanelFrame Draw(const Day& day, const Theme& theme, const Type& type);

  // So many queues are shown at once, and of the others those that are paused.
  static constexpr size_t kFewQueues = 6;

 private:
  void DrawQueues(const Painter& painter, Column& column, const Day& day, Intents& out);

  PanelPage page_;
  bool all_queues_ = false;
};

}  // namespace aftercall::ui
