#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/model/review_task.h"

namespace aftercall::model {

// A review task in the feed, with what the person knows of it.
struct ReviewTaskItem {
  ReviewTask told;
  int64_t position = 0;   // of the latest entry about it
  bool released = false;  // false: the offer has come, and is kept for a break
  absl::Time waits_since = absl::InfiniteFuture();
  std::optional<ReviewTaskBody> body;
  ReviewTaskKey body_key;  // what it was fetched for
  int64_t opening = 0;     // how often its panel was opened in this run

  ReviewTaskKey key() const { return {told.name, position, opening}; }
  bool body_is_current() const { return body.has_value() && body_key == key(); }
  bool operator==(const ReviewTaskItem&) const = default;
};

// The reviews that the person is asked to write, and those that they have written. Those that were
// declined, have lapsed or are no longer needed are gone; at most kMost stay, the oldest that are
// done go first. Not thread-safe.
class ReviewTasks {
 public:
  static constexpr size_t kMost = 100;

  // What an entry at `position` tells; the latest holds. `may_show`: the person is free. An offer
  // waits for a break, all else does not.
  void Take(int64_t position, absl::Time now, const ReviewTask& told, bool may_show);

  // The panel of one is opened: what is known of its draft may be out of date.
  void NoteOpened(absl::string_view name);

  // What was fetched.
  void NoteBody(const ReviewTaskKey& key, ReviewTaskBody body);

  // The person is free: what waited may be shown.
  void Release();

  // A snapshot replaces `before`: what the person had before them stays there, and those that they
  // have written are not in snapshots.
  void CarryOver(const ReviewTasks& before);

  // Starts from what the disk kept.
  void Restore(std::vector<ReviewTaskItem> items);

  const ReviewTaskItem* Find(absl::string_view name) const;
  const std::vector<ReviewTaskItem>& items() const { return items_; }  // as they were asked

 private:
  void Trim();

  std::vector<ReviewTaskItem> items_;
};

}  // namespace aftercall::model
