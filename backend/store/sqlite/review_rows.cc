#include "backend/store/sqlite/review_rows.h"

#include <string>

#include "backend/store/sqlite/columns.h"

namespace aftercall::store {
namespace {

enum DetailKind { kElement = 1, kMoment = 2, kUnwanted = 3 };

domain::Review::Origin OriginAt(const Rows& rows, int anchor, int evaluation) {
  using Origin = domain::Review::Origin;
  if (rows.Int(anchor) != 0) return Origin::kAnchor;
  return rows.Int(evaluation) != 0 ? Origin::kEvaluation : Origin::kRequest;
}

domain::Review ReviewAt(const Rows& rows) {
  domain::Review review;
  review.id = {rows.Int(0)};
  review.interaction = {rows.Int(1)};
  review.requester = {rows.Int(2)};
  review.state = static_cast<domain::Review::State>(rows.Int(3));
  review.form_id = std::string(rows.Text(4));
  review.form_version = static_cast<int>(rows.Int(5));
  review.question = std::string(rows.Text(6));
  review.by_leader = rows.Int(7) != 0;
  review.could_be_asked = static_cast<int>(rows.Int(8));
  review.requested_at = absl::FromUnixMicros(rows.Int(9));
  review.look_at = TimeAt(rows, 10);
  review.submitted_at = TimeAt(rows, 11);
  review.answered_at = TimeAt(rows, 12);
  review.answer = std::string(rows.Text(13));
  review.thanked = rows.Int(14) != 0;
  review.lent = rows.Int(15) != 0;
  review.origin = OriginAt(rows, 16, 17);
  review.appeal_upheld = rows.Int(18) != 0;
  return review;
}

absl::Status LoadDetails(Database& database, domain::Review& review) {
  Rows rows = database.Ask(
      "SELECT kind, value FROM review_details WHERE review_id = ? ORDER BY kind, ordinal",
      review.id.value);
  while (rows.Next()) {
    switch (rows.Int(0)) {
      case kElement:
        review.elements.emplace_back(rows.Text(1));
        break;
      case kMoment:
        review.moments.push_back(absl::Milliseconds(rows.Int(1)));
        break;
      default:
        review.unwanted.push_back({rows.Int(1)});
        break;
    }
  }
  return rows.status();
}

template <typename List, typename ToValue>
absl::Status WriteDetails(Database& database, domain::ReviewId review, DetailKind kind,
                          const List& list, ToValue to_value) {
  int64_t ordinal = 0;
  for (const auto& one : list) {
    auto status = database.Run(
        "INSERT INTO review_details (review_id, kind, ordinal, value) VALUES (?, ?, ?, ?)",
        review.value, static_cast<int64_t>(kind), ordinal++, to_value(one));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status LoadElements(Database& database, domain::ReviewTaskId task, DraftPlace place,
                          domain::ReviewContent& content) {
  Rows rows = database.Ask(
      "SELECT element_id, score, does_not_apply, comment, moment_ms FROM review_elements "
      "WHERE task_id = ? AND place = ? ORDER BY ordinal",
      task.value, static_cast<int64_t>(place));
  while (rows.Next()) {
    auto& element = content.elements.emplace_back();
    element.id = std::string(rows.Text(0));
    if (!rows.IsNull(1)) element.score = static_cast<int>(rows.Int(1));
    element.does_not_apply = rows.Int(2) != 0;
    element.comment = std::string(rows.Text(3));
    if (!rows.IsNull(4)) element.moment = absl::Milliseconds(rows.Int(4));
  }
  return rows.status();
}

std::optional<int64_t> ToColumn(const std::optional<int>& score) {
  return score ? std::optional<int64_t>(*score) : std::nullopt;
}

std::optional<int64_t> ToColumn(const std::optional<absl::Duration>& moment) {
  return moment ? std::optional<int64_t>(absl::ToInt64Milliseconds(*moment)) : std::nullopt;
}

std::optional<int64_t> OpenedColumn(const std::optional<bool>& opened) {
  return opened ? std::optional<int64_t>(*opened) : std::nullopt;
}

}  // namespace

absl::StatusOr<std::optional<domain::Review>> LoadReview(Database& database, domain::ReviewId id) {
  domain::Review review;
  {
    Rows rows = database.Ask(
        "SELECT id, interaction_id, requester_id, state, form_id, form_version, question, "
        "by_leader, could_be_asked, requested_at, look_at, submitted_at, answered_at, answer, "
        "thanked, lent, anchor, evaluation, appeal_upheld FROM reviews WHERE id = ?",
        id.value);
    if (!rows.Next()) {
      if (!rows.status().ok()) return rows.status();
      return std::nullopt;
    }
    review = ReviewAt(rows);
  }
  if (auto status = LoadDetails(database, review); !status.ok()) return status;
  return review;
}

absl::Status WriteReview(Database& database, const domain::Review& review) {
  auto status = database.Run(
      "INSERT OR REPLACE INTO reviews (id, interaction_id, requester_id, state, form_id, "
      "form_version, question, by_leader, could_be_asked, requested_at, look_at, submitted_at, "
      "answered_at, answer, thanked, lent, anchor, evaluation, appeal_upheld) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      review.id.value, review.interaction.value, review.requester.value,
      static_cast<int64_t>(review.state), review.form_id, review.form_version, review.question,
      review.by_leader, review.could_be_asked, FromTime(review.requested_at),
      FromTime(review.look_at), FromTime(review.submitted_at), FromTime(review.answered_at),
      review.answer, review.thanked, review.lent, review.origin == domain::Review::Origin::kAnchor,
      review.origin == domain::Review::Origin::kEvaluation, review.appeal_upheld);
  if (status.ok()) {
    status = database.Run("DELETE FROM review_details WHERE review_id = ?", review.id.value);
  }
  if (status.ok()) {
    status = WriteDetails(database, review.id, kElement, review.elements,
                          [](const std::string& id) -> absl::string_view { return id; });
  }
  if (status.ok()) {
    status = WriteDetails(database, review.id, kMoment, review.moments,
                          [](absl::Duration at) { return absl::ToInt64Milliseconds(at); });
  }
  if (status.ok()) {
    status = WriteDetails(database, review.id, kUnwanted, review.unwanted,
                          [](domain::UserId user) { return user.value; });
  }
  return status;
}

domain::ReviewTask ReviewTaskAt(const Rows& rows) {
  domain::ReviewTask task;
  task.id = {rows.Int(0)};
  task.review = {rows.Int(1)};
  task.reviewer = {rows.Int(2)};
  task.as_leader = rows.Int(3) != 0;
  task.state = static_cast<domain::ReviewTask::State>(rows.Int(4));
  task.minutes = static_cast<int>(rows.Int(5));
  task.offered_at = absl::FromUnixMicros(rows.Int(6));
  task.deadline.left = absl::Milliseconds(rows.Int(7));
  task.deadline.running_since = TimeAt(rows, 8);
  task.deadline.latest = absl::FromUnixMicros(rows.Int(9));
  task.reminded = rows.Int(10) != 0;
  task.decline_reason = std::string(rows.Text(11));
  task.accepted_at = TimeAt(rows, 12);
  task.submitted_at = TimeAt(rows, 13);
  if (!rows.IsNull(14)) task.opened = rows.Int(14) != 0;
  task.deadline.frozen_at = TimeAt(rows, 15);
  return task;
}

absl::StatusOr<std::optional<domain::ReviewTask>> LoadReviewTask(Database& database,
                                                                 domain::ReviewTaskId id) {
  Rows rows = database.Ask(
      "SELECT " AFTERCALL_REVIEW_TASK_COLUMNS " FROM review_tasks WHERE id = ?", id.value);
  if (rows.Next()) return ReviewTaskAt(rows);
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::Status WriteReviewTask(Database& database, const domain::ReviewTask& task) {
  return database.Run("INSERT OR REPLACE INTO review_tasks (" AFTERCALL_REVIEW_TASK_COLUMNS
                      ", next_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      task.id.value, task.review.value, task.reviewer.value, task.as_leader,
                      static_cast<int64_t>(task.state), task.minutes, FromTime(task.offered_at),
                      absl::ToInt64Milliseconds(task.deadline.left),
                      FromTime(task.deadline.running_since), FromTime(task.deadline.latest),
                      task.reminded, task.decline_reason, FromTime(task.accepted_at),
                      FromTime(task.submitted_at), OpenedColumn(task.opened),
                      FromTime(task.deadline.frozen_at), FromTime(domain::NextAt(task)));
}

absl::StatusOr<std::optional<domain::ReviewDraft>> LoadReviewDraft(Database& database,
                                                                   domain::ReviewTaskId task,
                                                                   DraftPlace place) {
  domain::ReviewDraft draft;
  {
    Rows rows = database.Ask(
        "SELECT version, praise, advice, saved_at FROM review_drafts "
        "WHERE task_id = ? AND place = ?",
        task.value, static_cast<int64_t>(place));
    if (!rows.Next()) {
      if (!rows.status().ok()) return rows.status();
      return std::nullopt;
    }
    draft.version = rows.Int(0);
    draft.content.praise = std::string(rows.Text(1));
    draft.content.advice = std::string(rows.Text(2));
    draft.saved_at = absl::FromUnixMicros(rows.Int(3));
  }
  if (auto status = LoadElements(database, task, place, draft.content); !status.ok()) return status;
  return draft;
}

absl::Status WriteReviewDraft(Database& database, domain::ReviewTaskId task, DraftPlace place,
                              const domain::ReviewDraft& draft) {
  auto status = DeleteReviewDraft(database, task, place);
  if (status.ok()) {
    status = database.Run(
        "INSERT INTO review_drafts (task_id, place, version, praise, advice, saved_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        task.value, static_cast<int64_t>(place), draft.version, draft.content.praise,
        draft.content.advice, FromTime(draft.saved_at));
  }
  int64_t ordinal = 0;
  for (const auto& element : draft.content.elements) {
    if (!status.ok()) return status;
    status = database.Run(
        "INSERT INTO review_elements (task_id, place, ordinal, element_id, score, "
        "does_not_apply, comment, moment_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        task.value, static_cast<int64_t>(place), ordinal++, element.id, ToColumn(element.score),
        element.does_not_apply, element.comment, ToColumn(element.moment));
  }
  return status;
}

absl::Status DeleteReviewDraft(Database& database, domain::ReviewTaskId task, DraftPlace place) {
  auto status = database.Run("DELETE FROM review_drafts WHERE task_id = ? AND place = ?",
                             task.value, static_cast<int64_t>(place));
  if (!status.ok()) return status;
  return database.Run("DELETE FROM review_elements WHERE task_id = ? AND place = ?", task.value,
                      static_cast<int64_t>(place));
}

}  // namespace aftercall::store
