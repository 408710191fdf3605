#pragma once

#include <string>

#include "absl/time/time.h"
#include "client/model/review_task_view.h"
#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// What every page about one review to be written, or one evaluation, needs. Lives for one frame.
struct TaskPage {
  const model::ReviewTaskView& view;
  const Theme& theme;
  const Type& type;
  const i18n::Translator& tr;
  std::string meta;

  const model::ReviewTask& told() const { return view.task->told; }
  const std::string& name() const { return view.task->told.name; }
  // nullptr where it is not here yet.
  const model::ReviewTaskBody* body() const {
    return view.task->body ? &*view.task->body : nullptr;
  }

  // The head of the page, with what was refused and what a colleague wants to know.
  void Head(Column& column, const std::string& heading) const;
};

TaskPage TaskPageOf(const model::ReviewTaskView& view, const Theme& theme, const Type& type,
                    const i18n::Translator& tr, absl::Time now, absl::TimeZone zone);

// Whose interaction the person evaluates.
std::string AgentName(const i18n::Translator& tr, const model::ReviewTask& told);

// "Would you listen to a call?"
std::string TaskQuestion(const i18n::Translator& tr, model::Channel channel);
std::string EvaluationHeading(const i18n::Translator& tr, const model::ReviewTask& told);

// "call · Billing · this morning": what it is about, for a list.
std::string TaskWords(const i18n::Translator& tr, const model::ReviewTask& told, absl::Time now,
                      absl::TimeZone zone);

// The scores in a review's content.
model::Scores ScoresOf(const forms::ReviewContent& content);

}  // namespace aftercall::ui
