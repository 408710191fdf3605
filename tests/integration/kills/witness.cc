#include "tests/integration/kills/witness.h"

#include <algorithm>
#include <variant>

#include "absl/strings/str_cat.h"

namespace aftercall::kills {

void Witness::Check(const char* guarantee, bool holds, const std::string& otherwise) {
  findings_.Check(guarantee, holds, holds ? "" : absl::StrCat(name_, ": ", otherwise));
}

void Witness::Take(const model::FeedEvent& event) {
  CheckEpoch(event);
  if (const auto* opened = std::get_if<model::Opened>(&event.payload)) On(*opened);
  if (const auto* snapshot = std::get_if<model::SnapshotBatch>(&event.payload)) On(*snapshot);
  if (const auto* entries = std::get_if<model::EntryBatch>(&event.payload)) On(*entries, event);
  if (const auto* live = std::get_if<model::CaughtUp>(&event.payload)) On(*live, event);
  if (const auto* bookmark = std::get_if<model::Bookmark>(&event.payload)) On(*bookmark, event);
}

void Witness::CheckEpoch(const model::FeedEvent& event) {
  if (!event.cursor) return;
  if (epoch_.empty()) epoch_ = event.cursor->epoch;
  Check("Durable", event.cursor->epoch == epoch_, "the database has another life");
}

void Witness::On(const model::Opened& opened) {
  Check("Resumable", opened.snapshot == !has_cursor_,
        absl::StrCat("a stream after ", has_cursor_ ? position_ : -1,
                     opened.snapshot ? " began with a snapshot" : " was resumed"));
  ++(opened.snapshot ? counts_.snapshots : counts_.resumes);
  aside_.reset();
  if (opened.snapshot) aside_.emplace();
}

void Witness::On(const model::SnapshotBatch& batch) {
  Check("Resumable", aside_.has_value(), "a snapshot that was not announced");
  if (!aside_) return;
  for (const model::Entry& entry : batch.entries) {
    Check("Ordered", aside_->entries.empty() || entry.position > aside_->entries.back().first,
          "a snapshot's positions do not rise");
    const Told told = ToldBy(entry);
    aside_->entries.emplace_back(entry.position, Fingerprint(told));
    aside_->strip.Apply(entry.position, told);
  }
  aside_->strip.Trim(model::Feed::kMostItems);
}

void Witness::On(const model::EntryBatch& batch, const model::FeedEvent& event) {
  Check("Gapless", !batch.entries.empty(), "a message of entries without any");
  if (batch.entries.empty()) return;
  const int64_t first = batch.entries.front().position;
  if (aside_ && !aside_->begun) {
    // A snapshot does not say where it was taken; what follows it does.
    aside_->begun = true;
    aside_->head = position_ = first - 1;
  }
  for (const model::Entry& entry : batch.entries) OnEntry(entry);
  strip().Trim(model::Feed::kMostItems);
  messages_.emplace_back(first, batch.entries.back().position);
  Check("Resumable", event.cursor && event.cursor->position == batch.entries.back().position,
        absl::StrCat("the cursor of the message up to ", batch.entries.back().position,
                     " is another one"));
}

void Witness::OnEntry(const model::Entry& entry) {
  ++counts_.entries;
  const int64_t position = entry.position;
  Check("Ordered", position >= position_, absl::StrCat(position, " comes after ", position_));
  Check("Unique", position > position_, absl::StrCat(position, " comes again after ", position_));
  Check("Gapless", position <= position_ + 1,
        absl::StrCat(position, " comes right after ", position_));
  position_ = std::max(position_, position);
  const Told told = ToldBy(entry);
  strip().Apply(position, told);
  const uint64_t fingerprint = Fingerprint(told);
  const auto before = seen_.emplace(position, fingerprint).first;
  Check("Durable", before->second == fingerprint,
        absl::StrCat("at ", position, " was something else before: now ", Text(told)));
}

void Witness::On(const model::CaughtUp&, const model::FeedEvent& event) {
  const int64_t cursor = event.cursor ? event.cursor->position : -1;
  if (aside_) {
    if (!aside_->begun) aside_->head = position_ = cursor;
    strip_ = std::move(aside_->strip);
    snapshots_.push_back(*std::move(aside_));
    aside_.reset();
    has_cursor_ = true;
  }
  Check("Gapless", cursor == position_,
        absl::StrCat("caught up at ", cursor, " after entry ", position_));
}

void Witness::On(const model::Bookmark&, const model::FeedEvent& event) {
  ++counts_.bookmarks;
  const int64_t cursor = event.cursor ? event.cursor->position : -1;
  Check("Bookmarkable", cursor == position_,
        absl::StrCat("a bookmark at ", cursor, " after entry ", position_));
}

void Witness::Rewind(const model::Kept& kept) {
  ++counts_.rewinds;
  aside_.reset();
  position_ = kept.feed.cursor.position;
  strip_ = Strip::OfItems(kept.feed.items);
  Check("Resumable", states_.count({position_, strip_.Fingerprint()}) > 0,
        absl::StrCat("what the disk kept at ", position_, " was never the state there"));
}

void Witness::Lose() {
  ++counts_.losses;
  aside_.reset();
  has_cursor_ = false;
  position_ = 0;
  strip_ = {};
  states_.clear();
}

void Witness::Look(const model::Feed& feed) {
  if (!has_cursor_) return;
  Check("Resumable", feed.cursor() && feed.cursor()->position == position_,
        absl::StrCat("the model is elsewhere than ", position_, ", where the feed is"));
  const uint64_t expected = strip_.Fingerprint();
  Check("Resumable", Strip::OfItems(feed.items()).Fingerprint() == expected,
        absl::StrCat("the state at ", position_, " is not the log applied"));
  states_.emplace(position_, expected);
}

void Witness::Refused(const absl::Status& status) {
  Check("Gapless", false, absl::StrCat("the model refused what came: ", status.ToString()));
}

void Witness::Confirm(const Log& log) {
  for (const auto& [position, told] : seen_) {
    const bool there = position >= 1 && position <= log.head();
    Check("Durable", there && Fingerprint(log.at(position)) == told,
          absl::StrCat("what came at ", position, " is not there any more; there is ",
                       there ? Text(log.at(position)) : "nothing"));
  }
  for (const auto& [first, last] : messages_) {
    Check("Atomic", first >= 1 && last <= log.head() && log.EndsAt(first - 1) && log.EndsAt(last),
          absl::StrCat("the message of ", first, " to ", last, " holds half a change"));
  }
  for (const Snapshot& snapshot : snapshots_) {
    bool same = snapshot.head <= log.head();
    if (same) {
      const Strip expected = Strip::OfSnapshot(log, snapshot.head);
      same = std::equal(snapshot.entries.begin(), snapshot.entries.end(), expected.items().begin(),
                        expected.items().end(), [](const auto& got, const auto& item) {
                          return got.first == item.first && got.second == Fingerprint(item.second);
                        });
    }
    Check("Resumable", same,
          absl::StrCat("the snapshot at ", snapshot.head, " is not what the log leaves standing"));
  }
}

}  // namespace aftercall::kills
