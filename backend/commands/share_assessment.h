#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "backend/commands/assess.h"
#include "backend/domain/share.h"
#include "backend/store/store.h"

// Whom an author lets read one of their self-assessments. Each returns all shares of it, those
// taken back included.
namespace aftercall::commands {

inline constexpr size_t kMostShares = 100;

// `reader` none: whoever leads the author's main team. What is shared already stays as it is.
// Refuses the author themselves, accounts that are closed, and a team that nobody else leads.
absl::StatusOr<std::vector<domain::Share>> ShareWith(store::Transaction& transaction,
                                                     SelfAssessmentKey key, domain::UserId reader);

// FAILED_PRECONDITION where it is not shared with `reader`.
absl::StatusOr<std::vector<domain::Share>> UnshareWith(store::Transaction& transaction,
                                                       SelfAssessmentKey key,
                                                       domain::UserId reader);

}  // namespace aftercall::commands
