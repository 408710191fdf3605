#include "client/model/review_task_view.h"

#include <algorithm>
#include <string>

namespace aftercall::model {

std::optional<ReviewTaskView> ReviewTaskViewOf(const Desk& desk, absl::string_view name) {
  ReviewTaskView view;
  view.task = desk.feed().review_tasks().Find(name);
  if (view.task == nullptr || !view.task->released) return std::nullopt;
  view.form = desk.FindForm(view.task->told.form);
  const auto& body = view.task->body;
  const ReviewDraft* const draft = desk.review_drafts().Find(name);
  if (view.task->told.state == ReviewTask::State::kSubmitted) {
    if (body) view.content = body->content;
  } else if (draft != nullptr) {
    view.content = draft->content;
    view.has_other = draft->other.has_value();
    view.is_saved = !draft->unsaved_since;
  }
  if (view.form != nullptr) {
    view.missing = forms::WhatIsMissing(
        *view.form, body ? body->elements : std::vector<std::string>(), MomentsApart(view.content));
  }
  for (const Command& command : desk.hand().commands()) {
    if (command.about != name) continue;
    const bool is_saving = std::holds_alternative<SaveReviewDraft>(command.what);
    view.is_saved = view.is_saved && !is_saving;
    view.is_sent = view.is_sent || !is_saving;
  }
  view.opened = desk.review_drafts().WasOpened(name);
  view.refusal = desk.hand().refusal(std::string(name));
  view.reason = desk.hand().draft(std::string(name)).note;
  view.is_live = desk.feed().link().link == Link::kLive;
  const std::string praise = AboutKudos(std::string(name));
  view.is_praised = desk.hand().WasPraised(praise);
  view.is_praise_sent = desk.hand().Pending(praise) != nullptr;
  view.praise_refusal = desk.hand().refusal(praise);
  return view;
}

EvaluationView EvaluationViewOf(const Desk& desk, const std::string& interaction) {
  const std::string about = AboutEvaluating(interaction);
  EvaluationView view;
  const auto begun = desk.evaluations().find(interaction);
  if (begun != desk.evaluations().end()) {
    view.task = desk.feed().review_tasks().Find(begun->second);
    view.is_sent = view.task == nullptr;
  }
  view.is_sent = view.is_sent || desk.hand().Pending(about) != nullptr;
  view.refusal = desk.hand().refusal(about);
  view.is_live = desk.feed().link().link == Link::kLive;
  return view;
}

std::vector<const ReviewTaskItem*> TasksToList(const Desk& desk) {
  std::vector<const ReviewTaskItem*> list = desk.TasksToDo();
  const std::vector<ReviewTaskItem>& all = desk.feed().review_tasks().items();
  for (auto task = all.rbegin(); task != all.rend(); ++task) {
    if (task->released && !IsOpen(task->told.state)) list.push_back(&*task);
  }
  return list;
}

}  // namespace aftercall::model
