// What whoever is asked to decide an appeal does.

#include <utility>

#include "backend/commands/appeal.h"
#include "backend/commands/appeal_steps.h"
#include "backend/commands/publish.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/tell_appeal.h"
#include "backend/commands/tell_review.h"
#include "backend/commands/words.h"
#include "backend/redaction/redaction.h"

namespace aftercall::commands {
namespace {

using domain::AppealMove;
using domain::AppealTask;

// A task with its appeal, which has made `move` already.
struct Moved {
  AppealTask task;
  AppealCase found;
};

absl::StatusOr<Moved> MoveBy(store::Transaction& transaction, AppealTaskKey key, AppealMove move) {
  const auto task = transaction.FindAppealTask(key.task);
  if (!task.ok()) return task.status();
  if (!*task || (*task)->arbiter != key.arbiter) {
    return wire::ToStatus(absl::StatusCode::kNotFound,
                          {"NOT_FOUND", "name", "", "You have no such appeal task."});
  }
  auto found = LoadAppealCase(transaction, (*task)->appeal);
  if (!found.ok()) return found.status();
  const auto next = domain::MoveByArbiter(found->appeal.state, (*task)->state, move);
  if (!next.ok()) return next.status();
  found->appeal.state = *next;
  return Moved{**task, *std::move(found)};
}

absl::Status Keep(store::Transaction& transaction, const Policy& policy, const Moved& moved) {
  const AppealCase& found = moved.found;
  auto status = KeepAppealTask(transaction, policy, found.interaction, found.appeal, moved.task);
  if (!status.ok()) return status;
  return KeepAppeal(transaction, policy, found.interaction, found.before, found.appeal);
}

// Marks the review that was contested, for ever, and tells both sides of it.
absl::Status MarkReview(store::Transaction& transaction, const Policy& policy,
                        domain::ReviewId id) {
  auto found = LoadReviewCase(transaction, id);
  if (!found.ok()) return found.status();
  found->review.appeal_upheld = true;
  auto status = KeepReview(transaction, policy, found->interaction, found->before, found->review);
  return status.ok() ? TellSubmitted(transaction, policy, *found) : status;
}

}  // namespace

absl::StatusOr<AppealTask> TakeAppeal(store::Transaction& transaction, const Policy& policy,
                                      AppealTaskKey key) {
  auto moved = MoveBy(transaction, key, AppealMove::kTake);
  if (!moved.ok()) return moved.status();
  moved->task.state = AppealTask::State::kTaken;
  moved->task.due_at = transaction.Now() + domain::kTimeToDecide;
  auto status = WithdrawTasks(transaction, policy, moved->found, moved->task.id);
  if (status.ok()) status = Keep(transaction, policy, *moved);
  if (!status.ok()) return status;
  return moved->task;
}

absl::StatusOr<AppealTask> DecideAppeal(store::Transaction& transaction, const Policy& policy,
                                        AppealTaskKey key, AppealDecision decision,
                                        const std::string& reason) {
  if (auto status = CheckWords("reason", reason, kAppealCharacters); !status.ok()) return status;
  const bool upheld = decision == AppealDecision::kUphold;
  auto moved = MoveBy(transaction, key, upheld ? AppealMove::kUphold : AppealMove::kDecline);
  if (!moved.ok()) return moved.status();
  domain::Appeal& appeal = moved->found.appeal;
  const auto before = Load(transaction, policy, appeal.interaction);
  if (!before.ok()) return before.status();
  moved->task.state = AppealTask::State::kDecided;
  appeal.decided_at = transaction.Now();
  appeal.decision = redaction::Redact(reason).text;
  auto status = Keep(transaction, policy, *moved);
  if (status.ok() && upheld && appeal.review) {
    status = MarkReview(transaction, policy, appeal.review);
  }
  if (!status.ok()) return status;
  const auto after = Load(transaction, policy, appeal.interaction);
  if (!after.ok()) return after.status();
  if (status = Publish(transaction, policy, *before, *after); !status.ok()) return status;
  return moved->task;
}

}  // namespace aftercall::commands
