// What becomes of reviews by themselves.

#include <utility>

#include "backend/commands/paused.h"
#include "backend/commands/review.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/route_review.h"
#include "backend/commands/tell_review.h"
#include "backend/domain/pause.h"

namespace aftercall::commands {
namespace {

using domain::Review;
using domain::ReviewActor;
using domain::ReviewMove;
using domain::ReviewTask;

absl::Status MoveByRules(Review& review, ReviewMove move) {
  const auto next = domain::Move(review, ReviewActor::kRules, move);
  if (next.ok()) review.state = *next;
  return next.status();
}

// The end of a task that its reviewer did not bring about.
absl::Status EndTask(store::Transaction& transaction, const Policy& policy, ReviewTask task,
                     ReviewTask::State state, ReviewMove move) {
  auto found = LoadReviewCase(transaction, task.review);
  if (!found.ok()) return found.status();
  task.state = state;
  auto status = KeepReviewTask(transaction, policy, found->interaction, found->review, task);
  if (status.ok()) status = MoveByRules(found->review, move);
  return status.ok() ? FindAnotherAndKeep(transaction, policy, *found) : status;
}

absl::Status Withdraw(store::Transaction& transaction, const Policy& policy, domain::ReviewId id) {
  auto found = LoadReviewCase(transaction, id);
  if (!found.ok()) return found.status();
  auto status = MoveByRules(found->review, ReviewMove::kWithdraw);
  found->review.look_at.reset();
  if (status.ok()) status = WithdrawTasks(transaction, policy, *found, {});
  if (!status.ok()) return status;
  return KeepReview(transaction, policy, found->interaction, found->before, found->review);
}

absl::Status RunDueTask(store::Transaction& transaction, const Policy& policy, ReviewTask task) {
  const auto found = LoadReviewCase(transaction, task.review);
  if (!found.ok()) return found.status();
  // Whoever came under a pause after it began is found out when something is due of them.
  const auto paused = IsPaused(transaction, task.reviewer, found->interaction.told.queue);
  if (!paused.ok()) return paused.status();
  if (*paused) {
    task.deadline = domain::Freeze(task.deadline, transaction.Now());
    return transaction.PutReviewTask(task);
  }
  if (task.deadline.DueAt() <= transaction.Now()) {
    return EndTask(transaction, policy, std::move(task), ReviewTask::State::kLapsed,
                   ReviewMove::kLapse);
  }
  task.reminded = true;
  return KeepReviewTask(transaction, policy, found->interaction, found->review, task);
}

absl::StatusOr<bool> IsAnyAsked(store::Transaction& transaction, domain::ReviewId review) {
  const auto tasks = transaction.ListReviewTasks(review);
  if (!tasks.ok()) return tasks.status();
  for (const auto& task : *tasks) {
    if (domain::IsOpen(task.state)) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<ReviewCase> LoadReviewCase(store::Transaction& transaction, domain::ReviewId id) {
  const auto review = transaction.FindReview(id);
  if (!review.ok()) return review.status();
  if (!*review) return absl::InternalError("the review of a task is missing");
  auto facts = transaction.LoadFacts((*review)->interaction);
  if (!facts.ok()) return facts.status();
  return ReviewCase{**review, **review, std::move(facts->interaction)};
}

absl::Status WithdrawTasks(store::Transaction& transaction, const Policy& policy,
                           const ReviewCase& found, domain::ReviewTaskId kept) {
  const auto tasks = transaction.ListReviewTasks(found.review.id);
  if (!tasks.ok()) return tasks.status();
  for (ReviewTask task : *tasks) {
    if (!domain::IsOpen(task.state) || task.id == kept) continue;
    task.state = ReviewTask::State::kWithdrawn;
    auto status = KeepReviewTask(transaction, policy, found.interaction, found.review, task);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status FindAnotherAndKeep(store::Transaction& transaction, const Policy& policy,
                                ReviewCase& found) {
  Review& review = found.review;
  if (review.state == Review::State::kEscalated) {
    const auto is_asked = IsAnyAsked(transaction, review.id);
    if (!is_asked.ok()) return is_asked.status();
    if (!*is_asked) {
      if (auto status = MoveByRules(review, ReviewMove::kLose); !status.ok()) return status;
    }
  }
  if (review.origin == Review::Origin::kAnchor && review.state == Review::State::kLooking) {
    // It was for one person alone.
    if (auto status = MoveByRules(review, ReviewMove::kWithdraw); !status.ok()) return status;
  }
  if (review.state == Review::State::kLooking) {
    auto status = LookForReviewer(transaction, policy, found.interaction, review);
    if (!status.ok()) return status;
  }
  return KeepReview(transaction, policy, found.interaction, found.before, review);
}

absl::Status TellSubmitted(store::Transaction& transaction, const Policy& policy,
                           const ReviewCase& found) {
  const auto tasks = transaction.ListReviewTasks(found.review.id);
  if (!tasks.ok()) return tasks.status();
  for (const auto& task : *tasks) {
    if (task.state != ReviewTask::State::kSubmitted) continue;
    return TellReviewer(transaction, policy, found.interaction, found.review, task);
  }
  return absl::OkStatus();
}

absl::Status WithdrawReviews(store::Transaction& transaction, const Policy& policy,
                             const domain::PlacedInteraction& interaction) {
  const auto under_way = transaction.ListReviewsUnderWay(interaction.id);
  if (!under_way.ok()) return under_way.status();
  for (const auto id : *under_way) {
    if (auto status = Withdraw(transaction, policy, id); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status OnDeactivated(store::Transaction& transaction, const Policy& policy,
                           domain::UserId user) {
  const auto asked_for = transaction.ListReviewsUnderWay(user);
  if (!asked_for.ok()) return asked_for.status();
  for (const auto id : *asked_for) {
    if (auto status = Withdraw(transaction, policy, id); !status.ok()) return status;
  }
  const auto tasks = transaction.ListOpenReviewTasks(user);
  if (!tasks.ok()) return tasks.status();
  for (const auto& task : *tasks) {
    const auto review = transaction.FindReview(task.review);
    if (!review.ok()) return review.status();
    // Other leaders may still be asked for what is with the leaders.
    const bool is_with_leaders = *review && (*review)->state == Review::State::kEscalated;
    auto status = EndTask(transaction, policy, task, ReviewTask::State::kWithdrawn,
                          is_with_leaders ? ReviewMove::kLapse : ReviewMove::kLose);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status OnPresenceTold(store::Transaction& transaction, const Policy& policy,
                            domain::UserId user) {
  const auto tasks = transaction.ListOpenReviewTasks(user);
  if (!tasks.ok()) return tasks.status();
  if (tasks->empty()) return absl::OkStatus();
  // What was told last may not be the latest.
  const auto state = transaction.FindAgentState(user);
  if (!state.ok()) return state.status();
  if (!*state) return absl::OkStatus();
  const absl::Time now = transaction.Now();
  const bool is_gone = (*state)->state == domain::AgentState::State::kOffline;
  for (ReviewTask task : *tasks) {
    const auto deadline = is_gone ? domain::Suspend(task.deadline, std::min((*state)->since, now))
                                  : domain::Resume(task.deadline, now);
    if (deadline == task.deadline) continue;
    task.deadline = deadline;
    const auto found = LoadReviewCase(transaction, task.review);
    if (!found.ok()) return found.status();
    auto status = KeepReviewTask(transaction, policy, found->interaction, found->review, task);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<size_t> RunDueReviews(store::Transaction& transaction, const Policy& policy,
                                     size_t limit) {
  const auto due = transaction.ListDueReviewTasks(transaction.Now(), limit);
  if (!due.ok()) return due.status();
  for (const ReviewTask& task : *due) {
    if (auto status = RunDueTask(transaction, policy, task); !status.ok()) return status;
  }
  const auto looked_for = transaction.ListReviewsToLookFor(transaction.Now(), limit);
  if (!looked_for.ok()) return looked_for.status();
  for (const auto id : *looked_for) {
    auto found = LoadReviewCase(transaction, id);
    if (!found.ok()) return found.status();
    if (auto status = FindAnotherAndKeep(transaction, policy, *found); !status.ok()) return status;
  }
  return due->size() + looked_for->size();
}

}  // namespace aftercall::commands
