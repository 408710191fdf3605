#pragma once

#include "absl/status/status.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"

// What each side of a review hears on its feed: never the other's name, but of an evaluation, which
// is signed. Private to the room.
namespace aftercall::commands {

// Writes `review` as it is now, and tells its requester where they may see a difference to
// `before`, and may know of it at all (domain::IsTold). Where it is new, `before` is nothing.
absl::Status KeepReview(store::Transaction& transaction, const Policy& policy,
                        const domain::PlacedInteraction& interaction,
                        const std::optional<domain::Review>& before, const domain::Review& review);

// Tells whoever is or was asked how their task and the review stand now.
absl::Status TellReviewer(store::Transaction& transaction, const Policy& policy,
                          const domain::PlacedInteraction& interaction,
                          const domain::Review& review, const domain::ReviewTask& task);

// Writes a task as it is now, and tells of it. Of an open one the time stands still while its
// reviewer or its queue is paused.
absl::Status KeepReviewTask(store::Transaction& transaction, const Policy& policy,
                            const domain::PlacedInteraction& interaction,
                            const domain::Review& review, domain::ReviewTask task);

}  // namespace aftercall::commands
