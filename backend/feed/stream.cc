#include "backend/feed/stream.h"

#include <utility>

namespace aftercall::feed {
namespace {

Opened::Reason Judge(const std::optional<Cursor>& cursor, const std::string& epoch,
                     const store::FeedPage& page) {
  if (!cursor) return Opened::Reason::kNoCursor;
  if (cursor->epoch != epoch) return Opened::Reason::kOtherEpoch;
  if (cursor->position > page.head) return Opened::Reason::kFromTheFuture;
  // A negative position would be before all there was.
  if (cursor->position < page.trimmed) return Opened::Reason::kTooOld;
  return Opened::Reason::kResumed;
}

}  // namespace

Stream::Stream(const Hub& hub, std::string epoch, domain::UserId feed,
               std::optional<Cursor> resume_after, const domain::Calendar& calendar)
    : hub_(hub),
      epoch_(std::move(epoch)),
      feed_(feed),
      resume_after_(std::move(resume_after)),
      deployments_(calendar),
      calendar_(calendar) {}

absl::StatusOr<std::optional<Message>> Stream::Next(store::Reader& reader, absl::Time now) {
  if (stage_ == Stage::kOpening) return Open(reader);
  if (stage_ == Stage::kSnapshot) return TakeSnapshot(reader);
  auto entries = NextEntries(reader, now);
  if (!entries.ok() || *entries) return entries;
  if (TakeStandingWish(now)) {
    auto standing = ReadStanding(reader, now);
    if (!standing.ok()) return standing.status();
    return Message{*std::move(standing), {}};
  }
  if (stage_ == Stage::kCatchingUp) {
    stage_ = Stage::kLive;
    return Keep({CaughtUp{}, {}});
  }
  if (bookmark_wanted_.exchange(false)) {
    return Keep({Bookmark{}, {}});
  }
  return std::nullopt;
}

absl::StatusOr<std::optional<Message>> Stream::Open(store::Reader& reader) {
  const auto page = reader.ReadFeed(feed_, resume_after_ ? resume_after_->position : 0, 0);
  if (!page.ok()) return page.status();
  const Opened::Reason reason = Judge(resume_after_, epoch_, *page);
  if (reason == Opened::Reason::kResumed) {
    position_ = resume_after_->position;
    stage_ = Stage::kCatchingUp;
  } else {
    stage_ = Stage::kSnapshot;
  }
  return Message{Opened{reason, page->seen}, {}};
}

absl::StatusOr<std::optional<Message>> Stream::TakeSnapshot(store::Reader& reader) {
  auto page = reader.ReadLatest(feed_, kSnapshotEntries);
  if (!page.ok()) return page.status();
  position_ = page->head;
  stage_ = Stage::kCatchingUp;
  return Message{Snapshot{domain::LatestEntries(page->entries, kSnapshotVerdicts)}, {}};
}

// Entries after the position from the hub's memory, at most a message's worth, ending with a whole
// change. `complete` is false where the hub does not remember that far back.
std::vector<domain::FeedEntry> Stream::Remembered(bool& complete) const {
  std::vector<domain::FeedEntry> entries;
  const auto growths = hub_.After(feed_, position_);
  complete = growths.has_value();
  if (!complete) return entries;
  for (const auto& grown : *growths) {
    for (const auto& entry : grown->entries) {
      if (entry.position <= position_) continue;
      if (entries.size() >= kEntriesInMessage && entries.back().ends_change) return entries;
      entries.push_back(entry);
    }
  }
  return entries;
}

absl::StatusOr<std::optional<Message>> Stream::NextEntries(store::Reader& reader, absl::Time now) {
  // Cleared before the read: what grows meanwhile sets it again.
  if (!grown_.exchange(false)) return std::nullopt;
  bool complete = false;
  std::vector<domain::FeedEntry> entries = Remembered(complete);
  if (!complete) {
    auto page = reader.ReadFeed(feed_, position_, kEntriesInMessage);
    if (!page.ok()) return page.status();
    // Trimmed while this reader lagged: what follows would leave a gap.
    if (page->trimmed > position_) return OpenAgain(page->seen);
    entries = std::move(page->entries);
  }
  if (entries.empty()) return std::nullopt;
  const bool last = entries.size() < kEntriesInMessage;
  if (!last) grown_ = true;  // there may be more
  position_ = entries.back().position;
  bookmark_wanted_ = false;
  Entries message{std::move(entries), {}};
  if (last && stage_ == Stage::kLive && TakeStandingWish(now)) {
    auto standing = ReadStanding(reader, now);
    if (!standing.ok()) return standing.status();
    message.standing = *std::move(standing);
  }
  return Keep({std::move(message), {}});
}

Message Stream::OpenAgain(int64_t seen) {
  stage_ = Stage::kSnapshot;
  // A reader forgets everything at an Opened; the snapshot brings the entries, and these the rest.
  grown_ = true;
  standing_wanted_ = true;
  return {Opened{Opened::Reason::kTooOld, seen}, {}};
}

bool Stream::TakeStandingWish(absl::Time now) {
  return standing_wanted_.exchange(false) || calendar_.DayOf(now) != standing_day_;
}

absl::StatusOr<Standing> Stream::ReadStanding(store::Reader& reader, absl::Time now) {
  while (true) {
    standing_day_ = calendar_.DayOf(now);
    auto row = reader.ReadStanding(feed_, standing_day_);
    if (!row.ok()) return row.status();
    // The first time, or when the owner has come to another team or the team to another zone, this
    // may have been another day than theirs; then it is read again.
    calendar_ = deployments_.In(row->time_zone);
    if (calendar_.DayOf(now) == standing_day_) {
      return Standing{standing_day_, *std::move(row)};
    }
  }
}

Message Stream::Keep(Message message) const {
  message.cursor = Cursor{epoch_, position_};
  return message;
}

}  // namespace aftercall::feed
