#include "backend/commands/tell_review.h"

#include <string>
#include <utility>
#include <vector>

#include "backend/commands/paused.h"
#include "backend/domain/pause.h"

namespace aftercall::commands {
namespace {

domain::ReviewTold ToldOf(const domain::Review& review,
                          const domain::PlacedInteraction& interaction, const Policy& policy) {
  domain::ReviewTold told;
  told.reference = domain::ReferenceOf(interaction);
  told.review = review.id;
  told.state = domain::ShownToRequester(review.state);
  told.form_id = review.form_id;
  told.form_version = review.form_version;
  told.by_leader = review.by_leader;
  told.could_be_asked = review.could_be_asked;
  if (review.submitted_at) {
    told.submitted =
        domain::DayPartOf(*review.submitted_at, policy.calendar.In(interaction.day_zone));
  }
  told.thanked = review.thanked;
  told.evaluation = review.origin == domain::Review::Origin::kEvaluation;
  told.appealable_until = domain::AppealableUntil(review, policy.calendar.In(interaction.day_zone));
  told.appeal_upheld = review.appeal_upheld;
  return told;
}

absl::StatusOr<std::string> NameOf(store::Transaction& transaction, domain::UserId id) {
  const auto user = transaction.FindUser(id);
  if (!user.ok()) return user.status();
  return *user ? (*user)->display_name : "";
}

// Who wrote an evaluation.
absl::StatusOr<std::string> EvaluatorOf(store::Transaction& transaction,
                                        const domain::Review& review) {
  const auto tasks = transaction.ListReviewTasks(review.id);
  if (!tasks.ok()) return tasks.status();
  if (tasks->empty()) return absl::InternalError("the task of an evaluation is missing");
  return NameOf(transaction, tasks->front().reviewer);
}

domain::ReviewTaskTold::Answer AnswerOf(const domain::Review& review) {
  using Answer = domain::ReviewTaskTold::Answer;
  if (review.state == domain::Review::State::kAcknowledged) return Answer::kAcknowledged;
  return review.state == domain::Review::State::kDiffered ? Answer::kDiffered : Answer::kNone;
}

absl::Status Append(store::Transaction& transaction, domain::UserId feed, domain::FeedEvent event) {
  return transaction.Append(std::vector<domain::FeedDraft>{{feed, std::move(event)}});
}

}  // namespace

absl::Status KeepReview(store::Transaction& transaction, const Policy& policy,
                        const domain::PlacedInteraction& interaction,
                        const std::optional<domain::Review>& before, const domain::Review& review) {
  if (auto status = transaction.PutReview(review); !status.ok()) return status;
  if (!domain::IsTold(review)) return absl::OkStatus();
  auto told = ToldOf(review, interaction, policy);
  if (before && ToldOf(*before, interaction, policy) == told) return absl::OkStatus();
  if (told.evaluation) {
    auto evaluator = EvaluatorOf(transaction, review);
    if (!evaluator.ok()) return evaluator.status();
    told.evaluator_display_name = *std::move(evaluator);
  }
  return Append(transaction, review.requester, told);
}

absl::Status TellReviewer(store::Transaction& transaction, const Policy& policy,
                          const domain::PlacedInteraction& interaction,
                          const domain::Review& review, const domain::ReviewTask& task) {
  domain::ReviewTaskTold told;
  told.task = task.id;
  told.state = task.state;
  told.as_leader = task.as_leader;
  told.channel = interaction.told.channel;
  told.topic = interaction.told.topic;
  told.ended = domain::DayPartOf(interaction.told.ended, policy.calendar.In(interaction.day_zone));
  told.minutes = task.minutes;
  told.due_at = task.deadline.DueAt();
  told.reminded = task.reminded;
  told.form_id = review.form_id;
  told.form_version = review.form_version;
  if (task.state == domain::ReviewTask::State::kSubmitted) {
    told.answer = AnswerOf(review);
    told.thanked = review.thanked;
    told.appeal_upheld = review.appeal_upheld;
  }
  told.evaluation = review.origin == domain::Review::Origin::kEvaluation;
  if (told.evaluation) {
    auto agent = NameOf(transaction, review.requester);
    if (!agent.ok()) return agent.status();
    told.agent_display_name = *std::move(agent);
  }
  return Append(transaction, task.reviewer, told);
}

absl::Status KeepReviewTask(store::Transaction& transaction, const Policy& policy,
                            const domain::PlacedInteraction& interaction,
                            const domain::Review& review, domain::ReviewTask task) {
  const auto paused = IsPaused(transaction, task.reviewer, interaction.told.queue);
  if (!paused.ok()) return paused.status();
  const bool stands_still = *paused && domain::IsOpen(task.state);
  task.deadline = stands_still ? domain::Freeze(task.deadline, transaction.Now())
                               : domain::Thaw(task.deadline, transaction.Now());
  auto status = transaction.PutReviewTask(task);
  return status.ok() ? TellReviewer(transaction, policy, interaction, review, task) : status;
}

}  // namespace aftercall::commands
