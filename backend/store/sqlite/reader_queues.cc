// Queues of SqliteReader.

#include <algorithm>
#include <map>
#include <utility>

#include "backend/domain/pause.h"
#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/one_state.h"
#include "backend/store/sqlite/pause_rows.h"
#include "backend/store/sqlite/sqlite_reader.h"

namespace aftercall::store {
namespace {

// How much came in, by queue.
using Arrivals = std::map<std::string, int64_t, std::less<>>;

// Teams of a leader (?1), or all and the team that is none, with their time zones.
constexpr char kTeams[] =
    "SELECT t.id, t.time_zone FROM team_leaders l JOIN teams t ON t.id = l.team_id "
    "WHERE l.user_id = ?1 "
    "UNION ALL SELECT id, time_zone FROM teams WHERE ?1 = 0 "
    "UNION ALL SELECT 0, '' WHERE ?1 = 0";

absl::StatusOr<std::vector<domain::TeamPlace>> TeamsOf(Database& database, domain::UserId leader) {
  std::vector<domain::TeamPlace> teams;
  Rows rows = database.Ask(kTeams, leader.value);
  while (rows.Next()) teams.push_back({{rows.Int(0)}, std::string(rows.Text(1))});
  if (!rows.status().ok()) return rows.status();
  return teams;
}

absl::Status AddArrivals(Database& database, domain::TeamId team, absl::CivilDay since,
                         Arrivals& arrivals) {
  Rows rows = database.Ask(
      "SELECT queue, count(*) FROM interactions WHERE team_id = ? AND day >= ? AND queue <> '' "
      "GROUP BY queue",
      team.value, FromDay(since));
  while (rows.Next()) arrivals[std::string(rows.Text(0))] += rows.Int(1);
  return rows.status();
}

// The names of the `limit` queues at which most came in.
std::vector<std::string> Busiest(const Arrivals& arrivals, size_t limit) {
  std::vector<std::pair<int64_t, std::string>> by_number;
  for (const auto& [queue, number] : arrivals) by_number.emplace_back(-number, queue);
  std::sort(by_number.begin(), by_number.end());
  if (by_number.size() > limit) by_number.resize(limit);
  std::vector<std::string> names;
  for (auto& [number, queue] : by_number) names.push_back(std::move(queue));
  return names;
}

}  // namespace

absl::StatusOr<std::vector<ListedQueue>> SqliteReader::ListQueues(domain::UserId leader,
                                                                  const domain::Calendar& calendar,
                                                                  absl::Time now, size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  const auto teams = TeamsOf(*database_, leader);
  if (!teams.ok()) return teams.status();
  Arrivals arrivals;
  for (const domain::TeamPlace& team : *teams) {
    const absl::CivilDay since = calendar.In(team.time_zone).DayOf(now) - 1;
    if (auto s = AddArrivals(*database_, team.id, since, arrivals); !s.ok()) return s;
  }
  const auto pauses = LoadPauses(*database_);
  if (!pauses.ok()) return pauses.status();
  std::map<std::string, std::optional<absl::Time>> paused;
  for (std::string& queue : Busiest(arrivals, limit)) paused[std::move(queue)];
  for (const domain::Pause& pause : *pauses) {
    if (pause.team || pause.ends_at <= now) continue;
    paused[pause.queue] = pause.ends_at;
  }
  std::vector<ListedQueue> list;
  for (auto& [queue, until] : paused) list.push_back({queue, until});
  return list;
}

}  // namespace aftercall::store
