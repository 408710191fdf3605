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

// Which colleague would be asked for `review`, none of those who were `asked` before; nobody also
// where fewer than domain::kFewestColleagues remain besides those whom the requester does not want.
absl::StatusOr<domain::RouteChoice> ChooseColleague(store::Transaction& transaction,
                                                    const Policy& policy,
                                                    const domain::PlacedInteraction& interaction,
                                                    const domain::Review& review,
                                                    const std::vector<domain::UserId>& asked);

// Asks `reviewer` alone, as an anchor (domain/anchor.h), where one is due and they may be asked for
// one of what is lent.
absl::Status AskForAnchor(store::Transaction& transaction, const Policy& policy,
                          domain::UserId reviewer);

// Whether somebody would be asked but for a pause.
bool IsPausedOnly(const domain::RouteChoice& choice);

// Asks somebody for `review`, which is being looked for: a colleague, else the leaders of the
// requester's team, else operations managers; then those again who let it lapse. Where there is
// nobody, or whose turn it is is paused, it goes on being looked for. Writes tasks and tells of
// them; the review is left to the caller.
absl::Status LookForReviewer(store::Transaction& transaction, const Policy& policy,
                             const domain::PlacedInteraction& interaction, domain::Review& review);

// Whether the latest that was told of `user` is that they are there.
absl::StatusOr<bool> IsThere(store::Transaction& transaction, domain::UserId user);

}  // namespace aftercall::commands
