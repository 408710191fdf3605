#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/store/store.h"

// Meeting people and teams in records, and whether they are still here.
namespace aftercall::commands {

// The user known to a source by this number; a new pending one where nobody is.
absl::StatusOr<domain::UserId> MeetUser(store::Transaction& transaction, const domain::Alias& alias,
                                        absl::string_view display_name);

// The team of this name; a new one where there is none.
absl::StatusOr<domain::TeamPlace> MeetTeam(store::Transaction& transaction, absl::string_view name);

// The team that took an interaction which ended at `when`: the one that the record names, else the
// agent's main team then. A named team becomes the main team of an agent who had none.
absl::StatusOr<domain::TeamPlace> TeamOf(store::Transaction& transaction, domain::UserId agent,
                                         absl::string_view named, absl::Time when);

// FAILED_PRECONDITION where `user` has left. The door lets nobody in who has; whoever leaves at
// this moment may be through it already.
absl::Status CheckIsHere(store::Transaction& transaction, domain::UserId user);

}  // namespace aftercall::commands
