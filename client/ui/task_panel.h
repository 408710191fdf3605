#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/model/appeal_view.h"
#include "client/model/review_task_view.h"
#include "client/ui/media.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/score_sheet.h"
#include "client/ui/text_area.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// A review that the person is asked to write, from the question to the thanks for it; or an
// evaluation that they began themselves. A digit scores the element that has the focus, Enter goes
// to its comment, Ctrl+Enter submits, Esc closes; what is written is kept with every change, which
// is a WriteReview. Keeps only where keys go and what is folded away. The interface thread alone.
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
  struct Frame;
  PanelFrame DrawOffer(const Frame& frame);
  PanelFrame DrawDeclining(const Frame& frame);
  PanelFrame DrawGivingUp(const Frame& frame);
  PanelFrame DrawWriting(const Frame& frame);
  PanelFrame DrawDone(const Frame& frame);
  static void DrawPraise(const Frame& frame, const Painter& painter, Column& column, Intents& out);
  void DrawMedia(const Frame& frame, const Painter& painter, Column& column, Intents& out);
  void DrawOther(const Frame& frame, const Painter& painter, Column& column, Intents& out);
  bool DrawScores(const Frame& frame, const Painter& painter, Column& column,
                  forms::ReviewContent& content);
  bool DrawWords(const Frame& frame, const Painter& painter, Column& column,
                 forms::ReviewContent& content);
  void DrawFootLines(const Frame& frame, Column& column);
  bool HasField() const { return comment_.active() || praise_.active() || advice_.active(); }
  void TakeOwn(PanelFrame& drawn);

  PanelPage page_;
  Media media_;
  ScoreSheet sheet_;
  TextArea comment_;
  TextArea praise_;
  TextArea advice_;
  TextArea reason_;
  std::string reason_words_;
  bool declining_ = false;     // the person is asked why not, or whether to give it up
  bool all_elements_ = false;  // not only those that were asked about
  bool tell_missing_ = false;  // it was to be submitted too early
};

// How a review stands for whoever writes it, for its line in a list.
std::string StateWords(const i18n::Translator& tr, const model::ReviewTask& told);

}  // namespace aftercall::ui
