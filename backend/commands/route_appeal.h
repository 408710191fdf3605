#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"

// Finding somebody who decides an appeal. Private to the room.
namespace aftercall::commands {

// So many are asked at once.
inline constexpr size_t kMostArbiters = 3;
// Where nobody at all can be asked, it is tried again after this.
inline constexpr absl::Duration kBetweenArbiterSearches = absl::Hours(1);

// Asks arbiters for `appeal`, for which nobody is asked: of the nearest ring in which somebody was
// not asked before; once all were, those again who let it lapse. Rings are the leaders of other
// teams of the agent's site (which is known by its time zone), the agent's own leaders, quality
// analysts and operations managers. Never the agent, nor a party of the interaction, nor somebody
// who evaluated it or is asked to. Where there is nobody it goes on being looked for. Writes tasks
// and tells of them; the appeal is left to the caller.
absl::Status LookForArbiters(store::Transaction& transaction, const Policy& policy,
                             const domain::PlacedInteraction& interaction, domain::Appeal& appeal);

}  // namespace aftercall::commands
