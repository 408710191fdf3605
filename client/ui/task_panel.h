#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/model/appeal_view.h"
#include "client/model/review_task_view.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/task_page.h"
#include "client/ui/task_writing.h"
#include "client/ui/text_area.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// A review that the person is asked to write, from the question to the thanks for it; or an
// evaluation that they began themselves. The interface thread alone.
class TaskPanel {
 public:
  // All reviews and appeals that the person is asked for and can do, or has done.
  PanelFrame DrawList(const std::vector<const model::ReviewTaskItem*>& tasks,
                      const std::vector<const model::AppealTaskItem*>& appeals, const Theme& theme,
                      const Type& type, const i18n::Translator& tr, absl::Time now,
                      absl::TimeZone zone = absl::LocalTimeZone());

  // `now` and `zone` say whether a time is today's.
  PanelFrame Draw(const model::ReviewTaskView& view, const Theme& theme, const Type& type,
                  const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

  // While an evaluation is begun; OpenTask once there is something to write it in.
  PanelFrame DrawBeginning(const model::EvaluationView& view, const Theme& theme, const Type& type,
                           const i18n::Translator& tr);

  // Where it is no longer the person's to write.
  PanelFrame DrawGone(const Theme& theme, const Type& type, const i18n::Translator& tr);

 private:
  PanelFrame DrawOffer(const TaskPage& page);
  PanelFrame DrawDeclining(const TaskPage& page);
  PanelFrame DrawGivingUp(const TaskPage& page);
  PanelFrame DrawDone(const TaskPage& page);
  static void DrawPraise(const TaskPage& page, const Painter& painter, Column& column,
                         Intents& out);
  void TakeOwn(PanelFrame& drawn);

  PanelPage page_;
  TaskWriting writing_;
  TextArea reason_;
  bool declining_ = false;  // the person is asked why not, or whether to give it up
};

// How a review stands for whoever writes it, for its line in a list.
std::string StateWords(const i18n::Translator& tr, const model::ReviewTask& told);

}  // namespace aftercall::ui
