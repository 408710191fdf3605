#pragma once

#include <cstdint>

#include "aftercall/v1/feed_service.pb.h"
#include "tests/load/counts.h"

namespace aftercall::load {

// Holds one agent's feed to its promises: each position once, in order, none left out, however
// often the stream is opened again. As small as it can be, since there are many.
class Agent {
 public:
  // Opens a stream, from the cursor if there is one.
  void Begin() { stage_ = Stage::kBegun; }
  // The stream is over.
  void End(Counts& counts);

  // The next message of the stream. Returns whether the agent became live by it.
  bool Apply(const v1::WatchFeedResponse& message, int64_t now, Counts& counts);

  // The cursor's position; negative before the first.
  int64_t position() const { return position_; }
  bool is_watching() const { return stage_ != Stage::kNone; }
  bool is_live() const { return stage_ == Stage::kLive; }
  // When a message came last, on bench::Nanoseconds' clock.
  int64_t heard_at() const { return heard_at_; }

 private:
  enum class Stage : uint8_t { kNone, kBegun, kOpened, kSnapshot, kLive };

  void Open(const v1::Opened& opened, Counts& counts);
  void Take(const v1::EntryBatch& batch, Counts& counts);

  int64_t position_ = -1;
  int64_t heard_at_ = 0;
  Stage stage_ = Stage::kNone;
};

}  // namespace aftercall::load
