// People, teams and questions of SqliteTransaction.

#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/people_rows.h"
#include "backend/store/sqlite/sqlite_transaction.h"

namespace aftercall::store {
namespace {

// A few megabytes.
constexpr size_t kMostAudiences = 20000;

}  // namespace

absl::StatusOr<std::optional<domain::UserId>> SqliteTransaction::FindAlias(
    const domain::Alias& alias) {
  Rows rows = db_.Ask("SELECT user_id FROM aliases WHERE source = ? AND staff_number = ?",
                      alias.source, alias.staff_number);
  if (rows.Next()) return domain::UserId{rows.Int(0)};
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::StatusOr<std::optional<domain::User>> SqliteTransaction::FindUser(domain::UserId id) {
  return LoadUser(db_, id);
}

absl::StatusOr<std::vector<domain::User>> SqliteTransaction::FindUsersByName(
    absl::string_view name) {
  return LoadUsersByName(db_, name);
}

absl::Status SqliteTransaction::InsertUser(const domain::User& user) {
  Forget();
  auto status = db_.Run(
      "INSERT INTO users (id, display_name, role, state, created_at, languages) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      user.id.value, user.display_name, static_cast<int64_t>(user.role),
      static_cast<int64_t>(user.state), FromTime(now_), FromNames(user.languages));
  return status.ok() ? WriteAliases(user) : status;
}

absl::Status SqliteTransaction::UpdateUser(const domain::User& user) {
  Forget();
  auto status =
      db_.Run("UPDATE users SET display_name = ?, role = ?, state = ?, languages = ? WHERE id = ?",
              user.display_name, static_cast<int64_t>(user.role), static_cast<int64_t>(user.state),
              FromNames(user.languages), user.id.value);
  if (status.ok()) status = db_.Run("DELETE FROM aliases WHERE user_id = ?", user.id.value);
  return status.ok() ? WriteAliases(user) : status;
}

absl::Status SqliteTransaction::WriteAliases(const domain::User& user) {
  for (const auto& alias : user.aliases) {
    auto status = db_.Run("INSERT INTO aliases (source, staff_number, user_id) VALUES (?, ?, ?)",
                          alias.source, alias.staff_number, user.id.value);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteTransaction::SetMainTeam(domain::UserId user, domain::TeamId team,
                                            absl::Time since) {
  return db_.Run("INSERT OR REPLACE INTO main_teams (user_id, since, team_id) VALUES (?, ?, ?)",
                 user.value, FromTime(since), team.value);
}

absl::StatusOr<std::optional<domain::TeamPlace>> SqliteTransaction::MainTeamAt(domain::UserId user,
                                                                               absl::Time when) {
  {
    Rows rows = db_.Ask(
        "SELECT t.id, t.time_zone FROM main_teams m JOIN teams t ON t.id = m.team_id "
        "WHERE m.user_id = ? AND m.since <= ? ORDER BY m.since DESC LIMIT 1",
        user.value, FromTime(when));
    if (rows.Next()) return domain::TeamPlace{{rows.Int(0)}, std::string(rows.Text(1))};
    if (!rows.status().ok()) return rows.status();
  }
  Rows first = db_.Ask(
      "SELECT t.id, t.time_zone FROM main_teams m JOIN teams t ON t.id = m.team_id "
      "WHERE m.user_id = ? ORDER BY m.since LIMIT 1",
      user.value);
  if (first.Next()) return domain::TeamPlace{{first.Int(0)}, std::string(first.Text(1))};
  if (!first.status().ok()) return first.status();
  return std::nullopt;
}

absl::StatusOr<std::optional<domain::Team>> SqliteTransaction::FindTeam(domain::TeamId id) {
  return LoadTeam(db_, id);
}

absl::StatusOr<std::optional<domain::TeamPlace>> SqliteTransaction::FindTeamByName(
    absl::string_view name) {
  return LoadTeamPlace(db_, name);
}

absl::StatusOr<std::vector<domain::UserId>> SqliteTransaction::FindMembers(domain::TeamId team) {
  Rows rows = db_.Ask("SELECT m.user_id " AFTERCALL_MEMBERS_NOW " ORDER BY m.user_id", team.value);
  std::vector<domain::UserId> members;
  while (rows.Next()) members.push_back({rows.Int(0)});
  if (!rows.status().ok()) return rows.status();
  return members;
}

absl::StatusOr<domain::Audience> SqliteTransaction::LoadAudience(domain::UserId agent,
                                                                 domain::TeamId team) {
  const auto key = std::make_pair(agent, team);
  if (const auto it = remembered_.audiences.find(key); it != remembered_.audiences.end()) {
    return it->second;
  }
  domain::Audience audience;
  {
    Rows rows = db_.Ask("SELECT display_name FROM users WHERE id = ?", agent.value);
    if (rows.Next()) audience.agent_display_name = std::string(rows.Text(0));
    if (!rows.status().ok()) return rows.status();
  }
  if (team) {
    {
      Rows rows = db_.Ask("SELECT display_name FROM teams WHERE id = ?", team.value);
      if (rows.Next()) audience.team_display_name = std::string(rows.Text(0));
      if (!rows.status().ok()) return rows.status();
    }
    auto leaders = LoadLeaders(db_, team);
    if (!leaders.ok()) return leaders.status();
    audience.leaders = *std::move(leaders);
  }
  if (remembered_.audiences.size() >= kMostAudiences) remembered_.audiences.clear();
  remembered_.audiences.emplace(key, audience);
  return audience;
}

absl::Status SqliteTransaction::InsertTeam(const domain::Team& team) {
  Forget();
  auto status = db_.Run("INSERT INTO teams (id, display_name, time_zone) VALUES (?, ?, ?)",
                        team.id.value, team.display_name, team.time_zone);
  return status.ok() ? WriteLeaders(team) : status;
}

absl::Status SqliteTransaction::UpdateTeam(const domain::Team& team) {
  Forget();
  auto status = db_.Run("UPDATE teams SET display_name = ?, time_zone = ? WHERE id = ?",
                        team.display_name, team.time_zone, team.id.value);
  if (status.ok()) status = db_.Run("DELETE FROM team_leaders WHERE team_id = ?", team.id.value);
  return status.ok() ? WriteLeaders(team) : status;
}

absl::Status SqliteTransaction::WriteLeaders(const domain::Team& team) {
  for (const domain::UserId leader : team.leaders) {
    auto status = db_.Run("INSERT INTO team_leaders (team_id, user_id) VALUES (?, ?)",
                          team.id.value, leader.value);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<domain::Question>> SqliteTransaction::FindQuestion(
    absl::string_view id) {
  if (const auto it = remembered_.questions.find(id); it != remembered_.questions.end()) {
    return it->second;
  }
  auto question = LoadQuestion(db_, id);
  if (question.ok() && *question) remembered_.questions.emplace(std::string(id), **question);
  return question;
}

absl::Status SqliteTransaction::PutQuestion(const domain::Question& question) {
  Forget();
  auto status = db_.Run(
      "INSERT OR REPLACE INTO questions (id, prompt, kind, low, high, direction, top_box_steps) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      question.id, question.prompt, static_cast<int64_t>(question.kind), question.low,
      question.high, static_cast<int64_t>(question.direction), question.top_box_steps);
  if (status.ok()) {
    status = db_.Run("DELETE FROM question_steps WHERE question_id = ?", question.id);
  }
  for (const auto& step : question.steps) {
    if (!status.ok()) return status;
    status = db_.Run("INSERT INTO question_steps (question_id, value, label) VALUES (?, ?, ?)",
                     question.id, step.value, step.label);
  }
  return status;
}

absl::StatusOr<bool> SqliteTransaction::PutAgentState(domain::UserId user,
                                                      const domain::AgentState& state) {
  {
    Rows rows =
        db_.Ask("SELECT state, open_interactions FROM agent_states WHERE user_id = ? AND since = ?",
                user.value, FromTime(state.since));
    if (rows.Next() && rows.Int(0) == static_cast<int64_t>(state.state) &&
        rows.Int(1) == state.open_interactions) {
      return false;
    }
    if (!rows.status().ok()) return rows.status();
  }
  auto status = db_.Run(
      "INSERT OR REPLACE INTO agent_states (user_id, since, state, open_interactions, told_at) "
      "VALUES (?, ?, ?, ?, ?)",
      user.value, FromTime(state.since), static_cast<int64_t>(state.state), state.open_interactions,
      FromTime(state.told_at));
  if (!status.ok()) return status;
  return true;
}

}  // namespace aftercall::store
