#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/domain/routing.h"
#include "backend/store/store.h"

// Which colleague reviews. Private to the room.
namespace aftercall::commands {

// Which colleague would be asked for `review`, none of those who were `asked` before; nobody also
// where fewer than domain::kFewestColleagues remain besides those whom the requester does not want
// and those who are known not to speak the language.
absl::StatusOr<domain::RouteChoice> ChooseColleague(store::Transaction& transaction,
                                                    const Policy& policy,
                                                    const domain::PlacedInteraction& interaction,
                                                    const domain::Review& review,
                                                    const std::vector<domain::UserId>& asked);

// Whether somebody would be asked but for a pause.
bool IsPausedOnly(const domain::RouteChoice& choice);

// Whether `reviewer` may be asked for `review` just now, by the rules of ChooseColleague for each.
absl::StatusOr<bool> MayBeAsked(store::Transaction& transaction, const Policy& policy,
                                const domain::PlacedInteraction& interaction,
                                const domain::Review& review,
                                const std::vector<domain::UserId>& asked, domain::UserId reviewer);

// A source that has told nothing of somebody for longer than any shift has stopped telling.
bool IsFresh(const domain::AgentState& state, absl::Time now);

}  // namespace aftercall::commands
