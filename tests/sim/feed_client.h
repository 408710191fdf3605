#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backend/feed/hub.h"
#include "backend/feed/stream.h"
#include "tests/sim/feed_state.h"
#include "tests/support/findings.h"

namespace aftercall::sim {

// What was found, and how streams opened.
struct Findings : testing::Findings {
  int64_t too_old = 0;       // streams that opened so
  int64_t left_behind = 0;   // those that opened again in their midst
  int64_t other_epochs = 0;  // those that came from another life
};

// A feed as the simulation knows it to be committed.
struct Truth {
  Log log;
  std::vector<absl::Time> created;                         // when each was
  int64_t trimmed = 0;                                     // the store has none up to here any more
  std::map<int64_t, std::pair<int64_t, int64_t>> changes;  // position: its change's first and last
};

// A client of one feed. Its state and cursor outlive connections, as if on disk, unless they are
// lost.
class FeedClient final : public feed::Subscriber {
 public:
  FeedClient(std::string name, domain::UserId feed, Findings& findings)
      : name_(std::move(name)), feed_(feed), findings_(findings) {}
  ~FeedClient() override { Disconnect(); }

  void Connect(feed::Hub& hub, const std::string& epoch);
  void Disconnect();
  void Lose();  // state and cursor are gone
  // The cursor is not what it ought to be from now on.
  void Corrupt(feed::Cursor cursor) { presented_ = std::move(cursor); }

  // Takes the next message and checks it against the truth. False when there is none.
  bool Take(store::Reader& reader, absl::Time now, const Truth& truth);
  void WantBookmark() {
    if (stream_) stream_->WantBookmark();
  }

  void Wake(bool standing_only) override;

  bool is_connected() const { return stream_ != nullptr; }
  bool is_live() const { return stream_ != nullptr && stream_->is_live(); }
  domain::UserId feed() const { return feed_; }
  const std::optional<feed::Cursor>& cursor() const { return cursor_; }
  // Checks that the state is what the log makes of it.
  void CheckState(const Truth& truth);
  // Checks that everything ever shown is still at its place.
  void CheckDelivered(const Truth& truth, const std::string& epoch);

 private:
  void On(const feed::Opened& opened, const Truth& truth);
  void On(const feed::Snapshot& snapshot, const Truth& truth);
  void On(const feed::Entries& entries, const feed::Cursor& cursor, const Truth& truth);
  void On(const feed::CaughtUp& caught_up, const feed::Cursor& cursor, const Truth& truth);
  void On(const feed::Bookmark& bookmark, const feed::Cursor& cursor, const Truth& truth);
  void Check(const char* guarantee, bool holds, const std::string& otherwise);

  const std::string name_;
  const domain::UserId feed_;
  Findings& findings_;
  // On its disk.
  std::optional<feed::Cursor> cursor_;
  State state_;
  int64_t snapshot_head_ = 0;  // of the snapshot that the state began with; 0: with nothing
  std::map<int64_t, domain::FeedEvent> delivered_;
  std::optional<feed::Cursor> presented_;  // instead of cursor_, once
  // Of a connection.
  feed::Hub* hub_ = nullptr;
  std::string epoch_;
  std::optional<feed::Cursor> asked_;
  std::unique_ptr<feed::Stream> stream_;
  bool has_opened_ = false;
  int64_t last_ = 0;  // the last position that was sent or is in the snapshot
  bool has_snapshot_ = false;
  State aside_;  // being built, until CaughtUp
  std::map<int64_t, domain::FeedEvent> aside_delivered_;
  int64_t aside_head_ = 0;
};

}  // namespace aftercall::sim
