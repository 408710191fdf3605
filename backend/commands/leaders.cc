#include "backend/commands/leaders.h"

namespace aftercall::commands {

absl::StatusOr<std::vector<domain::UserId>> LeadersOf(store::Transaction& transaction,
                                                      domain::UserId user) {
  std::vector<domain::UserId> leaders;
  const auto place = transaction.MainTeamAt(user, transaction.Now());
  if (!place.ok()) return place.status();
  if (!*place) return leaders;
  const auto team = transaction.FindTeam((*place)->id);
  if (!team.ok()) return team.status();
  for (const auto leader : *team ? (*team)->leaders : std::vector<domain::UserId>()) {
    const auto found = transaction.FindUser(leader);
    if (!found.ok()) return found.status();
    if (*found && (*found)->state != domain::User::State::kDeactivated) leaders.push_back(leader);
  }
  return leaders;
}

}  // namespace aftercall::commands
