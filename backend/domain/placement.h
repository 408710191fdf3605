#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "backend/domain/facts.h"
#include "backend/domain/feed_event.h"

namespace aftercall::domain {

// An event for one person's feed, not placed yet.
struct FeedDraft {
  UserId feed;
  FeedEvent event;
  friend bool operator==(const FeedDraft&, const FeedDraft&) = default;
};

// Who is told of an interaction's verdicts, by name.
struct Audience {
  std::string agent_display_name;
  std::string team_display_name;
  std::vector<UserId> leaders;  // of the interaction's team
};

// Facts with their audience.
struct Told {
  Facts facts;
  Audience audience;
};

// What names `interaction` to its agent.
InteractionReference ReferenceOf(const PlacedInteraction& interaction);

// What each feed is told when facts change from `before` (nothing: the interaction was not known)
// to `after`: new verdicts, changed ones, and withdrawals where a verdict leaves an agent or a
// team. Of sealed answers only their agent is told, and only that they are there. A leader who is
// the agent is told once, as the agent. Leaders are not told who the agent is: that follows once
// the agent has seen it.
std::vector<FeedDraft> DiffVerdicts(const std::optional<Told>& before, const Told& after,
                                    absl::Duration rerating_window);

// The questions of verdicts that the agent of `before` no longer has after it.
std::vector<std::string> GoneVerdicts(const Told& before, const Told& after,
                                      absl::Duration rerating_window);

}  // namespace aftercall::domain
