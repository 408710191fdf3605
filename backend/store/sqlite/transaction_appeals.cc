// Appeals and kudos of SqliteTransaction.

#include <utility>

#include "backend/store/sqlite/appeal_rows.h"
#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/ids_of.h"
#include "backend/store/sqlite/sqlite_transaction.h"

namespace aftercall::store {
namespace {

absl::StatusOr<std::vector<domain::AppealTask>> TasksOf(Rows rows) {
  std::vector<domain::AppealTask> tasks;
  while (rows.Next()) tasks.push_back(AppealTaskAt(rows));
  if (!rows.status().ok()) return rows.status();
  return tasks;
}

}  // namespace

absl::StatusOr<std::vector<domain::UserId>> SqliteTransaction::ListLeaders(
    absl::string_view time_zone) {
  return IdsOf<domain::UserId>(
      db_.Ask("SELECT DISTINCT l.user_id FROM team_leaders l JOIN teams t ON t.id = l.team_id "
              "JOIN users u ON u.id = l.user_id WHERE t.time_zone = ? AND u.state <> 3 "
              "ORDER BY l.user_id",
              time_zone));
}

absl::StatusOr<std::optional<domain::Appeal>> SqliteTransaction::FindAppeal(domain::AppealId id) {
  return LoadAppeal(db_, id);
}

absl::Status SqliteTransaction::PutAppeal(const domain::Appeal& appeal) {
  return WriteAppeal(db_, appeal);
}

absl::StatusOr<std::vector<domain::Appeal>> SqliteTransaction::ListAppeals(
    domain::InteractionId interaction, domain::UserId agent) {
  Rows rows = db_.Ask("SELECT " AFTERCALL_APPEAL_COLUMNS
                      " FROM appeals WHERE interaction_id = ? AND agent_id = ? ORDER BY id",
                      interaction.value, agent.value);
  std::vector<domain::Appeal> appeals;
  while (rows.Next()) appeals.push_back(AppealAt(rows));
  if (!rows.status().ok()) return rows.status();
  return appeals;
}

absl::StatusOr<std::vector<domain::AppealId>> SqliteTransaction::ListAppealsUnderWay(
    domain::UserId agent) {
  return IdsOf<domain::AppealId>(db_.Ask(
      "SELECT id FROM appeals WHERE agent_id = ? AND state IN (1, 2, 3) ORDER BY id", agent.value));
}

absl::StatusOr<std::optional<domain::AppealTask>> SqliteTransaction::FindAppealTask(
    domain::AppealTaskId id) {
  return LoadAppealTask(db_, id);
}

absl::Status SqliteTransaction::PutAppealTask(const domain::AppealTask& task) {
  return WriteAppealTask(db_, task);
}

absl::StatusOr<std::vector<domain::AppealTask>> SqliteTransaction::ListAppealTasks(
    domain::AppealId appeal) {
  return TasksOf(db_.Ask("SELECT " AFTERCALL_APPEAL_TASK_COLUMNS
                         " FROM appeal_tasks WHERE appeal_id = ? ORDER BY id",
                         appeal.value));
}

absl::StatusOr<std::vector<domain::AppealTask>> SqliteTransaction::ListOpenAppealTasks(
    domain::UserId arbiter) {
  return TasksOf(db_.Ask("SELECT " AFTERCALL_APPEAL_TASK_COLUMNS
                         " FROM appeal_tasks WHERE arbiter_id = ? AND state IN (1, 2)",
                         arbiter.value));
}

absl::StatusOr<std::vector<domain::AppealTask>> SqliteTransaction::ListDueAppealTasks(
    absl::Time by, size_t limit) {
  return TasksOf(db_.Ask("SELECT " AFTERCALL_APPEAL_TASK_COLUMNS
                         " FROM appeal_tasks WHERE state IN (1, 2) AND due_at <= ? "
                         "ORDER BY due_at LIMIT ?",
                         FromTime(by), static_cast<int64_t>(limit)));
}

absl::StatusOr<std::vector<domain::AppealId>> SqliteTransaction::ListAppealsToLookFor(
    absl::Time by, size_t limit) {
  return IdsOf<domain::AppealId>(
      db_.Ask("SELECT id FROM appeals WHERE state = 1 AND look_at <= ? ORDER BY look_at LIMIT ?",
              FromTime(by), static_cast<int64_t>(limit)));
}

absl::StatusOr<std::vector<domain::UserId>> SqliteTransaction::ListEvaluators(
    domain::InteractionId interaction) {
  return IdsOf<domain::UserId>(
      db_.Ask("SELECT DISTINCT t.reviewer_id FROM review_tasks t JOIN reviews r "
              "ON r.id = t.review_id WHERE r.interaction_id = ? AND t.state IN (1, 2, 3)",
              interaction.value));
}

absl::StatusOr<std::vector<domain::UserId>> SqliteTransaction::ListArbiters(
    domain::InteractionId interaction) {
  return IdsOf<domain::UserId>(
      db_.Ask("SELECT DISTINCT t.arbiter_id FROM appeal_tasks t JOIN appeals a "
              "ON a.id = t.appeal_id WHERE a.interaction_id = ? AND t.state IN (1, 2, 3)",
              interaction.value));
}

absl::StatusOr<bool> SqliteTransaction::HasKudos(domain::UserId giver, domain::UserId recipient,
                                                 absl::CivilDay day) {
  Rows rows = db_.Ask(
      "SELECT 1 FROM kudos WHERE giver_id = ? AND recipient_id = ? AND day = ? AND "
      "review_task_id = 0",
      giver.value, recipient.value, FromDay(day));
  const bool found = rows.Next();
  if (!rows.status().ok()) return rows.status();
  return found;
}

absl::StatusOr<bool> SqliteTransaction::HasKudosFor(domain::ReviewTaskId task) {
  Rows rows =
      db_.Ask("SELECT 1 FROM kudos WHERE review_task_id = ? AND review_task_id <> 0", task.value);
  const bool found = rows.Next();
  if (!rows.status().ok()) return rows.status();
  return found;
}

absl::Status SqliteTransaction::InsertKudos(const domain::Kudos& kudos) {
  return db_.Run(
      "INSERT INTO kudos (id, giver_id, recipient_id, words, day, given_at, interaction_id, "
      "review_task_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      kudos.id.value, kudos.giver.value, kudos.recipient.value, kudos.words, FromDay(kudos.day),
      FromTime(kudos.given_at), kudos.interaction.value, kudos.review_task.value);
}

}  // namespace aftercall::store
