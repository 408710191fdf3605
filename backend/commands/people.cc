#include "backend/commands/people.h"

#include <string>

#include "shared/wire/problem.h"

namespace aftercall::commands {

absl::StatusOr<domain::UserId> MeetUser(store::Transaction& transaction, const domain::Alias& alias,
                                        absl::string_view display_name) {
  const auto known = transaction.FindAlias(alias);
  if (!known.ok()) return known.status();
  if (*known) return **known;
  domain::User user;
  user.id = {transaction.NewId()};
  user.display_name = display_name.empty() ? alias.staff_number : std::string(display_name);
  user.state = domain::User::State::kPending;
  user.aliases = {alias};
  if (auto status = transaction.InsertUser(user); !status.ok()) return status;
  return user.id;
}

absl::StatusOr<domain::TeamPlace> MeetTeam(store::Transaction& transaction,
                                           absl::string_view name) {
  const auto known = transaction.FindTeamByName(name);
  if (!known.ok()) return known.status();
  if (*known) return **known;
  domain::Team team;
  team.id = {transaction.NewId()};
  team.display_name = std::string(name);
  if (auto status = transaction.InsertTeam(team); !status.ok()) return status;
  return domain::TeamPlace{team.id, team.time_zone};
}

absl::StatusOr<domain::TeamPlace> TeamOf(store::Transaction& transaction, domain::UserId agent,
                                         absl::string_view named, absl::Time when) {
  std::optional<domain::TeamPlace> main_team;
  if (agent) {
    auto found = transaction.MainTeamAt(agent, when);
    if (!found.ok()) return found.status();
    main_team = *std::move(found);
  }
  if (named.empty()) return main_team.value_or(domain::TeamPlace());
  auto team = MeetTeam(transaction, named);
  if (!team.ok()) return team.status();
  if (agent && !main_team) {
    if (auto status = transaction.SetMainTeam(agent, team->id, when); !status.ok()) return status;
    transaction.TouchStanding(agent);  // "today" may be another day now
  }
  return team;
}

absl::Status CheckIsHere(store::Transaction& transaction, domain::UserId user) {
  const auto found = transaction.FindUser(user);
  if (!found.ok()) return found.status();
  if (*found && (*found)->state != domain::User::State::kDeactivated) return absl::OkStatus();
  return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                        {"USER_DEACTIVATED", "", "", "This account has been closed."});
}

}  // namespace aftercall::commands
