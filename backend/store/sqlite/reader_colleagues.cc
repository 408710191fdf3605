// Colleagues of SqliteReader.

#include "backend/store/sqlite/sqlite_reader.h"

namespace aftercall::store {
namespace {

// Where somebody works: their main team, else one that they lead.
struct Desk {
  int64_t team = 0;
  std::string zone;
};

absl::StatusOr<Desk> DeskOf(Database& database, domain::UserId user,
                            absl::string_view default_zone) {
  Desk desk{0, std::string(default_zone)};
  Rows rows = database.Ask(
      "SELECT id, coalesce(nullif(time_zone, ''), ?2) FROM teams WHERE id = coalesce("
      "(SELECT team_id FROM main_teams WHERE user_id = ?1 ORDER BY since DESC LIMIT 1), "
      "(SELECT min(team_id) FROM team_leaders WHERE user_id = ?1))",
      user.value, default_zone);
  if (rows.Next()) desk = {rows.Int(0), std::string(rows.Text(1))};
  if (!rows.status().ok()) return rows.status();
  return desk;
}

// ?1 is whoever asks, ?2 their team, ?3 their zone, ?4 the deployment's. A leader without a main
// team works where the teams are that they lead.
constexpr char kColleagues[] =
    "WITH led AS (SELECT l.user_id, l.team_id, coalesce(nullif(t.time_zone, ''), ?4) AS zone "
    "FROM team_leaders l JOIN teams t ON t.id = l.team_id), "
    "people AS (SELECT u.id, u.display_name, u.role, "
    "(SELECT team_id FROM main_teams WHERE user_id = u.id ORDER BY since DESC LIMIT 1) AS team "
    "FROM users u WHERE u.state = 2 AND u.role IN (1, 2) AND u.id <> ?1), "
    "placed AS (SELECT p.id, p.display_name, coalesce(t.display_name, '') AS team_name, "
    "NOT (coalesce(p.team, 0) = ?2 OR EXISTS "
    "(SELECT 1 FROM led WHERE user_id = p.id AND team_id = ?2)) AS elsewhere "
    "FROM people p LEFT JOIN teams t ON t.id = p.team "
    "WHERE (coalesce(nullif(t.time_zone, ''), ?4) = ?3 AND (p.team IS NOT NULL OR NOT EXISTS "
    "(SELECT 1 FROM led WHERE user_id = p.id))) "
    "OR (p.role = 2 AND EXISTS (SELECT 1 FROM led WHERE user_id = p.id AND zone = ?3))) "
    "SELECT id, display_name, team_name, elsewhere FROM placed "
    "WHERE (elsewhere, display_name, id) > (?5, ?6, ?7) "
    "ORDER BY elsewhere, display_name, id LIMIT ?8";

}  // namespace

absl::StatusOr<std::vector<ListedColleague>> SqliteReader::ListColleagues(
    domain::UserId user, absl::string_view default_zone,
    const std::optional<ListedColleague>& after, size_t limit) {
  const auto desk = DeskOf(*database_, user, default_zone);
  if (!desk.ok()) return desk.status();
  const ListedColleague last = after.value_or(ListedColleague());
  Rows rows = database_->Ask(kColleagues, user.value, desk->team == 0 ? -1 : desk->team, desk->zone,
                             default_zone, last.is_of_other_team, last.display_name,
                             last.user.value, static_cast<int64_t>(limit));
  std::vector<ListedColleague> list;
  while (rows.Next()) {
    list.push_back(
        {{rows.Int(0)}, std::string(rows.Text(1)), std::string(rows.Text(2)), rows.Int(3) != 0});
  }
  if (!rows.status().ok()) return rows.status();
  return list;
}

}  // namespace aftercall::store
