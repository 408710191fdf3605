#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/domain/kudos.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// `words` (not redacted yet; may be empty) from one to another, who hears of it with the giver's
// name. Refused to oneself and to who has left, from an agent to somebody of another site (which is
// known by the time zone of the main team), and a second time on one day.
absl::StatusOr<domain::Kudos> GiveKudos(store::Transaction& transaction, const Policy& policy,
                                        domain::UserId giver, domain::UserId recipient,
                                        const std::string& words);

}  // namespace aftercall::commands
