#include "backend/store/sqlite/people_rows.h"

#include <utility>

#include "backend/store/sqlite/columns.h"

namespace aftercall::store {
namespace {

absl::Status LoadAliases(Database& database, domain::User& user) {
  Rows rows = database.Ask(
      "SELECT source, staff_number FROM aliases WHERE user_id = ? ORDER BY source, staff_number",
      user.id.value);
  while (rows.Next()) {
    user.aliases.push_back({std::string(rows.Text(0)), std::string(rows.Text(1))});
  }
  return rows.status();
}

absl::Status LoadMainTeam(Database& database, domain::User& user) {
  Rows rows = database.Ask(
      "SELECT t.id, t.display_name FROM main_teams m JOIN teams t ON t.id = m.team_id "
      "WHERE m.user_id = ? ORDER BY m.since DESC LIMIT 1",
      user.id.value);
  if (rows.Next()) {
    user.main_team = {rows.Int(0)};
    user.main_team_display_name = std::string(rows.Text(1));
  }
  return rows.status();
}

absl::Status CountMembers(Database& database, domain::Team& team) {
  Rows rows = database.Ask("SELECT count(*) " AFTERCALL_MEMBERS_NOW, team.id.value);
  if (rows.Next()) team.members = rows.Int(0);
  return rows.status();
}

}  // namespace

absl::StatusOr<std::optional<domain::User>> LoadUser(Database& database, domain::UserId id) {
  domain::User user;
  {
    Rows rows = database.Ask("SELECT display_name, role, state, languages FROM users WHERE id = ?",
                             id.value);
    if (!rows.Next()) {
      if (!rows.status().ok()) return rows.status();
      return std::nullopt;
    }
    user.id = id;
    user.display_name = std::string(rows.Text(0));
    user.role = static_cast<domain::Role>(rows.Int(1));
    user.state = static_cast<domain::User::State>(rows.Int(2));
    user.languages = ToNames(rows.Text(3));
  }
  if (auto status = LoadAliases(database, user); !status.ok()) return status;
  if (auto status = LoadMainTeam(database, user); !status.ok()) return status;
  return user;
}

absl::StatusOr<std::vector<domain::User>> LoadUsersByName(Database& database,
                                                          absl::string_view name) {
  std::vector<domain::UserId> ids;
  {
    Rows rows = database.Ask("SELECT id FROM users WHERE display_name = ? ORDER BY id", name);
    while (rows.Next()) ids.push_back({rows.Int(0)});
    if (!rows.status().ok()) return rows.status();
  }
  std::vector<domain::User> users;
  for (const auto id : ids) {
    auto user = LoadUser(database, id);
    if (!user.ok()) return user.status();
    if (*user) users.push_back(**std::move(user));
  }
  return users;
}

absl::StatusOr<std::optional<domain::Team>> LoadTeam(Database& database, domain::TeamId id) {
  domain::Team team;
  {
    Rows rows = database.Ask("SELECT display_name, time_zone FROM teams WHERE id = ?", id.value);
    if (!rows.Next()) {
      if (!rows.status().ok()) return rows.status();
      return std::nullopt;
    }
    team.id = id;
    team.display_name = std::string(rows.Text(0));
    team.time_zone = std::string(rows.Text(1));
  }
  auto leaders = LoadLeaders(database, id);
  if (!leaders.ok()) return leaders.status();
  team.leaders = *std::move(leaders);
  if (auto status = CountMembers(database, team); !status.ok()) return status;
  return team;
}

absl::StatusOr<std::vector<domain::UserId>> LoadLeaders(Database& database, domain::TeamId team) {
  Rows rows = database.Ask("SELECT user_id FROM team_leaders WHERE team_id = ? ORDER BY user_id",
                           team.value);
  std::vector<domain::UserId> leaders;
  while (rows.Next()) leaders.push_back({rows.Int(0)});
  if (!rows.status().ok()) return rows.status();
  return leaders;
}

absl::StatusOr<std::optional<domain::TeamPlace>> LoadTeamPlace(Database& database,
                                                               absl::string_view name) {
  Rows rows = database.Ask("SELECT id, time_zone FROM teams WHERE display_name = ?", name);
  if (rows.Next()) return domain::TeamPlace{{rows.Int(0)}, std::string(rows.Text(1))};
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::StatusOr<std::optional<domain::Question>> LoadQuestion(Database& database,
                                                             absl::string_view id) {
  domain::Question question;
  {
    Rows rows = database.Ask(
        "SELECT prompt, kind, low, high, direction, top_box_steps FROM questions WHERE id = ?", id);
    if (!rows.Next()) {
      if (!rows.status().ok()) return rows.status();
      return std::nullopt;
    }
    question.id = std::string(id);
    question.prompt = std::string(rows.Text(0));
    question.kind = static_cast<domain::Question::Kind>(rows.Int(1));
    question.low = static_cast<int>(rows.Int(2));
    question.high = static_cast<int>(rows.Int(3));
    question.direction = static_cast<domain::Question::Direction>(rows.Int(4));
    question.top_box_steps = static_cast<int>(rows.Int(5));
  }
  Rows steps = database.Ask(
      "SELECT value, label FROM question_steps WHERE question_id = ? ORDER BY value", id);
  while (steps.Next()) {
    question.steps.push_back({static_cast<int>(steps.Int(0)), std::string(steps.Text(1))});
  }
  if (!steps.status().ok()) return steps.status();
  return question;
}

}  // namespace aftercall::store
