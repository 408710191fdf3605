#include "tests/sim/feed_client.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace aftercall::sim {
namespace {

constexpr size_t kSnapshotEntries = 200;

}  // namespace

void FeedClient::Check(const char* guarantee, bool holds, const std::string& otherwise) {
  findings_.Check(guarantee, holds, holds ? "" : absl::StrCat(name_, ": ", otherwise));
}

void FeedClient::Connect(feed::Hub& hub, const std::string& epoch) {
  hub_ = &hub;
  epoch_ = epoch;
  asked_ = presented_ ? presented_ : cursor_;
  presented_.reset();
  has_snapshot_ = false;
  has_opened_ = false;
  stream_ = std::make_unique<feed::Stream>(hub, epoch, feed_, asked_, domain::Calendar());
  hub.Subscribe(feed_, this);
}

void FeedClient::Disconnect() {
  if (!stream_) return;
  hub_->Unsubscribe(feed_, this);
  stream_.reset();
}

void FeedClient::Lose() {
  cursor_.reset();
  state_.clear();
  delivered_.clear();
  snapshot_head_ = 0;
}

void FeedClient::Wake(bool standing_only) {
  if (!standing_only) stream_->MarkGrown();
  stream_->WantStanding();
}

bool FeedClient::Take(store::Reader& reader, absl::Time now, const Truth& truth) {
  const auto message = stream_->Next(reader, now);
  if (!message.ok()) {
    Check("Gapless", false, std::string(message.status().message()));
    Disconnect();
    return false;
  }
  if (!*message) return false;
  const auto& payload = (*message)->payload;
  const auto& cursor = (*message)->cursor;
  const bool moves = !std::holds_alternative<feed::Opened>(payload) &&
                     !std::holds_alternative<feed::Snapshot>(payload) &&
                     !std::holds_alternative<feed::Standing>(payload);
  Check("Bookmarkable", cursor.has_value() == moves && (!moves || cursor->epoch == epoch_),
        "a cursor where none belongs, or none where one does");
  if (const auto* opened = std::get_if<feed::Opened>(&payload)) On(*opened, truth);
  if (const auto* snapshot = std::get_if<feed::Snapshot>(&payload)) On(*snapshot, truth);
  if (const auto* entries = std::get_if<feed::Entries>(&payload)) On(*entries, *cursor, truth);
  if (const auto* live = std::get_if<feed::CaughtUp>(&payload)) On(*live, *cursor, truth);
  if (const auto* bookmark = std::get_if<feed::Bookmark>(&payload)) On(*bookmark, *cursor, truth);
  return true;
}

void FeedClient::On(const feed::Opened& opened, const Truth& truth) {
  using Reason = feed::Opened::Reason;
  const auto head = static_cast<int64_t>(truth.log.size());
  const Reason expected = !asked_                            ? Reason::kNoCursor
                          : asked_->epoch != epoch_          ? Reason::kOtherEpoch
                          : asked_->position > head          ? Reason::kFromTheFuture
                          : asked_->position < truth.trimmed ? Reason::kTooOld
                                                             : Reason::kResumed;
  if (std::exchange(has_opened_, true)) {
    ++findings_.left_behind;
    Check("Resumable", opened.reason == Reason::kTooOld && last_ < truth.trimmed,
          absl::StrCat("opened again at ", last_, " though trimmed only up to ", truth.trimmed));
    return;
  }
  if (opened.reason == Reason::kTooOld) ++findings_.too_old;
  if (opened.reason == Reason::kOtherEpoch) ++findings_.other_epochs;
  Check("Resumable", opened.reason == expected,
        absl::StrCat("opened for reason ", static_cast<int>(opened.reason), " instead of ",
                     static_cast<int>(expected)));
  if (opened.reason == Reason::kResumed) last_ = asked_->position;
}

