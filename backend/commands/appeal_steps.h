#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"

// What the verbs of an appeal are made of. Private to the room.
namespace aftercall::commands {

// An appeal with its interaction, as found and as it becomes.
struct AppealCase {
  domain::Appeal before;
  domain::Appeal appeal;
  domain::PlacedInteraction interaction;
};

// INTERNAL where there is none.
absl::StatusOr<AppealCase> LoadAppealCase(store::Transaction& transaction, domain::AppealId id);

// Ends the open tasks of a case but for `kept`: they are no longer needed.
absl::Status WithdrawTasks(store::Transaction& transaction, const Policy& policy,
                           const AppealCase& found, domain::AppealTaskId kept);

}  // namespace aftercall::commands
