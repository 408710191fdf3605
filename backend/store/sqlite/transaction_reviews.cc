// Reviews of SqliteTransaction.

#include <utility>

#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/ids_of.h"
#include "backend/store/sqlite/review_rows.h"
#include "backend/store/sqlite/sqlite_transaction.h"

namespace aftercall::store {
namespace {

absl::StatusOr<std::vector<domain::ReviewTask>> TasksOf(Rows rows) {
  std::vector<domain::ReviewTask> tasks;
  while (rows.Next()) tasks.push_back(ReviewTaskAt(rows));
  if (!rows.status().ok()) return rows.status();
  return tasks;
}

domain::AgentState StateAt(const Rows& rows, int first) {
  return {static_cast<domain::AgentState::State>(rows.Int(first)),
          absl::FromUnixMicros(rows.Int(first + 1)), static_cast<int>(rows.Int(first + 2)),
          absl::FromUnixMicros(rows.Int(first + 3))};
}

}  // namespace

absl::StatusOr<std::optional<domain::Review>> SqliteTransaction::FindReview(domain::ReviewId id) {
  return LoadReview(db_, id);
}

absl::Status SqliteTransaction::PutReview(const domain::Review& review) {
  return WriteReview(db_, review);
}

absl::StatusOr<std::vector<domain::ReviewId>> SqliteTransaction::ListReviewsUnderWay(
    domain::InteractionId interaction) {
  return IdsOf<domain::ReviewId>(
      db_.Ask("SELECT id FROM reviews WHERE interaction_id = ? AND state IN (1, 2, 3, 4)",
              interaction.value));
}

absl::StatusOr<std::vector<domain::ReviewId>> SqliteTransaction::ListReviewsUnderWay(
    domain::UserId requester) {
  return IdsOf<domain::ReviewId>(db_.Ask(
      "SELECT id FROM reviews WHERE requester_id = ? AND state IN (1, 2, 3, 4)", requester.value));
}

absl::StatusOr<std::optional<domain::ReviewTask>> SqliteTransaction::FindReviewTask(
    domain::ReviewTaskId id) {
  return LoadReviewTask(db_, id);
}

absl::Status SqliteTransaction::PutReviewTask(const domain::ReviewTask& task) {
  return WriteReviewTask(db_, task);
}

absl::StatusOr<std::vector<domain::ReviewTask>> SqliteTransaction::ListReviewTasks(
    domain::ReviewId review) {
  return TasksOf(db_.Ask("SELECT " AFTERCALL_REVIEW_TASK_COLUMNS
                         " FROM review_tasks WHERE review_id = ? ORDER BY id",
                         review.value));
}

absl::StatusOr<std::vector<domain::ReviewTask>> SqliteTransaction::ListReviewTasksAbout(
    domain::InteractionId interaction) {
  return TasksOf(db_.Ask("SELECT " AFTERCALL_REVIEW_TASK_COLUMNS
                         " FROM review_tasks WHERE review_id IN "
                         "(SELECT id FROM reviews WHERE interaction_id = ?) ORDER BY id",
                         interaction.value));
}

absl::StatusOr<std::vector<domain::ReviewTask>> SqliteTransaction::ListOpenReviewTasks(
    domain::UserId reviewer) {
  return TasksOf(db_.Ask("SELECT " AFTERCALL_REVIEW_TASK_COLUMNS
                         " FROM review_tasks WHERE reviewer_id = ? AND state IN (1, 2)",
                         reviewer.value));
}

absl::StatusOr<std::vector<domain::ReviewTask>> SqliteTransaction::ListOpenReviewTasksOfQueue(
    absl::string_view queue) {
  return TasksOf(
      db_.Ask("SELECT " AFTERCALL_REVIEW_TASK_COLUMNS
              " FROM review_tasks WHERE state IN (1, 2) AND review_id IN "
              "(SELECT r.id FROM reviews r JOIN interactions i ON i.id = r.interaction_id "
              "WHERE r.state IN (1, 2, 3, 4) AND i.queue = ?)",
              queue));
}

absl::StatusOr<std::vector<domain::ReviewTask>> SqliteTransaction::ListFrozenReviewTasks() {
  return TasksOf(db_.Ask("SELECT " AFTERCALL_REVIEW_TASK_COLUMNS
                         " FROM review_tasks WHERE state IN (1, 2) AND frozen_at IS NOT NULL"));
}

absl::StatusOr<std::vector<domain::ReviewTask>> SqliteTransaction::ListDueReviewTasks(
    absl::Time by, size_t limit) {
  return TasksOf(db_.Ask("SELECT " AFTERCALL_REVIEW_TASK_COLUMNS
                         " FROM review_tasks WHERE state IN (1, 2) AND next_at <= ? "
                         "ORDER BY next_at LIMIT ?",
                         FromTime(by), static_cast<int64_t>(limit)));
}

absl::StatusOr<std::vector<domain::ReviewId>> SqliteTransaction::ListReviewsToLookFor(
    absl::Time by, size_t limit) {
  return IdsOf<domain::ReviewId>(
      db_.Ask("SELECT id FROM reviews WHERE state = 1 AND look_at <= ? ORDER BY look_at LIMIT ?",
              FromTime(by), static_cast<int64_t>(limit)));
}

absl::Status SqliteTransaction::LookForReviewersAt(absl::Time at) {
  return db_.Run("UPDATE reviews SET look_at = ?1 WHERE state = 1 AND look_at > ?1", FromTime(at));
}

absl::StatusOr<std::optional<domain::ReviewDraft>> SqliteTransaction::FindReviewDraft(
    domain::ReviewTaskId task, DraftPlace place) {
  return LoadReviewDraft(db_, task, place);
}

absl::Status SqliteTransaction::PutReviewDraft(domain::ReviewTaskId task, DraftPlace place,
                                               const domain::ReviewDraft& draft) {
  return WriteReviewDraft(db_, task, place, draft);
}

absl::Status SqliteTransaction::RemoveReviewDraft(domain::ReviewTaskId task, DraftPlace place) {
  return DeleteReviewDraft(db_, task, place);
}

absl::StatusOr<std::vector<Transaction::Colleague>> SqliteTransaction::ListColleagues(
    domain::Channel channel, absl::string_view topic, absl::CivilDay since) {
  std::vector<Colleague> colleagues;
  {
    Rows rows = db_.Ask(
        "SELECT u.id, u.state = 2, s.state, s.since, s.open_interactions, s.told_at, "
        "coalesce((SELECT t.time_zone FROM main_teams m JOIN teams t ON t.id = m.team_id "
        "WHERE m.user_id = u.id ORDER BY m.since DESC LIMIT 1), ''), u.languages FROM users u "
        "LEFT JOIN agent_states s ON s.user_id = u.id AND s.since = "
        "(SELECT max(since) FROM agent_states WHERE user_id = u.id) "
        "WHERE u.role = 1 AND u.state <> 3 ORDER BY u.id");
    while (rows.Next()) {
      auto& colleague = colleagues.emplace_back();
      colleague.user = {rows.Int(0)};
      colleague.is_confirmed = rows.Int(1) != 0;
      if (!rows.IsNull(2)) colleague.state = StateAt(rows, 2);
      colleague.time_zone = std::string(rows.Text(6));
      colleague.languages = ToNames(rows.Text(7));
    }
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& colleague : colleagues) {
    Rows rows = db_.Ask(
        "SELECT sum(interactions), sum(interactions * (channel = ?2)), "
        "sum(interactions * (?3 IN ('', topic))) FROM rollup_interactions "
        "WHERE user_id = ?1 AND day >= ?4",
        colleague.user.value, static_cast<int64_t>(channel), topic, FromDay(since));
    if (rows.Next()) colleague.work = {rows.Int(0), rows.Int(1), rows.Int(2)};
    if (!rows.status().ok()) return rows.status();
  }
  return colleagues;
}

absl::StatusOr<std::vector<domain::PastReview>> SqliteTransaction::ListPastReviews(
    absl::Time since) {
  Rows rows = db_.Ask(
      "SELECT t.reviewer_id, r.requester_id, t.offered_at, t.minutes FROM review_tasks t "
      "JOIN reviews r ON r.id = t.review_id WHERE t.state IN (1, 2, 3) AND t.offered_at >= ?",
      FromTime(since));
  std::vector<domain::PastReview> past;
  while (rows.Next()) {
    past.push_back({{rows.Int(0)},
                    {rows.Int(1)},
                    absl::FromUnixMicros(rows.Int(2)),
                    static_cast<int>(rows.Int(3))});
  }
  if (!rows.status().ok()) return rows.status();
  return past;
}

absl::StatusOr<domain::ReviewsDone> SqliteTransaction::CountReviewsDone(domain::UserId reviewer) {
  Rows rows = db_.Ask(
      "SELECT count(*) FILTER (WHERE t.state = 3), count(*) FILTER (WHERE r.anchor = 1) "
      "FROM review_tasks t JOIN reviews r ON r.id = t.review_id "
      "WHERE t.reviewer_id = ? AND t.as_leader = 0",
      reviewer.value);
  if (rows.Next()) return domain::ReviewsDone{rows.Int(0), rows.Int(1)};
  return rows.status();
}

absl::StatusOr<std::vector<domain::ReviewId>> SqliteTransaction::ListLentReviews(
    absl::string_view form_id, int form_version, domain::UserId reviewer, size_t limit) {
  return IdsOf<domain::ReviewId>(
      db_.Ask("SELECT r.id FROM reviews r JOIN users u ON u.id = r.requester_id AND u.state <> 3 "
              "WHERE r.lent = 1 AND r.form_id = ? AND r.form_version = ? AND NOT EXISTS "
              "(SELECT 1 FROM reviews o JOIN review_tasks t ON t.review_id = o.id "
              "WHERE o.interaction_id = r.interaction_id AND t.reviewer_id = ?) "
              "ORDER BY (SELECT count(*) FROM reviews o JOIN review_tasks t ON t.review_id = o.id "
              "WHERE o.interaction_id = r.interaction_id AND t.state IN (1, 2, 3)), r.id LIMIT ?",
              form_id, form_version, reviewer.value, static_cast<int64_t>(limit)));
}

absl::StatusOr<std::optional<domain::AgentState>> SqliteTransaction::FindAgentState(
    domain::UserId user) {
  Rows rows = db_.Ask(
      "SELECT state, since, open_interactions, told_at FROM agent_states WHERE user_id = ? "
      "ORDER BY since DESC LIMIT 1",
      user.value);
  if (rows.Next()) return StateAt(rows, 0);
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::StatusOr<std::vector<domain::UserId>> SqliteTransaction::ListUsersOfRole(domain::Role role) {
  return IdsOf<domain::UserId>(db_.Ask(
      "SELECT id FROM users WHERE role = ? AND state = 2 ORDER BY id", static_cast<int64_t>(role)));
}

}  // namespace aftercall::store
