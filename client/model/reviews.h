#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/model/review.h"

namespace aftercall::model {

// A review in the feed, with what the person knows of it.
struct ReviewItem {
  Review told;
  int64_t position = 0;   // of the latest entry about it
  bool released = false;  // false: it has come, and is kept for a break
  absl::Time waits_since = absl::InfiniteFuture();
  std::optional<ReviewBody> body;
  int64_t body_position = 0;  // of the entry that it was fetched for

  bool body_is_current() const { return body.has_value() && body_position == position; }
  bool operator==(const ReviewItem&) const = default;
};

// The reviews that the person asked for. Those that were closed or withdrawn are gone; at most
// kMost stay, the oldest that were answered go first. Not thread-safe.
class Reviews {
 public:
  static constexpr size_t kMost = 100;

  // What an entry at `position` tells; the latest holds. `may_show`: the person is free. A review
  // that is there waits for a break, all else does not.
  void Take(int64_t position, absl::Time created_at, const Review& told, bool may_show);

  // What was fetched.
  void NoteBody(const ReviewKey& key, ReviewBody body);
  // The person has lent it, or taken it back.
  void NoteLent(absl::string_view name, bool lent);

  // The person is free: what waited may be shown.
  void Release();

  // A snapshot replaces `before`: what the person had before them stays there, and those that they
  // answered are not in snapshots.
  void CarryOver(const Reviews& before);

  // Starts from what the disk kept.
  void Restore(std::vector<ReviewItem> items);

  const ReviewItem* Find(absl::string_view name) const;
  const std::vector<ReviewItem>& items() const { return items_; }  // as asked for

 private:
  void Trim();

  std::vector<ReviewItem> items_;
};

}  // namespace aftercall::model
