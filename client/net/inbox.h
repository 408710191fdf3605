#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "client/model/feed_event.h"

namespace aftercall::net {

// Where the network leaves events for the interface. Thread-safe; nothing here ever blocks for more
// than moving an event. Bounded by courtesy: when it is full the session reads no further and the
// server keeps the rest, so that a window that stands still costs no memory.
class Inbox {
 public:
  // `wake` is called when the inbox stops being empty, on the pushing thread and outside the lock:
  // the window posts an empty event there.
  explicit Inbox(std::function<void()> wake, size_t capacity = 64);

  // Adds an event, whatever the room. Returns whether there is room for another.
  bool Push(model::FeedEvent event);

  // Takes all events, in order. Interface thread. If there was no room, there is now: calls what
  // SetOnRoom was given.
  std::vector<model::FeedEvent> Drain();

  // `on_room` is called by Drain on the interface thread and must not block. Nothing: no call.
  void SetOnRoom(std::function<void()> on_room);

 private:
  const std::function<void()> wake_;
  const size_t capacity_;
  absl::Mutex mutex_;
  std::vector<model::FeedEvent> events_ ABSL_GUARDED_BY(mutex_);
  std::function<void()> on_room_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace aftercall::net
