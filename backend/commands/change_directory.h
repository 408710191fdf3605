#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"

// People and teams as administrators set them up.
namespace aftercall::commands {

// What to change of a user; nothing: leave it.
struct UserChange {
  std::optional<std::string> display_name;
  std::optional<domain::Role> role;
  std::optional<domain::User::State> state;
  std::optional<std::vector<domain::Alias>> aliases;
  std::optional<std::vector<std::string>> languages;  // BCP 47, in any case
  std::optional<domain::TeamId> main_team;            // from now on
};

struct TeamChange {
  std::optional<std::string> display_name;
  std::optional<std::vector<domain::UserId>> leaders;
  // For what is placed from now on, and at once for what its members call today.
  std::optional<std::string> time_zone;
};

// Makes a user. Refused where a name is missing, an alias is another person's or a language is
// none.
absl::StatusOr<domain::User> CreateUser(store::Transaction& transaction, const UserChange& user);

// Changes a user; a pending one becomes active, unless the change says otherwise. Of one who is
// deactivated, what they were asked to review goes to others, and what they asked for ends.
absl::StatusOr<domain::User> UpdateUser(store::Transaction& transaction, const Policy& policy,
                                        domain::UserId id, const UserChange& change);

// Makes a team. Refused where another has the name or the time zone is none. Leaders who were
// agents become team leaders.
absl::StatusOr<domain::Team> CreateTeam(store::Transaction& transaction, const TeamChange& team);

absl::StatusOr<domain::Team> UpdateTeam(store::Transaction& transaction, domain::TeamId id,
                                        const TeamChange& change);

}  // namespace aftercall::commands
