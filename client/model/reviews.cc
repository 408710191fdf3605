#include "client/model/reviews.h"

#include <algorithm>
#include <utility>

namespace aftercall::model {
namespace {

using State = Review::State;

template <typename Items>
auto FindIn(Items& items, absl::string_view name) -> decltype(items.data()) {
  for (auto& item : items) {
    if (item.told.name == name) return &item;
  }
  return nullptr;
}

void Show(ReviewItem& item) {
  item.released = true;
  item.waits_since = absl::InfiniteFuture();
}

}  // namespace

const ReviewItem* Reviews::Find(absl::string_view name) const { return FindIn(items_, name); }

void Reviews::Take(int64_t position, absl::Time created_at, const Review& told, bool may_show) {
  if (told.state == State::kClosed || told.state == State::kWithdrawn) {
    std::erase_if(items_, [&](const ReviewItem& item) { return item.told.name == told.name; });
    return;
  }
  ReviewItem* item = FindIn(items_, told.name);
  const bool has_come =
      told.state == State::kSubmitted && (item == nullptr || IsUnderWay(item->told.state));
  const bool was_released = item == nullptr || item->released;
  if (item == nullptr) item = &items_.emplace_back();
  item->told = told;
  item->position = position;
  if (may_show || (!has_come && was_released)) {
    Show(*item);
  } else {
    item->released = false;
    item->waits_since = std::min(item->waits_since, created_at);
  }
  Trim();
}

void Reviews::NoteBody(const ReviewKey& key, ReviewBody body) {
  ReviewItem* const item = FindIn(items_, key.name);
  if (item == nullptr || key.position < item->body_position) return;
  item->body = std::move(body);
  item->body_position = key.position;
}

void Reviews::NoteLent(absl::string_view name, bool lent) {
  ReviewItem* const item = FindIn(items_, name);
  if (item != nullptr && item->body) item->body->lent = lent;
}

void Reviews::Release() {
  for (ReviewItem& item : items_) Show(item);
}

void Reviews::CarryOver(const Reviews& before) {
  for (ReviewItem& item : items_) {
    const ReviewItem* const old = before.Find(item.told.name);
    if (old == nullptr) continue;
    if (old->released && old->told.state == item.told.state) Show(item);
    item.body = old->body;
    item.body_position = old->body_position;
  }
  std::vector<ReviewItem> answered;
  for (const ReviewItem& old : before.items_) {
    const bool is_answered = IsThere(old.told.state) && old.told.state != State::kSubmitted;
    if (is_answered && Find(old.told.name) == nullptr) answered.push_back(old);
  }
  items_.insert(items_.begin(), answered.begin(), answered.end());
  Trim();
}

void Reviews::Restore(std::vector<ReviewItem> items) {
  items_ = std::move(items);
  Trim();
}

void Reviews::Trim() {
  while (items_.size() > kMost) {
    const auto answered = std::find_if(items_.begin(), items_.end(), [](const ReviewItem& item) {
      return IsThere(item.told.state) && item.told.state != State::kSubmitted;
    });
    items_.erase(answered != items_.end() ? answered : items_.begin());
  }
}

}  // namespace aftercall::model
