// What whoever is asked for a review does.

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "backend/commands/publish.h"
#include "backend/commands/review.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/route_review.h"
#include "backend/commands/taken.h"
#include "backend/commands/tell_review.h"
#include "backend/commands/words.h"
#include "backend/domain/limits.h"
#include "backend/redaction/redaction.h"

namespace aftercall::commands {
namespace {

using domain::ReviewContent;
using domain::ReviewDraft;
using domain::ReviewMove;
using domain::ReviewTask;
using Place = store::Transaction::DraftPlace;

// A task with its review, which has made `move` already.
struct Moved {
  ReviewTask task;
  ReviewCase found;
};

absl::StatusOr<Moved> MoveBy(store::Transaction& transaction, ReviewTaskKey key, ReviewMove move) {
  const auto task = transaction.FindReviewTask(key.task);
  if (!task.ok()) return task.status();
  if (!*task || (*task)->reviewer != key.reviewer) {
    return wire::ToStatus(absl::StatusCode::kNotFound,
                          {"NOT_FOUND", "name", "", "You have no such review task."});
  }
  auto found = LoadReviewCase(transaction, (*task)->review);
  if (!found.ok()) return found.status();
  const auto next = domain::MoveByReviewer(found->review, (*task)->state, move);
  if (!next.ok()) return next.status();
  found->review.state = *next;
  return Moved{**task, *std::move(found)};
}

absl::StatusOr<forms::Form> LoadForm(store::Transaction& transaction,
                                     const domain::Review& review) {
  auto form = transaction.FindForm(review.form_id, review.form_version);
  if (!form.ok()) return form.status();
  if (!*form) return absl::InternalError("a form that is being filled in is missing");
  return std::move((*form)->form);
}

ReviewContent Redacted(ReviewContent content) {
  for (auto& element : content.elements) {
    element.comment = redaction::Redact(element.comment).text;
  }
  content.praise = redaction::Redact(content.praise).text;
  content.advice = redaction::Redact(content.advice).text;
  return content;
}

absl::StatusOr<int64_t> LatestVersion(store::Transaction& transaction, domain::ReviewTaskId task) {
  const auto latest = transaction.FindReviewDraft(task, Place::kLatest);
  if (!latest.ok()) return latest.status();
  return *latest ? (*latest)->version : 0;
}

absl::Status RemoveDrafts(store::Transaction& transaction, domain::ReviewTaskId task) {
  auto status = transaction.RemoveReviewDraft(task, Place::kLatest);
  return status.ok() ? transaction.RemoveReviewDraft(task, Place::kBeside) : status;
}

// Nobody waits for an evaluation: it is given up without a word.
absl::Status CheckReason(const domain::Review& review, const std::string& reason) {
  if (review.origin == domain::Review::Origin::kEvaluation && reason.empty()) {
    return absl::OkStatus();
  }
  return CheckWords("reason", reason, kDeclineCharacters);
}

// Writes what was submitted, the task and the review, and tells both sides.
absl::Status Keep(store::Transaction& transaction, const Policy& policy, const Moved& moved,
                  const ReviewContent& content) {
  const ReviewCase& found = moved.found;
  const auto version = LatestVersion(transaction, moved.task.id);
  if (!version.ok()) return version.status();
  auto status = RemoveDrafts(transaction, moved.task.id);
  if (status.ok()) {
    status = transaction.PutReviewDraft(moved.task.id, Place::kLatest,
                                        {*version + 1, Redacted(content), transaction.Now()});
  }
  if (status.ok()) {
    status = KeepReviewTask(transaction, policy, found.interaction, found.review, moved.task);
  }
  if (!status.ok()) return status;
  return KeepReview(transaction, policy, found.interaction, found.before, found.review);
}

// As Keep, and what leaders scored enters the figures.
absl::Status KeepAndCount(store::Transaction& transaction, const Policy& policy, const Moved& moved,
                          const ReviewContent& content) {
  const auto before = Load(transaction, policy, moved.found.interaction.id);
  if (!before.ok()) return before.status();
  if (auto status = Keep(transaction, policy, moved, content); !status.ok()) return status;
  const auto after = Load(transaction, policy, moved.found.interaction.id);
  return after.ok() ? Publish(transaction, policy, *before, *after) : after.status();
}

}  // namespace

absl::StatusOr<ReviewTask> AcceptReview(store::Transaction& transaction, const Policy& policy,
                                        ReviewTaskKey key) {
  auto moved = MoveBy(transaction, key, ReviewMove::kAccept);
  if (!moved.ok()) return moved.status();
  ReviewTask& task = moved->task;
  task.state = ReviewTask::State::kAccepted;
  task.accepted_at = transaction.Now();
  task.reminded = false;
  task.deadline = {domain::kTimeToReview, std::nullopt, transaction.Now() + domain::kLongestWait};
  const auto is_there = IsThere(transaction, task.reviewer);
  if (!is_there.ok()) return is_there.status();
  if (*is_there) task.deadline = domain::Resume(task.deadline, transaction.Now());
  const ReviewCase& found = moved->found;
  auto status = WithdrawTasks(transaction, policy, found, task.id);
  if (status.ok()) {
    status = KeepReviewTask(transaction, policy, found.interaction, found.review, task);
  }
  if (status.ok()) {
    status = KeepReview(transaction, policy, found.interaction, found.before, found.review);
  }
  if (!status.ok()) return status;
  return task;
}

absl::StatusOr<ReviewTask> DeclineReview(store::Transaction& transaction, const Policy& policy,
                                         ReviewTaskKey key, const std::string& reason) {
  auto moved = MoveBy(transaction, key, ReviewMove::kDecline);
  if (!moved.ok()) return moved.status();
  if (auto status = CheckReason(moved->found.review, reason); !status.ok()) return status;
  ReviewTask& task = moved->task;
  task.state = ReviewTask::State::kDeclined;
  task.decline_reason = redaction::Redact(reason).text;
  ReviewCase& found = moved->found;
  auto status = RemoveDrafts(transaction, task.id);
  if (status.ok()) {
    status = KeepReviewTask(transaction, policy, found.interaction, found.review, task);
  }
  if (status.ok()) status = FindAnotherAndKeep(transaction, policy, found);
  if (!status.ok()) return status;
  return task;
}

absl::StatusOr<SavedDraft> SaveReviewDraft(store::Transaction& transaction, ReviewTaskKey key,
                                           int64_t base_version, const ReviewContent& content) {
  const auto moved = MoveBy(transaction, key, ReviewMove::kSave);
  if (!moved.ok()) return moved.status();
  const auto form = LoadForm(transaction, moved->found.review);
  if (!form.ok()) return form.status();
  if (auto problem = domain::CheckDraft(*form, content)) return Refuse(*std::move(problem));
  const ReviewDraft sent{base_version + 1, Redacted(content), transaction.Now()};
  const auto latest = transaction.FindReviewDraft(key.task, Place::kLatest);
  if (!latest.ok()) return latest.status();
  if ((*latest ? (*latest)->version : 0) == base_version) {
    auto status = transaction.PutReviewDraft(key.task, Place::kLatest, sent);
    if (!status.ok()) return status;
    return SavedDraft{sent, std::nullopt};
  }
  if (!*latest) {
    return Refuse({"VERSION_UNKNOWN", "base_version", absl::StrCat(base_version),
                   "There is no draft of this version; 0 was expected."});
  }
  auto status = transaction.PutReviewDraft(key.task, Place::kBeside, sent);
  if (!status.ok()) return status;
  return SavedDraft{**latest, sent};
}

absl::StatusOr<ReviewTask> SubmitReview(store::Transaction& transaction, const Policy& policy,
                                        ReviewTaskKey key, const ReviewContent& content,
                                        std::optional<bool> opened) {
  auto moved = MoveBy(transaction, key, ReviewMove::kSubmit);
  if (!moved.ok()) return moved.status();
  ReviewCase& found = moved->found;
  const auto form = LoadForm(transaction, found.review);
  if (!form.ok()) return form.status();
  if (auto problem = domain::CheckReview(*form, found.review.elements, content)) {
    return Refuse(*std::move(problem));
  }
  ReviewTask& task = moved->task;
  task.state = ReviewTask::State::kSubmitted;
  task.submitted_at = transaction.Now();
  task.opened = opened;
  found.review.submitted_at = transaction.Now();
  auto status = task.as_leader ? KeepAndCount(transaction, policy, *moved, content)
                               : Keep(transaction, policy, *moved, content);
  if (status.ok() && !task.as_leader) status = AskForAnchor(transaction, policy, task.reviewer);
  if (!status.ok()) return status;
  return task;
}

}  // namespace aftercall::commands
