#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "backend/domain/feed_event.h"

// What a feed leaves standing, reckoned in the simulation's own way.
namespace aftercall::sim {

using Key = std::pair<int64_t, std::string>;  // interaction, question

struct Item {
  int64_t position = 0;  // at which it was told last
  domain::Verdict verdict;
  friend bool operator==(const Item&, const Item&) = default;
};
using State = std::map<Key, Item>;
using Log = std::vector<domain::FeedEvent>;  // position 1 is the first

void Apply(State& state, int64_t position, const domain::FeedEvent& event);

// What a snapshot of the first `head` entries holds: of the last `entries` of them what stands, at
// most the `limit` latest.
State SnapshotOf(const Log& log, int64_t head, size_t entries, size_t limit);

}  // namespace aftercall::sim
