// Reviews of SqliteReader.

#include <utility>

#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/one_state.h"
#include "backend/store/sqlite/or_last.h"
#include "backend/store/sqlite/review_rows.h"
#include "backend/store/sqlite/sqlite_reader.h"

namespace aftercall::store {

absl::StatusOr<domain::PlacedInteraction> SqliteReader::LoadPlaced(domain::InteractionId id) {
  Rows rows = database_->Ask(
      "SELECT " AFTERCALL_INTERACTION_COLUMNS " FROM interactions i WHERE i.id = ?", id.value);
  if (rows.Next()) return InteractionAt(rows);
  if (!rows.status().ok()) return rows.status();
  return absl::InternalError("an interaction that something is about is missing");
}

absl::Status SqliteReader::Complete(ListedReview& listed) {
  auto interaction = LoadPlaced(listed.review.interaction);
  if (!interaction.ok()) return interaction.status();
  listed.interaction = *std::move(interaction);
  auto submitted = LoadSubmitted(listed.review.id);
  if (!submitted.ok()) return submitted.status();
  if (!*submitted) return absl::OkStatus();
  listed.content = std::move((*submitted)->content);
  if (listed.review.origin == domain::Review::Origin::kEvaluation) {
    listed.evaluator_display_name = std::move((*submitted)->reviewer_display_name);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<SqliteReader::Submitted>> SqliteReader::LoadSubmitted(
    domain::ReviewId review) {
  domain::ReviewTaskId task;
  Submitted submitted;
  {
    Rows rows = database_->Ask(
        "SELECT t.id, u.display_name FROM review_tasks t JOIN users u ON u.id = t.reviewer_id "
        "WHERE t.review_id = ? AND t.state = 3",
        review.value);
    if (rows.Next()) {
      task = {rows.Int(0)};
      submitted.reviewer_display_name = std::string(rows.Text(1));
    }
    if (!rows.status().ok()) return rows.status();
  }
  if (!task) return std::nullopt;
  auto draft = LoadReviewDraft(*database_, task, DraftPlace::kLatest);
  if (!draft.ok()) return draft.status();
  if (!*draft) return std::nullopt;
  submitted.content = std::move((*draft)->content);
  return submitted;
}

absl::StatusOr<std::optional<ListedReview>> SqliteReader::FindReview(domain::ReviewId id) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  const auto review = LoadReview(*database_, id);
  if (!review.ok()) return review.status();
  if (!*review) return std::nullopt;
  ListedReview listed{**review, {}, {}, {}};
  if (auto status = Complete(listed); !status.ok()) return status;
  return listed;
}

absl::StatusOr<std::vector<ListedReview>> SqliteReader::ListReviews(domain::UserId requester,
                                                                    bool open_only,
                                                                    domain::ReviewId before,
                                                                    size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<domain::ReviewId> ids;
  {
    Rows rows = database_->Ask(
        "SELECT id FROM reviews WHERE requester_id = ? AND anchor = 0 "
        "AND (evaluation = 0 OR submitted_at IS NOT NULL) AND id < ? AND (? = 0 OR state IN (1, 2, "
        "3, 4, 5)) ORDER BY id DESC LIMIT ?",
        requester.value, OrLast(before), open_only, static_cast<int64_t>(limit));
    while (rows.Next()) ids.push_back({rows.Int(0)});
    if (!rows.status().ok()) return rows.status();
  }
  std::vector<ListedReview> list;
  for (const auto id : ids) {
    auto review = LoadReview(*database_, id);
    if (!review.ok()) return review.status();
    if (!*review) continue;
    list.push_back({**std::move(review), {}, {}, {}});
    if (auto status = Complete(list.back()); !status.ok()) return status;
  }
  return list;
}

absl::Status SqliteReader::Complete(ListedReviewTask& listed) {
  auto review = LoadReview(*database_, listed.task.review);
  if (!review.ok()) return review.status();
  if (!*review) return absl::InternalError("the review of a task is missing");
  listed.review = **std::move(review);
  auto interaction = LoadPlaced(listed.review.interaction);
  if (!interaction.ok()) return interaction.status();
  listed.interaction = *std::move(interaction);
  if (auto status = LoadLegs(*database_, listed.interaction); !status.ok()) return status;
  {
    Rows rows = database_->Ask("SELECT display_name FROM users WHERE id = ?",
                               listed.review.requester.value);
    if (rows.Next()) listed.requester_display_name = std::string(rows.Text(0));
    if (!rows.status().ok()) return rows.status();
  }
  auto draft = LoadReviewDraft(*database_, listed.task.id, DraftPlace::kLatest);
  if (!draft.ok()) return draft.status();
  listed.draft = *std::move(draft);
  auto beside = LoadReviewDraft(*database_, listed.task.id, DraftPlace::kBeside);
  if (!beside.ok()) return beside.status();
  listed.draft_beside = *std::move(beside);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<ListedReviewTask>> SqliteReader::FindReviewTask(
    domain::ReviewTaskId id) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  const auto task = LoadReviewTask(*database_, id);
  if (!task.ok()) return task.status();
  if (!*task) return std::nullopt;
  ListedReviewTask listed;
  listed.task = **task;
  if (auto status = Complete(listed); !status.ok()) return status;
  return listed;
}

absl::StatusOr<std::vector<ListedReviewTask>> SqliteReader::ListReviewTasks(
    domain::UserId reviewer, bool open_only, domain::ReviewTaskId before, size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<ListedReviewTask> list;
  {
    Rows rows =
        database_->Ask("SELECT " AFTERCALL_REVIEW_TASK_COLUMNS
                       " FROM review_tasks WHERE reviewer_id = ? AND id < ? "
                       "AND (? = 0 OR state IN (1, 2)) ORDER BY id DESC LIMIT ?",
                       reviewer.value, OrLast(before), open_only, static_cast<int64_t>(limit));
    while (rows.Next()) list.emplace_back().task = ReviewTaskAt(rows);
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& listed : list) {
    if (auto status = Complete(listed); !status.ok()) return status;
  }
  return list;
}

absl::StatusOr<std::vector<SubmittedReview>> SqliteReader::ListSubmittedReviews(absl::Time from,
                                                                                absl::Time to) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<SubmittedReview> list;
  {
    Rows rows = database_->Ask(
        "SELECT " AFTERCALL_REVIEW_TASK_COLUMNS
        " FROM review_tasks WHERE state = 3 AND submitted_at >= ? AND submitted_at < ? "
        "ORDER BY submitted_at, id",
        FromTime(from), FromTime(to));
    while (rows.Next()) list.emplace_back().task = ReviewTaskAt(rows);
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& submitted : list) {
    if (auto status = Complete(submitted); !status.ok()) return status;
  }
  return list;
}

absl::Status SqliteReader::Complete(SubmittedReview& submitted) {
  {
    Rows rows = database_->Ask(
        "SELECT u.display_name, r.interaction_id, r.anchor, r.form_id, r.form_version "
        "FROM reviews r, users u WHERE r.id = ? AND u.id = ?",
        submitted.task.review.value, submitted.task.reviewer.value);
    if (!rows.Next()) {
      return rows.status().ok() ? absl::InternalError("the review of a task is missing")
                                : rows.status();
    }
    submitted.reviewer_display_name = std::string(rows.Text(0));
    submitted.interaction = {rows.Int(1)};
    submitted.anchor = rows.Int(2) != 0;
    submitted.form_id = std::string(rows.Text(3));
    submitted.form_version = static_cast<int>(rows.Int(4));
  }
  const auto interaction = LoadPlaced(submitted.interaction);
  if (!interaction.ok()) return interaction.status();
  submitted.lasted = interaction->told.talk + interaction->told.hold;
  submitted.has_recording = !interaction->told.recording_uri.empty();
  auto draft = LoadReviewDraft(*database_, submitted.task.id, DraftPlace::kLatest);
  if (!draft.ok()) return draft.status();
  if (*draft) submitted.content = std::move((*draft)->content);
  return absl::OkStatus();
}

absl::StatusOr<bool> SqliteReader::HasDueReviews(absl::Time by) {
  Rows rows = database_->Ask(
      "SELECT EXISTS (SELECT 1 FROM review_tasks WHERE state IN (1, 2) AND next_at <= ?1) OR "
      "EXISTS (SELECT 1 FROM reviews WHERE state = 1 AND look_at <= ?1)",
      FromTime(by));
  const bool found = rows.Next() && rows.Int(0) != 0;
  if (!rows.status().ok()) return rows.status();
  return found;
}

}  // namespace aftercall::store
