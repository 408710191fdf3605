#include "backend/store/sqlite/element_rows.h"

#include <string>

#include "backend/store/sqlite/by_scope.h"

namespace aftercall::store {
namespace {

// How many people stand behind a figure: those whose days do not cancel out.
constexpr ByScope kTallyElements = AFTERCALL_BY_SCOPE(
    "SELECT form_id, element_id, evaluator, sum(n), sum(sum), sum(squares), "
    "count(DISTINCT CASE WHEN n > 0 THEN user_id END) FROM rollup_elements WHERE",
    "GROUP BY form_id, element_id, evaluator HAVING sum(n) > 0 "
    "ORDER BY form_id, element_id, evaluator");
constexpr ByScope kTallyGaps = AFTERCALL_BY_SCOPE(
    "SELECT form_id, element_id, question_id, sum(n), sum(sum), sum(squares), "
    "count(DISTINCT CASE WHEN n > 0 THEN user_id END) FROM rollup_gaps WHERE",
    "GROUP BY form_id, element_id, question_id HAVING sum(n) > 0 "
    "ORDER BY form_id, element_id, question_id");

domain::ScoreSums SumsAt(const Rows& rows, int column) {
  return {rows.Int(column), rows.Int(column + 1), rows.Int(column + 2)};
}

}  // namespace

absl::Status AddElementRows(Database& database, const domain::RollupDelta& delta) {
  for (const auto& [cell, sums] : delta.elements) {
    if (sums == domain::ScoreSums()) continue;
    auto status = database.Run(
        "INSERT INTO rollup_elements (user_id, day, team_id, form_id, element_id, evaluator, n, "
        "sum, squares) VALUES (?, ?, ?, ?, ?, ?, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET "
        "n = n + ?7, sum = sum + ?8, squares = squares + ?9",
        cell.user.value, FromDay(cell.day), cell.team.value, cell.form_id, cell.element_id,
        static_cast<int64_t>(cell.evaluator), sums.n, sums.sum, sums.squares);
    if (!status.ok()) return status;
  }
  for (const auto& [cell, sums] : delta.gaps) {
    if (sums == domain::ScoreSums()) continue;
    auto status = database.Run(
        "INSERT INTO rollup_gaps (user_id, day, team_id, form_id, element_id, question_id, n, "
        "sum, squares) VALUES (?, ?, ?, ?, ?, ?, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET "
        "n = n + ?7, sum = sum + ?8, squares = squares + ?9",
        cell.user.value, FromDay(cell.day), cell.team.value, cell.form_id, cell.element_id,
        cell.question_id, sums.n, sums.sum, sums.squares);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status LoadElementRows(Database& database, domain::UserId user, absl::CivilDay day,
                             domain::RollupDelta& cells) {
  {
    Rows rows = database.Ask(
        "SELECT team_id, form_id, element_id, evaluator, n, sum, squares FROM rollup_elements "
        "WHERE user_id = ? AND day = ?",
        user.value, FromDay(day));
    while (rows.Next()) {
      cells.elements[{user,
                      {rows.Int(0)},
                      day,
                      std::string(rows.Text(1)),
                      std::string(rows.Text(2)),
                      static_cast<domain::Evaluator>(rows.Int(3))}] = SumsAt(rows, 4);
    }
    if (!rows.status().ok()) return rows.status();
  }
  Rows rows = database.Ask(
      "SELECT team_id, form_id, element_id, question_id, n, sum, squares FROM rollup_gaps "
      "WHERE user_id = ? AND day = ?",
      user.value, FromDay(day));
  while (rows.Next()) {
    cells.gaps[{user,
                {rows.Int(0)},
                day,
                std::string(rows.Text(1)),
                std::string(rows.Text(2)),
                std::string(rows.Text(3))}] = SumsAt(rows, 4);
  }
  return rows.status();
}

absl::StatusOr<domain::ElementTally> TallyElements(Database& database, const Scope& scope,
                                                   const Period& period) {
  domain::ElementTally tally;
  {
    Rows rows = database.Ask(kTallyElements.For(scope), IdOf(scope), FromOf(period), ToOf(period));
    while (rows.Next()) {
      tally.elements.push_back({std::string(rows.Text(0)), std::string(rows.Text(1)),
                                static_cast<domain::Evaluator>(rows.Int(2)), SumsAt(rows, 3),
                                rows.Int(6)});
    }
    if (!rows.status().ok()) return rows.status();
  }
  Rows rows = database.Ask(kTallyGaps.For(scope), IdOf(scope), FromOf(period), ToOf(period));
  while (rows.Next()) {
    tally.gaps.push_back({std::string(rows.Text(0)), std::string(rows.Text(1)),
                          std::string(rows.Text(2)), SumsAt(rows, 3), rows.Int(6)});
  }
  if (!rows.status().ok()) return rows.status();
  return tally;
}

absl::StatusOr<std::vector<domain::SelfScore>> LoadSelfScores(Database& database,
                                                              domain::InteractionId interaction,
                                                              domain::UserId agent) {
  Rows rows = database.Ask(
      "SELECT a.form_id, s.element_id, e.question_id, s.score FROM self_assessments a "
      "JOIN self_assessment_scores s ON s.interaction_id = a.interaction_id "
      "AND s.agent_id = a.agent_id JOIN form_elements e ON e.form_id = a.form_id "
      "AND e.version = a.form_version AND e.element_id = s.element_id "
      "WHERE a.interaction_id = ? AND a.agent_id = ? AND s.score IS NOT NULL",
      interaction.value, agent.value);
  std::vector<domain::SelfScore> scores;
  while (rows.Next()) {
    scores.push_back({std::string(rows.Text(0)), std::string(rows.Text(1)),
                      std::string(rows.Text(2)), static_cast<int>(rows.Int(3))});
  }
  if (!rows.status().ok()) return rows.status();
  return scores;
}

absl::StatusOr<std::vector<domain::LeaderScore>> LoadLeaderScores(Database& database,
                                                                  domain::InteractionId interaction,
                                                                  domain::UserId agent) {
  Rows rows = database.Ask(
      "SELECT r.form_id, e.element_id, e.score, r.appeal_upheld FROM reviews r "
      "JOIN review_tasks t ON t.review_id = r.id AND t.state = 3 "
      "JOIN review_elements e ON e.task_id = t.id AND e.place = 0 "
      "WHERE r.interaction_id = ? AND r.requester_id = ? AND r.by_leader = 1 "
      "AND r.submitted_at IS NOT NULL AND e.score IS NOT NULL",
      interaction.value, agent.value);
  std::vector<domain::LeaderScore> scores;
  while (rows.Next()) {
    scores.push_back({std::string(rows.Text(0)), std::string(rows.Text(1)),
                      static_cast<int>(rows.Int(2)), rows.Int(3) != 0});
  }
  if (!rows.status().ok()) return rows.status();
  return scores;
}

}  // namespace aftercall::store
