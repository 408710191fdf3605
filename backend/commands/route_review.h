#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"

// Finding somebody who reviews. Private to the room.
namespace aftercall::commands {

// So many colleagues are asked one after another before leaders are.
inline constexpr int kMostColleagues = 3;
// Where nobody at all can be asked, it is tried again after this.
inline constexpr absl::Duration kBetweenSearches = absl::Hours(1);

// Asks one person for `review`: writes the task and tells of it.
absl::Status AskOne(store::Transaction& transaction, const Policy& policy,
                    const domain::PlacedInteraction& interaction, const domain::Review& review,
                    domain::UserId reviewer, bool as_leader);

// Asks `reviewer` alone, as an anchor (domain/anchor.h), where one is due and they may be asked for
// one of what is lent.
absl::Status AskForAnchor(store::Transaction& transaction, const Policy& policy,
                          domain::UserId reviewer);

// Asks somebody for `review`, which is being looked for: a colleague, else the leaders of the
// requester's team, else operations managers; then those again who let it lapse. Where there is
// nobody, or whose turn it is is paused, it goes on being looked for. Writes tasks and tells of
// them; the review is left to the caller.
absl::Status LookForReviewer(store::Transaction& transaction, const Policy& policy,
                             const domain::PlacedInteraction& interaction, domain::Review& review);

// Whether the latest that was told of `user` is that they are there.
absl::StatusOr<bool> IsThere(store::Transaction& transaction, domain::UserId user);

}  // namespace aftercall::commands
