#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/domain/kudos.h"
#include "backend/domain/review.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// `words` (not redacted yet; may be empty) from one to another, who hears of it with the giver's
// name and, where it is told, the interaction that it is for. Refused to oneself and to who has
// left, from an agent to somebody of another site (which is known by the time zone of the main
// team), a second time on one day, and for an interaction that is not the recipient's. Whether the
// giver may read that is the caller's to ask.
absl::StatusOr<domain::Kudos> GiveKudos(store::Transaction& transaction, const Policy& policy,
                                        domain::UserId giver, domain::UserId recipient,
                                        const std::string& words,
                                        domain::InteractionId interaction);

// The same from whoever has accepted or submitted `task` to the agent whose interaction that is.
// Neither learns who the other is: the recipient hears that a reviewer said it, and a refusal says
// nothing of them. Once for a task.
absl::StatusOr<domain::Kudos> GiveKudosForReview(store::Transaction& transaction,
                                                 const Policy& policy,
                                                 const domain::ReviewTask& task,
                                                 const std::string& words);

}  // namespace aftercall::commands
