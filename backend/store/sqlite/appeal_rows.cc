#include "backend/store/sqlite/appeal_rows.h"

#include <string>

#include "backend/store/sqlite/columns.h"

namespace aftercall::store {

domain::Appeal AppealAt(const Rows& rows) {
  domain::Appeal appeal;
  appeal.id = {rows.Int(0)};
  appeal.interaction = {rows.Int(1)};
  appeal.question_id = std::string(rows.Text(2));
  appeal.agent = {rows.Int(3)};
  appeal.state = static_cast<domain::Appeal::State>(rows.Int(4));
  appeal.reason = std::string(rows.Text(5));
  appeal.opened_at = absl::FromUnixMicros(rows.Int(6));
  appeal.look_at = TimeAt(rows, 7);
  appeal.decided_at = TimeAt(rows, 8);
  appeal.decision = std::string(rows.Text(9));
  appeal.review = {rows.Int(10)};
  return appeal;
}

absl::StatusOr<std::optional<domain::Appeal>> LoadAppeal(Database& database, domain::AppealId id) {
  Rows rows =
      database.Ask("SELECT " AFTERCALL_APPEAL_COLUMNS " FROM appeals WHERE id = ?", id.value);
  if (rows.Next()) return AppealAt(rows);
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::Status WriteAppeal(Database& database, const domain::Appeal& appeal) {
  return database.Run("INSERT OR REPLACE INTO appeals (" AFTERCALL_APPEAL_COLUMNS
                      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      appeal.id.value, appeal.interaction.value, appeal.question_id,
                      appeal.agent.value, static_cast<int64_t>(appeal.state), appeal.reason,
                      FromTime(appeal.opened_at), FromTime(appeal.look_at),
                      FromTime(appeal.decided_at), appeal.decision, appeal.review.value);
}

domain::AppealTask AppealTaskAt(const Rows& rows) {
  return {{rows.Int(0)},
          {rows.Int(1)},
          {rows.Int(2)},
          static_cast<domain::AppealTask::State>(rows.Int(3)),
          absl::FromUnixMicros(rows.Int(4)),
          absl::FromUnixMicros(rows.Int(5))};
}

absl::StatusOr<std::optional<domain::AppealTask>> LoadAppealTask(Database& database,
                                                                 domain::AppealTaskId id) {
  Rows rows = database.Ask(
      "SELECT " AFTERCALL_APPEAL_TASK_COLUMNS " FROM appeal_tasks WHERE id = ?", id.value);
  if (rows.Next()) return AppealTaskAt(rows);
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::Status WriteAppealTask(Database& database, const domain::AppealTask& task) {
  return database.Run("INSERT OR REPLACE INTO appeal_tasks (" AFTERCALL_APPEAL_TASK_COLUMNS
                      ") VALUES (?, ?, ?, ?, ?, ?)",
                      task.id.value, task.appeal.value, task.arbiter.value,
                      static_cast<int64_t>(task.state), FromTime(task.offered_at),
                      FromTime(task.due_at));
}

}  // namespace aftercall::store
