// What whoever evaluates without being asked does first.

#include <algorithm>
#include <string>
#include <utility>

#include "backend/commands/people.h"
#include "backend/commands/review.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/route_review.h"
#include "backend/commands/tell_review.h"
#include "backend/domain/reviewable.h"
#include "shared/wire/problem.h"

namespace aftercall::commands {
namespace {

using domain::Review;
using domain::ReviewTask;

absl::Status Refused(const char* reason, std::string description) {
  return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                        {reason, "interaction", "", std::move(description)});
}

// Whose it is, and whether `evaluator` had a part in it.
absl::Status CheckWhose(store::Transaction& transaction,
                        const domain::PlacedInteraction& interaction, domain::UserId evaluator) {
  if (interaction.agent == evaluator) {
    return Refused("EVALUATION_OWN", "This interaction is your own; somebody else evaluates it.");
  }
  const auto& parties = interaction.parties;
  if (std::find(parties.begin(), parties.end(), evaluator) != parties.end()) {
    return Refused("EVALUATION_OWN",
                   "You took part in this interaction; somebody else evaluates "
                   "it.");
  }
  if (!interaction.agent || interaction.told.abandoned) {
    return Refused("EVALUATION_NOBODYS",
                   "This interaction reached nobody: there is nobody to "
                   "evaluate.");
  }
  const auto agent = transaction.FindUser(interaction.agent);
  if (!agent.ok()) return agent.status();
  if (*agent && (*agent)->state != domain::User::State::kDeactivated) return absl::OkStatus();
  return Refused("AGENT_LEFT", "Whoever had this interaction has left.");
}

// Nobody reviews an interaction twice, nor one about which they decide an appeal.
absl::Status CheckIsFirst(store::Transaction& transaction, const EvaluationStart& start) {
  const auto tasks = transaction.ListReviewTasksAbout(start.interaction);
  if (!tasks.ok()) return tasks.status();
  for (const ReviewTask& task : *tasks) {
    if (task.reviewer != start.evaluator) continue;
    if (task.state == ReviewTask::State::kSubmitted) {
      return Refused("EVALUATED_BEFORE", "You have evaluated this interaction before.");
    }
    if (domain::IsOpen(task.state)) {
      return Refused("EVALUATION_UNDER_WAY",
                     "A review of this interaction waits for you already, among your tasks.");
    }
  }
  const auto arbiters = transaction.ListArbiters(start.interaction);
  if (!arbiters.ok()) return arbiters.status();
  if (std::find(arbiters->begin(), arbiters->end(), start.evaluator) == arbiters->end()) {
    return absl::OkStatus();
  }
  return Refused("EVALUATION_BY_ARBITER",
                 "You are asked to decide an appeal about this interaction, or have decided one; "
                 "somebody else evaluates it.");
}

absl::StatusOr<domain::PlacedInteraction> LoadEvaluable(store::Transaction& transaction,
                                                        const Policy& policy,
                                                        const EvaluationStart& start) {
  auto facts = transaction.LoadFacts(start.interaction);
  if (absl::IsNotFound(facts.status())) {
    return wire::ToStatus(absl::StatusCode::kNotFound,
                          {"NOT_FOUND", "interaction", "", "There is no such interaction."});
  }
  if (!facts.ok()) return facts.status();
  auto status = CheckIsHere(transaction, start.evaluator);
  if (status.ok()) status = CheckWhose(transaction, facts->interaction, start.evaluator);
  if (!status.ok()) return status;
  if (auto problem = domain::WhyNotReviewable(facts->interaction.told, policy.recording_hosts)) {
    return wire::ToStatus(absl::StatusCode::kFailedPrecondition, *std::move(problem));
  }
  if (status = CheckIsFirst(transaction, start); !status.ok()) return status;
  return std::move(facts->interaction);
}

// Accepted as it is born, on the form as it is now.
absl::StatusOr<Review> MakeReview(store::Transaction& transaction,
                                  const domain::PlacedInteraction& interaction) {
  const auto sampling = transaction.FindSamplingPolicy();
  if (!sampling.ok()) return sampling.status();
  const auto form = transaction.FindForm(sampling->form_id, 0);
  if (!form.ok()) return form.status();
  if (!*form) return absl::InternalError("the form of reviews is missing");
  Review review;
  review.id = {transaction.NewId()};
  review.interaction = interaction.id;
  review.requester = interaction.agent;
  review.state = Review::State::kAccepted;
  review.origin = Review::Origin::kEvaluation;
  review.form_id = sampling->form_id;
  review.form_version = (*form)->version;
  review.by_leader = true;
  review.requested_at = transaction.Now();
  return review;
}

ReviewTask MakeTask(store::Transaction& transaction, const domain::PlacedInteraction& interaction,
                    const Review& review, domain::UserId evaluator) {
  ReviewTask task;
  task.id = {transaction.NewId()};
  task.review = review.id;
  task.reviewer = evaluator;
  task.as_leader = true;
  task.state = ReviewTask::State::kAccepted;
  task.minutes = domain::ReviewMinutes(interaction.told);
  task.offered_at = transaction.Now();
  task.accepted_at = task.offered_at;
  // By the calendar alone: nobody waits for it.
  task.deadline = {domain::kLongestWait, std::nullopt, task.offered_at + domain::kLongestWait};
  return task;
}

}  // namespace

absl::StatusOr<ReviewTask> StartEvaluation(store::Transaction& transaction, const Policy& policy,
                                           const EvaluationStart& start) {
  const auto interaction = LoadEvaluable(transaction, policy, start);
  if (!interaction.ok()) return interaction.status();
  const auto review = MakeReview(transaction, *interaction);
  if (!review.ok()) return review.status();
  const ReviewTask task = MakeTask(transaction, *interaction, *review, start.evaluator);
  auto status = KeepReview(transaction, policy, *interaction, std::nullopt, *review);
  if (status.ok()) status = KeepReviewTask(transaction, policy, *interaction, *review, task);
  if (!status.ok()) return status;
  return task;
}

}  // namespace aftercall::commands
