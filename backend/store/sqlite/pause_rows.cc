#include "backend/store/sqlite/pause_rows.h"

#include "backend/store/sqlite/columns.h"

namespace aftercall::store {

absl::StatusOr<std::vector<domain::Pause>> LoadPauses(Database& database) {
  Rows rows = database.Ask(
      "SELECT id, team_id, queue, by_id, started_at, ends_at FROM pauses WHERE ended_at IS NULL "
      "ORDER BY ends_at, id");
  std::vector<domain::Pause> pauses;
  while (rows.Next()) {
    auto& pause = pauses.emplace_back();
    pause.id = {rows.Int(0)};
    pause.team = {rows.Int(1)};
    pause.queue = std::string(rows.Text(2));
    pause.by = {rows.Int(3)};
    pause.started_at = absl::FromUnixMicros(rows.Int(4));
    pause.ends_at = absl::FromUnixMicros(rows.Int(5));
  }
  if (!rows.status().ok()) return rows.status();
  return pauses;
}

absl::Status WritePause(Database& database, const domain::Pause& pause) {
  return database.Run(
      "INSERT OR REPLACE INTO pauses (id, team_id, queue, by_id, started_at, ends_at, ended_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      pause.id.value, pause.team.value, pause.queue, pause.by.value, FromTime(pause.started_at),
      FromTime(pause.ends_at), FromTime(pause.ended_at));
}

absl::Status LoadPausesOf(Database& database, domain::UserId user, StandingRow& standing) {
  {
    Rows rows = database.Ask(
        "SELECT max(p.ends_at) FROM pauses p WHERE p.ended_at IS NULL AND p.team_id = "
        "(SELECT team_id FROM main_teams WHERE user_id = ? ORDER BY since DESC LIMIT 1)",
        user.value);
    if (rows.Next()) standing.paused_until = TimeAt(rows, 0);
    if (!rows.status().ok()) return rows.status();
  }
  Rows rows = database.Ask(
      "SELECT t.id, t.display_name, "
      "(SELECT max(ends_at) FROM pauses WHERE ended_at IS NULL AND team_id = t.id) "
      "FROM team_leaders l JOIN teams t ON t.id = l.team_id WHERE l.user_id = ? "
      "ORDER BY t.display_name",
      user.value);
  while (rows.Next()) {
    standing.led_teams.push_back({{rows.Int(0)}, std::string(rows.Text(1)), TimeAt(rows, 2)});
  }
  return rows.status();
}

}  // namespace aftercall::store
