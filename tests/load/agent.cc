#include "tests/load/agent.h"

namespace aftercall::load {

void Agent::End(Counts& counts) {
  if (stage_ == Stage::kNone) return;
  if (stage_ == Stage::kLive) --counts.live;
  ++counts.ends;
  stage_ = Stage::kNone;
}

bool Agent::Apply(const v1::WatchFeedResponse& message, int64_t now, Counts& counts) {
  heard_at_ = now;
  if (message.has_opened() != (stage_ == Stage::kBegun)) ++counts.strange;
  if (message.has_opened()) Open(message.opened(), counts);
  if (message.has_snapshot() && stage_ != Stage::kSnapshot) ++counts.strange;
  if (message.has_entries()) Take(message.entries(), counts);
  if (message.has_bookmark()) ++counts.bookmarks;
  if (message.has_standing() || message.entries().has_standing()) ++counts.standings;
  if (message.has_cursor()) {
    // A snapshot ends with the first cursor; any other cursor is where the entries are.
    if (stage_ == Stage::kSnapshot) {
      position_ = message.cursor().position();
      stage_ = Stage::kOpened;
    } else if (message.cursor().position() != position_) {
      ++counts.strange;
    }
  }
  if (!message.has_caught_up()) return false;
  if (stage_ != Stage::kOpened) ++counts.strange;
  if (stage_ != Stage::kLive) ++counts.live;
  stage_ = Stage::kLive;
  return true;
}

void Agent::Open(const v1::Opened& opened, Counts& counts) {
  const bool resumed = opened.mode() == v1::Opened::MODE_RESUMED;
  if (!resumed && position_ >= 0) ++counts.anew;
  if (resumed && position_ < 0) ++counts.strange;
  if (!resumed) position_ = -1;
  stage_ = resumed ? Stage::kOpened : Stage::kSnapshot;
}

void Agent::Take(const v1::EntryBatch& batch, Counts& counts) {
  // Entries that follow a snapshot at once bring the first cursor with them.
  if (position_ < 0 && batch.entries_size() > 0) position_ = batch.entries(0).position() - 1;
  for (const v1::FeedEntry& entry : batch.entries()) {
    ++counts.entries;
    if (entry.position() <= position_) {
      ++counts.twice;
      continue;
    }
    counts.lost += entry.position() - position_ - 1;
    position_ = entry.position();
  }
}

}  // namespace aftercall::load
