#include "client/model/review_tasks.h"

#include <algorithm>
#include <utility>

namespace aftercall::model {
namespace {

using State = ReviewTask::State;

template <typename Items>
auto FindIn(Items& items, absl::string_view name) -> decltype(items.data()) {
  for (auto& item : items) {
    if (item.told.name == name) return &item;
  }
  return nullptr;
}

void Show(ReviewTaskItem& item) {
  item.released = true;
  item.waits_since = absl::InfiniteFuture();
}

// The customer's words are not kept for longer than they may be read.
void DropWhatIsOver(ReviewTaskItem& item) {
  if (item.told.state == State::kAccepted || !item.body) return;
  item.body->text.clear();
  item.body->recording_uri.clear();
}

}  // namespace

const ReviewTaskItem* ReviewTasks::Find(absl::string_view name) const {
  return FindIn(items_, name);
}

void ReviewTasks::Take(int64_t position, absl::Time now, const ReviewTask& told, bool may_show) {
  if (!IsOpen(told.state) && told.state != State::kSubmitted) {
    std::erase_if(items_, [&](const ReviewTaskItem& item) { return item.told.name == told.name; });
    return;
  }
  ReviewTaskItem* item = FindIn(items_, told.name);
  // What the person has taken up, they know of.
  const bool is_known = told.state != State::kOffered || (item != nullptr && item->released);
  if (item == nullptr) item = &items_.emplace_back();
  item->told = told;
  item->position = position;
  DropWhatIsOver(*item);
  if (may_show || is_known) {
    Show(*item);
  } else {
    item->waits_since = std::min(item->waits_since, now);
  }
  Trim();
}

void ReviewTasks::NoteOpened(absl::string_view name) {
  if (ReviewTaskItem* const item = FindIn(items_, name)) ++item->opening;
}

void ReviewTasks::NoteBody(const ReviewTaskKey& key, ReviewTaskBody body) {
  ReviewTaskItem* const item = FindIn(items_, key.name);
  if (item == nullptr || key < item->body_key) return;
  item->body = std::move(body);
  item->body_key = key;
}

void ReviewTasks::Release() {
  for (ReviewTaskItem& item : items_) Show(item);
}

void ReviewTasks::CarryOver(const ReviewTasks& before) {
  for (ReviewTaskItem& item : items_) {
    const ReviewTaskItem* const old = before.Find(item.told.name);
    if (old == nullptr) continue;
    if (old->released) Show(item);
    item.body = old->body;
    item.body_key = old->body_key;
    item.opening = old->opening;
    DropWhatIsOver(item);
  }
  std::vector<ReviewTaskItem> done;
  for (const ReviewTaskItem& old : before.items_) {
    if (old.told.state == State::kSubmitted && Find(old.told.name) == nullptr) done.push_back(old);
  }
  items_.insert(items_.begin(), done.begin(), done.end());
  Trim();
}

void ReviewTasks::Restore(std::vector<ReviewTaskItem> items) {
  items_ = std::move(items);
  Trim();
}

void ReviewTasks::Trim() {
  while (items_.size() > kMost) {
    const auto done = std::find_if(items_.begin(), items_.end(), [](const ReviewTaskItem& item) {
      return item.told.state == State::kSubmitted;
    });
    items_.erase(done != items_.end() ? done : items_.begin());
  }
}

}  // namespace aftercall::model
