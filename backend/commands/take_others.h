#pragma once

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/commands/taken.h"
#include "backend/store/store.h"

// The smaller records of other systems.
namespace aftercall::commands {

// A question with its scale. Its words may change; a changed scale is refused, since answers to it
// are already counted.
absl::StatusOr<Taken> TakeQuestion(store::Transaction& transaction,
                                   const domain::Question& question);

// An invitation. It waits as pending where its interaction is not known.
absl::StatusOr<Taken> TakeInvitation(store::Transaction& transaction, const Policy& policy,
                                     const domain::SurveyInvitation& told);

// An agent's state. An unknown agent becomes a pending user.
absl::StatusOr<Taken> TakeAgentState(store::Transaction& transaction, const Policy& policy,
                                     const domain::Alias& agent, domain::AgentState state);

}  // namespace aftercall::commands
