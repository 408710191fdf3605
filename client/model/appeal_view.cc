#include "client/model/appeal_view.h"

#include <algorithm>

namespace aftercall::model {
namespace {

const Item* FindAnswer(const Desk& desk, const VerdictKey& key) {
  for (const Item& item : desk.feed().items()) {
    if (item.released && item.verdict.key() == key) return &item;
  }
  return nullptr;
}

// Of an answer's question, which an appeal against a review does not have.
const AppealItem* FindAppeal(const Desk& desk, const VerdictKey& key) {
  for (const AppealItem& appeal : desk.feed().appeals().items()) {
    const Appeal& told = appeal.told;
    if (!told.review.empty()) continue;
    if (VerdictKey{told.reference.interaction, told.question_id} == key) return &appeal;
  }
  return nullptr;
}

AppealView ViewOf(const Desk& desk, const std::string& about, const AppealItem* appeal) {
  const Hand& hand = desk.hand();
  AppealView view;
  view.appeal = appeal;
  view.reason = hand.draft(about).note;
  view.is_sent = hand.Pending(about) != nullptr;
  view.refusal = hand.refusal(about);
  if (appeal != nullptr) {
    view.is_sent = hand.Pending(appeal->told.name) != nullptr;
    view.refusal = hand.refusal(appeal->told.name);
  }
  view.is_live = desk.feed().link().link == Link::kLive;
  return view;
}

AppealView ViewOf(const Desk& desk, const VerdictKey& key, const AppealItem* appeal) {
  AppealView view = ViewOf(desk, AboutAppealing(key.interaction, key.question_id), appeal);
  view.item = FindAnswer(desk, key);
  return view;
}

AppealView ViewOf(const Desk& desk, const ContestedReview& contested, const AppealItem* appeal) {
  AppealView view = ViewOf(desk, AboutAppealing(contested.review), appeal);
  const ReviewItem* const review = desk.feed().reviews().Find(contested.review);
  if (review != nullptr && review->released) {
    view.review = review;
    view.form = desk.FindForm(review->told.form);
  }
  return view;
}

}  // namespace

const AppealItem* FindAppeal(const Desk& desk, const ContestedReview& contested) {
  for (const AppealItem& appeal : desk.feed().appeals().items()) {
    if (!contested.review.empty() && appeal.told.review == contested.review) return &appeal;
  }
  return nullptr;
}

std::optional<AppealView> AppealViewOf(const Desk& desk, const VerdictKey& answer) {
  const Item* const item = FindAnswer(desk, answer);
  const AppealItem* const appeal = FindAppeal(desk, answer);
  if (item == nullptr || item->of_another || (appeal != nullptr && !appeal->released)) {
    return std::nullopt;
  }
  return ViewOf(desk, answer, appeal);
}

std::optional<AppealView> AppealViewOf(const Desk& desk, const ContestedReview& contested) {
  const AppealItem* const appeal = FindAppeal(desk, contested);
  if (appeal != nullptr && !appeal->released) return std::nullopt;
  AppealView view = ViewOf(desk, contested, appeal);
  if (view.review == nullptr) return std::nullopt;
  if (appeal == nullptr && !view.review->told.appealable_until) return std::nullopt;
  return view;
}

std::optional<AppealView> AppealViewOf(const Desk& desk, absl::string_view name) {
  const AppealItem* const appeal = desk.feed().appeals().Find(name);
  if (appeal == nullptr || !appeal->released) return std::nullopt;
  const Appeal& told = appeal->told;
  if (!told.review.empty()) return ViewOf(desk, ContestedReview{told.review}, appeal);
  return ViewOf(desk, VerdictKey{told.reference.interaction, told.question_id}, appeal);
}

std::optional<AppealTaskView> AppealTaskViewOf(const Desk& desk, absl::string_view name) {
  const AppealTaskItem* const task = desk.feed().appeal_tasks().Find(name);
  if (task == nullptr || !task->released) return std::nullopt;
  AppealTaskView view;
  view.task = task;
  if (task->body) view.form = desk.FindForm(task->body->form);
  view.reason = desk.hand().draft(task->told.name).note;
  view.is_sent = desk.hand().Pending(name) != nullptr;
  view.refusal = desk.hand().refusal(task->told.name);
  view.is_live = desk.feed().link().link == Link::kLive;
  return view;
}

std::vector<const AppealItem*> AppealsToList(const Desk& desk) {
  std::vector<const AppealItem*> list;
  for (const AppealItem& appeal : desk.feed().appeals().items()) {
    if (appeal.released) list.push_back(&appeal);
  }
  std::reverse(list.begin(), list.end());
  return list;
}

std::vector<const AppealTaskItem*> AppealTasksToList(const Desk& desk) {
  std::vector<const AppealTaskItem*> list = desk.AppealsToDecide();
  const std::vector<AppealTaskItem>& all = desk.feed().appeal_tasks().items();
  for (auto task = all.rbegin(); task != all.rend(); ++task) {
    if (task->released && !IsOpen(task->told.state)) list.push_back(&*task);
  }
  return list;
}

}  // namespace aftercall::model
