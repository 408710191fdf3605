#include "client/net/inbox.h"

#include <utility>

namespace aftercall::net {

Inbox::Inbox(std::function<void()> wake, size_t capacity)
    : wake_(std::move(wake)), capacity_(capacity) {}

bool Inbox::Push(model::FeedEvent event) {
  bool was_empty;
  bool has_room;
  {
    absl::MutexLock lock(&mutex_);
    was_empty = events_.empty();
    events_.push_back(std::move(event));
    has_room = events_.size() < capacity_;
  }
  if (was_empty) wake_();
  return has_room;
}

std::vector<model::FeedEvent> Inbox::Drain() {
  std::vector<model::FeedEvent> events;
  std::function<void()> on_room;
  {
    absl::MutexLock lock(&mutex_);
    if (events_.size() >= capacity_) on_room = on_room_;
    events.swap(events_);
  }
  if (on_room) on_room();
  return events;
}

void Inbox::SetOnRoom(std::function<void()> on_room) {
  absl::MutexLock lock(&mutex_);
  on_room_ = std::move(on_room);
}

}  // namespace aftercall::net
