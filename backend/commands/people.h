#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/store/store.h"

// Meeting people and teams in records.
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

}  // namespace aftercall::commands
