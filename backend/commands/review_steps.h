#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/commands/review.h"
#include "backend/store/store.h"

// What the verbs of a review are made of. Private to the room.
namespace aftercall::commands {

// A review with its interaction, as found and as it becomes.
struct ReviewCase {
  domain::Review before;
  domain::Review review;
  domain::PlacedInteraction interaction;
};

// INTERNAL where there is none.
absl::StatusOr<ReviewCase> LoadReviewCase(store::Transaction& transaction, domain::ReviewId id);

// Ends the open tasks of a case but for `kept`: they are no longer needed.
absl::Status WithdrawTasks(store::Transaction& transaction, const Policy& policy,
                           const ReviewCase& found, domain::ReviewTaskId kept);

// Finds somebody else where nobody is asked any more, writes the review and tells its requester.
absl::Status FindAnotherAndKeep(store::Transaction& transaction, const Policy& policy,
                                ReviewCase& found);

// Tells whoever submitted it how the review stands now.
absl::Status TellSubmitted(store::Transaction& transaction, const Policy& policy,
                           const ReviewCase& found);

}  // namespace aftercall::commands