void FeedClient::On(const feed::Snapshot& snapshot, const Truth& truth) {
  has_snapshot_ = true;
  aside_.clear();
  aside_delivered_.clear();
  aside_head_ = static_cast<int64_t>(truth.log.size());
  last_ = aside_head_;
  int64_t position = 0;
  for (const auto& entry : snapshot.entries) {
    Check("Ordered", entry.position > position, "a snapshot's positions do not rise");
    position = entry.position;
    Apply(aside_, entry.position, entry.event);
  }
  Check("Resumable",
        aside_ ==
            SnapshotOf(truth.log, aside_head_, kSnapshotEntries, feed::Stream::kSnapshotVerdicts),
        absl::StrCat("the snapshot at ", aside_head_, " is not what the log leaves standing"));
}

void FeedClient::On(const feed::Entries& entries, const feed::Cursor& cursor, const Truth& truth) {
  State& state = has_snapshot_ ? aside_ : state_;
  auto& delivered = has_snapshot_ ? aside_delivered_ : delivered_;
  for (const auto& entry : entries.entries) {
    Check("Ordered", entry.position > last_, absl::StrCat(entry.position, " comes after ", last_));
    Check("Gapless", entry.position == last_ + 1,
          absl::StrCat(entry.position, " comes right after ", last_));
    Check("Unique", delivered.count(entry.position) == 0,
          absl::StrCat(entry.position, " comes a second time"));
    const auto index = static_cast<size_t>(entry.position) - 1;
    Check("Durable", index < truth.log.size() && truth.log[index] == entry.event,
          absl::StrCat("what comes at ", entry.position, " was not committed there"));
    last_ = entry.position;
    delivered[entry.position] = entry.event;
    Apply(state, entry.position, entry.event);
  }
  const int64_t first = entries.entries.front().position;
  const auto begins = truth.changes.find(first);
  const auto ends = truth.changes.find(last_);
  Check("Atomic",
        begins != truth.changes.end() && begins->second.first == first &&
            ends != truth.changes.end() && ends->second.second == last_,
        absl::StrCat("the message of ", first, " to ", last_, " holds half a change"));
  Check("Resumable", cursor.position == last_, "a cursor that is not the last entry's");
  if (!has_snapshot_) cursor_ = cursor;
}

void FeedClient::On(const feed::CaughtUp&, const feed::Cursor& cursor, const Truth& truth) {
  Check("Gapless", cursor.position == last_,
        absl::StrCat("caught up at ", cursor.position, " after ", last_));
  if (has_snapshot_) {
    state_ = std::move(aside_);
    snapshot_head_ = aside_head_;
    delivered_ = std::move(aside_delivered_);
    has_snapshot_ = false;
  }
  cursor_ = cursor;
  CheckState(truth);
}

void FeedClient::On(const feed::Bookmark&, const feed::Cursor& cursor, const Truth& truth) {
  Check("Bookmarkable", cursor.position == last_,
        absl::StrCat("a bookmark at ", cursor.position, " after ", last_));
  cursor_ = cursor;
  CheckState(truth);
}

void FeedClient::CheckState(const Truth& truth) {
  if (!cursor_) return;
  State expected =
      SnapshotOf(truth.log, snapshot_head_, kSnapshotEntries, feed::Stream::kSnapshotVerdicts);
  for (int64_t position = snapshot_head_ + 1; position <= cursor_->position; ++position) {
    Apply(expected, position, truth.log.at(static_cast<size_t>(position) - 1));
  }
  Check("Resumable", state_ == expected,
        absl::StrCat("the state at ", cursor_->position, " is not the log applied"));
}

void FeedClient::CheckDelivered(const Truth& truth, const std::string& epoch) {
  // What another life of the database told is replaced as soon as the client is back.
  if (!cursor_ || cursor_->epoch != epoch) return;
  for (const auto& [position, event] : delivered_) {
    const auto index = static_cast<size_t>(position) - 1;
    Check("Durable", index < truth.log.size() && truth.log[index] == event,
          absl::StrCat("what was shown at ", position, " is not there any more"));
  }
}

}  // namespace aftercall::sim
