#pragma once

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/commands/taken.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// Takes a customer's answer as a source tells it. It waits as pending where its interaction is not
// known. The same identity told differently is a changed answer, if it was given later than what is
// known; every telling stays in the history. `told` must not be redacted yet.
absl::StatusOr<Taken> TakeResponse(store::Transaction& transaction, const Policy& policy,
                                   domain::SurveyResponse told);

}  // namespace aftercall::commands
