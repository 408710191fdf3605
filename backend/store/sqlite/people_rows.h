#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/domain/directory.h"
#include "backend/domain/question.h"
#include "backend/store/sqlite/database.h"

// Reads users, teams and questions; what the writer's transaction and readers share.
namespace aftercall::store {

absl::StatusOr<std::optional<domain::User>> LoadUser(Database& database, domain::UserId id);
absl::StatusOr<std::vector<domain::User>> LoadUsersByName(Database& database,
                                                          absl::string_view name);
absl::StatusOr<std::optional<domain::Team>> LoadTeam(Database& database, domain::TeamId id);
absl::StatusOr<std::vector<domain::UserId>> LoadLeaders(Database& database, domain::TeamId team);
absl::StatusOr<std::optional<domain::TeamPlace>> LoadTeamPlace(Database& database,
                                                               absl::string_view name);
// Whose main team it is now: rows m of main_teams, where the team is ?.
#define AFTERCALL_MEMBERS_NOW                            \
  "FROM main_teams m WHERE m.team_id = ? AND m.since = " \
  "(SELECT max(since) FROM main_teams WHERE user_id = m.user_id)"
absl::StatusOr<std::optional<domain::Question>> LoadQuestion(Database& database,
                                                             absl::string_view id);

}  // namespace aftercall::store
