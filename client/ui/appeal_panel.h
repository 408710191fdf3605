#pragma once

#include <string>

#include "absl/time/time.h"
#include "client/model/appeal_view.h"
#include "client/ui/media.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/text_area.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Appeals, from both sides: the person contests a customer's answer or a review and reads how it
// was decided; or decides somebody else's. What is written is an EditDraft with every change. Keeps
// only where keys go. The interface thread alone.
class AppealPanel {
 public:
  // The person's own; OpenMadeAppeal where it has changed since it was opened. `now` and `zone` say
  // whether a time is today's.
  PanelFrame Draw(const model::AppealView& view, const Theme& theme, const Type& type,
                  const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

  // One that they are asked to decide.
  PanelFrame DrawTask(const model::AppealTaskView& view, const Theme& theme, const Type& type,
                      const i18n::Translator& tr, absl::Time now,
                      absl::TimeZone zone = absl::LocalTimeZone());

 private:
  struct Frame;
  PanelFrame DrawMaking(const Frame& frame, const model::AppealView& view);
  void DrawMakingPage(const Frame& frame, const model::AppealView& view, const Painter& painter,
                      Column& column, Intents& out);
  PanelFrame DrawMade(const Frame& frame, const model::AppealView& view);
  PanelFrame DrawDeciding(const Frame& frame, const model::AppealTaskView& view);
  void DrawDecidingPage(const Frame& frame, const model::AppealTaskView& view,
                        const Painter& painter, Column& column, Intents& out);

  PanelPage page_;
  Media media_;
  TextArea words_;
  bool is_open_ = false;
};

inline constexpr size_t kMostAppealCharacters = 1000;

// How an appeal stands, for its line in a list.
std::string StateWords(const i18n::Translator& tr, const model::Appeal& appeal);
std::string StateWords(const i18n::Translator& tr, const model::AppealTask& task);
// "Billing · call · this morning": what an appeal to be decided is about.
std::string MetaWords(const i18n::Translator& tr, const model::AppealTask& task, absl::Time now,
                      absl::TimeZone zone);

}  // namespace aftercall::ui
