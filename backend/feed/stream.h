#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/domain/calendar.h"
#include "backend/feed/hub.h"
#include "backend/store/store.h"

// One reader's way through a feed: what to send next. Knows nothing of a network; the gRPC reactor
// drives it, and so do simulations.
//
// Guarantees, each with tests of its name: Ordered (positions rise), Gapless (n, n+1, …), Unique
// (none twice), Atomic (a change is never split over messages), Durable (only what is committed),
// Resumable (a kept cursor continues exactly after itself), Bookmarkable (a bookmark never lies
// ahead of entries not yet sent).
namespace aftercall::feed {

struct Cursor {
  std::string epoch;
  int64_t position = 0;
  friend bool operator==(const Cursor&, const Cursor&) = default;
};

struct Opened {
  enum class Reason { kResumed, kNoCursor, kOtherEpoch, kTooOld, kFromTheFuture };
  // All but kResumed: a snapshot follows. Comes again with kTooOld where entries that a slow reader
  // had not read yet have been trimmed.
  Reason reason = Reason::kResumed;
  int64_t seen = 0;  // how far the owner has seen the feed
};

struct Snapshot {
  std::vector<domain::FeedEntry> entries;
};

struct Standing {
  absl::CivilDay today;
  store::StandingRow row;
};

struct Entries {
  std::vector<domain::FeedEntry> entries;  // at least one
  // Where one is wanted on a live stream: one message costs half of two.
  std::optional<Standing> standing;
};

struct CaughtUp {};
struct Bookmark {};

// A message with the cursor to keep once it is applied; none for those that keep nothing.
struct Message {
  std::variant<Opened, Snapshot, Entries, CaughtUp, Bookmark, Standing> payload;
  std::optional<Cursor> cursor;
};

class Stream {
 public:
  // Entries in one message, and verdicts in a snapshot.
  static constexpr size_t kEntriesInMessage = 100;
  static constexpr size_t kSnapshotVerdicts = 50;
  // Entries that a snapshot is folded from: some of them change or withdraw others. The last so
  // many of a feed are never trimmed.
  static constexpr size_t kSnapshotEntries = 4 * kSnapshotVerdicts;
  static_assert(Hub::kRemembered <= kSnapshotEntries, "the hub would remember what was trimmed");

  // Follows `feed` from `resume_after` on. The caller has subscribed at `hub` before the first call
  // of Next, so that nothing committed in between is missed. What day it is for the owner is told
  // by the zone of their main team, else by `calendar`, the deployment's.
  Stream(const Hub& hub, std::string epoch, domain::UserId feed, std::optional<Cursor> resume_after,
         const domain::Calendar& calendar);

  // The next message; nothing when all has been sent. Reads from the store only what the hub does
  // not remember. By one thread at a time.
  absl::StatusOr<std::optional<Message>> Next(store::Reader& reader, absl::Time now);

  // Wishes that the following calls of Next fulfil; sticky, and from any thread.
  // The feed has grown.
  void MarkGrown() { grown_ = true; }
  // The standing is to be sent, with the entries or after them. A new business day asks for it by
  // itself.
  void WantStanding() { standing_wanted_ = true; }
  // A bookmark is to be sent, if there is nothing better to say.
  void WantBookmark() { bookmark_wanted_ = true; }

  // Whether the next call of Next has something to look for; false: it waits for a wish, or for
  // midnight.
  bool has_more() const {
    return stage_ != Stage::kLive || grown_ || standing_wanted_ || bookmark_wanted_;
  }
  // Whether the stream has sent CaughtUp.
  bool is_live() const { return stage_ == Stage::kLive; }
  int64_t position() const { return position_; }

 private:
  enum class Stage { kOpening, kSnapshot, kCatchingUp, kLive };

  absl::StatusOr<std::optional<Message>> Open(store::Reader& reader);
  Message OpenAgain(int64_t seen);
  absl::StatusOr<std::optional<Message>> TakeSnapshot(store::Reader& reader);
  absl::StatusOr<std::optional<Message>> NextEntries(store::Reader& reader, absl::Time now);
  bool TakeStandingWish(absl::Time now);
  absl::StatusOr<Standing> ReadStanding(store::Reader& reader, absl::Time now);
  std::vector<domain::FeedEntry> Remembered(bool& complete) const;
  Message Keep(Message message) const;

  const Hub& hub_;
  const std::string epoch_;
  const domain::UserId feed_;
  const std::optional<Cursor> resume_after_;
  const domain::Calendar deployments_;
  domain::Calendar calendar_;  // the owner's, as of the last standing
  Stage stage_ = Stage::kOpening;
  int64_t position_ = 0;
  absl::CivilDay standing_day_;
  std::atomic<bool> grown_ = true;
  std::atomic<bool> standing_wanted_ = true;
  std::atomic<bool> bookmark_wanted_ = false;
};

}  // namespace aftercall::feed
