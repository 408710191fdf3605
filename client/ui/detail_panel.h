#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "client/model/appeal_view.h"
#include "client/model/prompt_view.h"
#include "client/model/review_task_view.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Everything about one answer: the question and its scale, the score, the customer's words in full,
// what it was about, when, its id to be copied, and what to know about it (the company's fault,
// something taken out for privacy); and what can be done about it. The interface thread alone.
class DetailPanel {
 public:
  // `own`: what the person thought of it themselves, if they did. `appeal`: nothing where the
  // answer is not theirs. `evaluation`: theirs, where the answer is somebody else's. `hand` tells
  // what became of a word of praise.
  PanelFrame Draw(const model::Item& item, const model::OwnView& own,
                  const std::optional<model::AppealView>& appeal,
                  const model::EvaluationView& evaluation, const model::Hand& hand,
                  const Theme& theme, const Type& type, const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

 private:
  // What can be done about one's own answer.
  static void DrawOwnActions(const Painter& painter, Column& column, const i18n::Translator& tr,
                             const model::Item& item, const model::OwnView& own,
                             const std::optional<model::AppealView>& appeal, Intents& out);
  // About another's, for whoever leads them.
  void DrawLeadersActions(const Painter& painter, Column& column, const i18n::Translator& tr,
                          const model::Item& item, const model::EvaluationView& evaluation,
                          const model::Hand& hand, Intents& out);

  PanelPage page_;
  bool praised_ = false;  // the person has said well done to the agent
};

}  // namespace aftercall::ui
