#include "tests/sim/feed_state.h"

#include <algorithm>
#include <set>

namespace aftercall::sim {

void Apply(State& state, int64_t position, const domain::FeedEvent& event) {
  if (const auto* verdict = std::get_if<domain::Verdict>(&event)) {
    state[{verdict->interaction.value, verdict->question_id}] = {position, *verdict};
  } else if (const auto* changed = std::get_if<domain::VerdictChanged>(&event)) {
    Apply(state, position, changed->verdict);
  } else if (const auto* withdrawn = std::get_if<domain::VerdictWithdrawn>(&event)) {
    state.erase({withdrawn->interaction.value, withdrawn->question_id});
  } else if (const auto* seen = std::get_if<domain::VerdictSeen>(&event)) {
    const auto it = state.find({seen->interaction.value, seen->question_id});
    if (it == state.end()) return;
    it->second.verdict.agent = seen->agent;
    it->second.verdict.agent_display_name = seen->agent_display_name;
  }
}

State SnapshotOf(const Log& log, int64_t head, size_t entries, size_t limit) {
  State state;
  const int64_t first = std::max<int64_t>(1, head - static_cast<int64_t>(entries) + 1);
  for (int64_t position = first; position <= head; ++position) {
    Apply(state, position, log.at(static_cast<size_t>(position) - 1));
  }
  std::set<int64_t> positions;
  for (const auto& [key, item] : state) positions.insert(item.position);
  while (positions.size() > limit) {
    const int64_t oldest = *positions.begin();
    positions.erase(positions.begin());
    std::erase_if(state, [&](const auto& kept) { return kept.second.position == oldest; });
  }
  return state;
}

}  // namespace aftercall::sim
