#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/domain/review.h"
#include "backend/domain/review_content.h"
#include "backend/store/sqlite/database.h"
#include "backend/store/store.h"

// Reviews, their tasks and drafts as rows; what the writer's transaction and readers share.
namespace aftercall::store {

absl::StatusOr<std::optional<domain::Review>> LoadReview(Database& database, domain::ReviewId id);
absl::Status WriteReview(Database& database, const domain::Review& review);

#define AFTERCALL_REVIEW_TASK_COLUMNS                                                    \
  "id, review_id, reviewer_id, as_leader, state, minutes, offered_at, left_ms, "         \
  "running_since, latest, reminded, decline_reason, accepted_at, submitted_at, opened, " \
  "frozen_at"
domain::ReviewTask ReviewTaskAt(const Rows& rows);
absl::StatusOr<std::optional<domain::ReviewTask>> LoadReviewTask(Database& database,
                                                                 domain::ReviewTaskId id);
absl::Status WriteReviewTask(Database& database, const domain::ReviewTask& task);

using DraftPlace = Transaction::DraftPlace;
absl::StatusOr<std::optional<domain::ReviewDraft>> LoadReviewDraft(Database& database,
                                                                   domain::ReviewTaskId task,
                                                                   DraftPlace place);
absl::Status WriteReviewDraft(Database& database, domain::ReviewTaskId task, DraftPlace place,
                              const domain::ReviewDraft& draft);
absl::Status DeleteReviewDraft(Database& database, domain::ReviewTaskId task, DraftPlace place);

}  // namespace aftercall::store
