#pragma once

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/commands/taken.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// Takes an interaction as a source tells it. New: it gets its agent, team and day, and the answers
// that waited for it. Told differently: its verdicts move with it. Told the same, or older than
// what is known (revised_at): unchanged. `told` must not be redacted yet.
absl::StatusOr<Taken> TakeInteraction(store::Transaction& transaction, const Policy& policy,
                                      domain::Interaction told);

}  // namespace aftercall::commands
