#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

#include "aftercall/v1/feed_service.pb.h"

namespace aftercall::ctl {

// Turns the messages of a feed into JSON lines, one an entry, and keeps the cursor from which to go
// on. A snapshot is printed once it is whole, marked as such; half of one is forgotten when the
// stream breaks. Not thread-safe.
class WatchLines {
 public:
  // Writes at most `limit` lines; 0 for no limit.
  WatchLines(std::optional<v1::FeedCursor> cursor, int64_t limit, std::ostream* out)
      : cursor_(std::move(cursor)), limit_(limit), out_(out) {}

  void Take(const v1::WatchFeedResponse& message);

  // The place behind the last line; nothing before the first.
  const std::optional<v1::FeedCursor>& cursor() const { return cursor_; }
  // True when the limit is reached.
  bool full() const { return limit_ > 0 && lines_ >= limit_; }

 private:
  void Write(const v1::FeedEntry& entry, bool snapshot);

  std::optional<v1::FeedCursor> cursor_;
  int64_t limit_;
  std::ostream* out_;
  int64_t lines_ = 0;
  std::vector<v1::FeedEntry> snapshot_;
};

}  // namespace aftercall::ctl
