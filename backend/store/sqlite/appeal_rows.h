#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/domain/appeal.h"
#include "backend/store/sqlite/database.h"

// Appeals and their tasks as rows; what the writer's transaction and readers share.
namespace aftercall::store {

#define AFTERCALL_APPEAL_COLUMNS                                                   \
  "id, interaction_id, question_id, agent_id, state, reason, opened_at, look_at, " \
  "decided_at, decision, review_id"
domain::Appeal AppealAt(const Rows& rows);
absl::StatusOr<std::optional<domain::Appeal>> LoadAppeal(Database& database, domain::AppealId id);
absl::Status WriteAppeal(Database& database, const domain::Appeal& appeal);

#define AFTERCALL_APPEAL_TASK_COLUMNS "id, appeal_id, arbiter_id, state, offered_at, due_at"
domain::AppealTask AppealTaskAt(const Rows& rows);
absl::StatusOr<std::optional<domain::AppealTask>> LoadAppealTask(Database& database,
                                                                 domain::AppealTaskId id);
absl::Status WriteAppealTask(Database& database, const domain::AppealTask& task);

}  // namespace aftercall::store
