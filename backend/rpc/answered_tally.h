#pragma once

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"

namespace aftercall::rpc {

// The tally of a period in which answers count on the day they were given, not on that of their
// interaction. Interactions and what belongs to them stay on the day they ended. Roll-ups know
// only the latter, so this reads every interaction of the scope.
absl::StatusOr<domain::Tally> TallyByAnswered(store::Reader& reader, const commands::Policy& policy,
                                              const store::Scope& scope,
                                              const store::Period& period);

}  // namespace aftercall::rpc
