// What becomes of appeals by themselves.

#include <algorithm>
#include <utility>

#include "backend/commands/appeal.h"
#include "backend/commands/appeal_steps.h"
#include "backend/commands/route_appeal.h"
#include "backend/commands/tell_appeal.h"

namespace aftercall::commands {
namespace {

using domain::Appeal;
using domain::AppealMove;
using domain::AppealTask;

absl::Status MoveByRules(Appeal& appeal, AppealMove move) {
  const auto next = domain::Move(appeal.state, domain::AppealActor::kRules, move);
  if (next.ok()) appeal.state = *next;
  return next.status();
}

absl::StatusOr<bool> IsAnyAsked(store::Transaction& transaction, domain::AppealId appeal) {
  const auto tasks = transaction.ListAppealTasks(appeal);
  if (!tasks.ok()) return tasks.status();
  return std::any_of(tasks->begin(), tasks->end(),
                     [](const AppealTask& task) { return domain::IsOpen(task.state); });
}

// Finds others where nobody is asked any more, writes the appeal and tells its agent.
absl::Status FindOthersAndKeep(store::Transaction& transaction, const Policy& policy,
                               AppealCase& found) {
  Appeal& appeal = found.appeal;
  if (appeal.state == Appeal::State::kOffered) {
    const auto is_asked = IsAnyAsked(transaction, appeal.id);
    if (!is_asked.ok()) return is_asked.status();
    if (!*is_asked) {
      if (auto status = MoveByRules(appeal, AppealMove::kLose); !status.ok()) return status;
    }
  }
  if (appeal.state == Appeal::State::kLooking) {
    auto status = LookForArbiters(transaction, policy, found.interaction, appeal);
    if (!status.ok()) return status;
  }
  return KeepAppeal(transaction, policy, found.interaction, found.before, appeal);
}

// The end of a task that its arbiter did not bring about.
absl::Status EndTask(store::Transaction& transaction, const Policy& policy, AppealTask task,
                     AppealTask::State state) {
  auto found = LoadAppealCase(transaction, task.appeal);
  if (!found.ok()) return found.status();
  task.state = state;
  auto status = KeepAppealTask(transaction, policy, found->interaction, found->appeal, task);
  if (status.ok()) status = MoveByRules(found->appeal, AppealMove::kLapse);
  return status.ok() ? FindOthersAndKeep(transaction, policy, *found) : status;
}

absl::Status Void(store::Transaction& transaction, const Policy& policy, domain::AppealId id) {
  auto found = LoadAppealCase(transaction, id);
  if (!found.ok()) return found.status();
  auto status = MoveByRules(found->appeal, AppealMove::kVoid);
  found->appeal.look_at.reset();
  if (status.ok()) status = WithdrawTasks(transaction, policy, *found, {});
  if (!status.ok()) return status;
  return KeepAppeal(transaction, policy, found->interaction, found->before, found->appeal);
}

}  // namespace

absl::StatusOr<AppealCase> LoadAppealCase(store::Transaction& transaction, domain::AppealId id) {
  const auto appeal = transaction.FindAppeal(id);
  if (!appeal.ok()) return appeal.status();
  if (!*appeal) return absl::InternalError("the appeal of a task is missing");
  auto facts = transaction.LoadFacts((*appeal)->interaction);
  if (!facts.ok()) return facts.status();
  return AppealCase{**appeal, **appeal, std::move(facts->interaction)};
}

absl::Status WithdrawTasks(store::Transaction& transaction, const Policy& policy,
                           const AppealCase& found, domain::AppealTaskId kept) {
  const auto tasks = transaction.ListAppealTasks(found.appeal.id);
  if (!tasks.ok()) return tasks.status();
  for (AppealTask task : *tasks) {
    if (!domain::IsOpen(task.state) || task.id == kept) continue;
    task.state = AppealTask::State::kWithdrawn;
    auto status = KeepAppealTask(transaction, policy, found.interaction, found.appeal, task);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status VoidAppeals(store::Transaction& transaction, const Policy& policy,
                         const domain::PlacedInteraction& interaction,
                         const std::vector<std::string>& questions) {
  const auto appeals = transaction.ListAppeals(interaction.id, interaction.agent);
  if (!appeals.ok()) return appeals.status();
  for (const Appeal& appeal : *appeals) {
    const bool is_of_them =
        std::find(questions.begin(), questions.end(), appeal.question_id) != questions.end();
    if (!is_of_them || !domain::IsUnderWay(appeal.state)) continue;
    if (auto status = Void(transaction, policy, appeal.id); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status VoidReviewAppeals(store::Transaction& transaction, const Policy& policy,
                               domain::InteractionId interaction, domain::UserId agent) {
  const auto appeals = transaction.ListAppeals(interaction, agent);
  if (!appeals.ok()) return appeals.status();
  for (const Appeal& appeal : *appeals) {
    if (!appeal.review || !domain::IsUnderWay(appeal.state)) continue;
    if (auto status = Void(transaction, policy, appeal.id); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status EndAppealsOf(store::Transaction& transaction, const Policy& policy,
                          domain::UserId user) {
  const auto own = transaction.ListAppealsUnderWay(user);
  if (!own.ok()) return own.status();
  for (const auto id : *own) {
    if (auto status = Void(transaction, policy, id); !status.ok()) return status;
  }
  const auto tasks = transaction.ListOpenAppealTasks(user);
  if (!tasks.ok()) return tasks.status();
  for (const auto& task : *tasks) {
    auto status = EndTask(transaction, policy, task, AppealTask::State::kWithdrawn);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<size_t> RunDueAppeals(store::Transaction& transaction, const Policy& policy,
                                     size_t limit) {
  const auto due = transaction.ListDueAppealTasks(transaction.Now(), limit);
  if (!due.ok()) return due.status();
  for (const AppealTask& task : *due) {
    auto status = EndTask(transaction, policy, task, AppealTask::State::kLapsed);
    if (!status.ok()) return status;
  }
  const auto looked_for = transaction.ListAppealsToLookFor(transaction.Now(), limit);
  if (!looked_for.ok()) return looked_for.status();
  for (const auto id : *looked_for) {
    auto found = LoadAppealCase(transaction, id);
    if (!found.ok()) return found.status();
    if (auto status = FindOthersAndKeep(transaction, policy, *found); !status.ok()) return status;
  }
  return due->size() + looked_for->size();
}

}  // namespace aftercall::commands
