#include "backend/commands/pause.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/commands/paused.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/taken.h"
#include "backend/commands/tell_assessment.h"
#include "backend/commands/tell_review.h"
#include "backend/domain/limits.h"

namespace aftercall::commands {
namespace {

using domain::Pause;

// More than run at once anywhere.
constexpr size_t kAllPauses = 100000;

absl::Status CheckPause(store::Transaction& transaction, const PauseTarget& target,
                        absl::Duration duration) {
  if (duration <= absl::ZeroDuration() || duration > domain::kLongestPause) {
    return Refuse({"PAUSE_INVALID", "duration", absl::FormatDuration(duration),
                   "A pause is longer than nothing and at most twelve hours long."});
  }
  if (!target.team) {
    auto problem = domain::CheckIdentifier("queue", target.queue, domain::kNameCharacters);
    return problem ? Refuse(*std::move(problem)) : absl::OkStatus();
  }
  const auto team = transaction.FindTeam(target.team);
  if (!team.ok()) return team.status();
  if (*team) return absl::OkStatus();
  return wire::ToStatus(absl::StatusCode::kNotFound,
                        {"NOT_FOUND", "team", "", "There is no such team."});
}

absl::StatusOr<std::optional<Pause>> FindRunning(store::Transaction& transaction,
                                                 const PauseTarget& target) {
  const auto pauses = transaction.ListPauses();
  if (!pauses.ok()) return pauses.status();
  for (const Pause& pause : *pauses) {
    if (target.team ? pause.team == target.team : !pause.team && pause.queue == target.queue) {
      return pause;
    }
  }
  return std::nullopt;
}

// Whoever sees on their screen whether a team is paused.
absl::Status TouchTeam(store::Transaction& transaction, domain::TeamId id) {
  if (!id) return absl::OkStatus();
  const auto team = transaction.FindTeam(id);
  if (!team.ok()) return team.status();
  const auto members = transaction.FindMembers(id);
  if (!members.ok()) return members.status();
  for (const auto member : *members) transaction.TouchStanding(member);
  if (!*team) return absl::OkStatus();
  for (const auto leader : (*team)->leaders) transaction.TouchStanding(leader);
  return absl::OkStatus();
}

// What people were asked and have not answered.
struct OpenWork {
  std::vector<domain::SelfAssessment> assessments;
  std::vector<domain::ReviewTask> tasks;
};

template <typename T>
absl::Status AddTo(std::vector<T>& all, absl::StatusOr<std::vector<T>> more) {
  if (!more.ok()) return more.status();
  all.insert(all.end(), more->begin(), more->end());
  return absl::OkStatus();
}

absl::StatusOr<OpenWork> LoadWorkOf(store::Transaction& transaction, const Pause& pause) {
  OpenWork work;
  absl::Status status;
  if (!pause.team) {
    status = AddTo(work.assessments, transaction.ListOpenSelfAssessmentsOfQueue(pause.queue));
    status.Update(AddTo(work.tasks, transaction.ListOpenReviewTasksOfQueue(pause.queue)));
    if (!status.ok()) return status;
    return work;
  }
  const auto members = transaction.FindMembers(pause.team);
  if (!members.ok()) return members.status();
  for (const auto member : *members) {
    status.Update(AddTo(work.assessments, transaction.ListOpenSelfAssessments(member)));
    status.Update(AddTo(work.tasks, transaction.ListOpenReviewTasks(member)));
  }
  if (!status.ok()) return status;
  return work;
}

absl::Status FreezeWork(store::Transaction& transaction, const Pause& pause) {
  const auto work = LoadWorkOf(transaction, pause);
  if (!work.ok()) return work.status();
  for (const auto& assessment : work->assessments) {
    auto status = transaction.PutSelfAssessment(domain::Freeze(assessment, transaction.Now()));
    if (!status.ok()) return status;
  }
  for (domain::ReviewTask task : work->tasks) {
    task.deadline = domain::Freeze(task.deadline, transaction.Now());
    if (auto status = transaction.PutReviewTask(task); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ThawAssessment(store::Transaction& transaction,
                            const domain::SelfAssessment& assessment, absl::Time at) {
  const auto facts = transaction.LoadFacts(assessment.interaction);
  if (!facts.ok()) return facts.status();
  const auto still = PausedUntil(transaction, assessment.agent, facts->interaction.told.queue, at);
  if (!still.ok()) return still.status();
  if (*still) return absl::OkStatus();
  const auto thawed = domain::Thaw(assessment, at);
  auto status = transaction.PutSelfAssessment(thawed);
  return status.ok() ? TellSelfAssessment(transaction, thawed, facts->interaction) : status;
}

absl::Status ThawTask(store::Transaction& transaction, const Policy& policy,
                      domain::ReviewTask task, absl::Time at) {
  const auto found = LoadReviewCase(transaction, task.review);
  if (!found.ok()) return found.status();
  const auto still = PausedUntil(transaction, task.reviewer, found->interaction.told.queue, at);
  if (!still.ok()) return still.status();
  if (*still) return absl::OkStatus();
  task.deadline = domain::Thaw(task.deadline, at);
  return KeepReviewTask(transaction, policy, found->interaction, found->review, task);
}

// Whatever stands still and is covered by no other pause goes on. All of it is looked at, since
// people change teams and interactions are corrected while they are paused.
absl::Status ThawWork(store::Transaction& transaction, const Policy& policy, absl::Time at) {
  const auto assessments = transaction.ListFrozenSelfAssessments();
  if (!assessments.ok()) return assessments.status();
  for (const auto& assessment : *assessments) {
    auto status = ThawAssessment(transaction, assessment, at);
    if (!status.ok()) return status;
  }
  const auto tasks = transaction.ListFrozenReviewTasks();
  if (!tasks.ok()) return tasks.status();
  for (const auto& task : *tasks) {
    if (auto status = ThawTask(transaction, policy, task, at); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// `pause` ends at `at`: what it held back goes on.
absl::Status End(store::Transaction& transaction, const Policy& policy, Pause& pause,
                 absl::Time at) {
  pause.ended_at = at;
  auto status = transaction.PutPause(pause);
  if (status.ok()) status = ThawWork(transaction, policy, at);
  if (status.ok()) status = transaction.LookForReviewersAt(transaction.Now());
  return status.ok() ? TouchTeam(transaction, pause.team) : status;
}

}  // namespace

absl::StatusOr<Pause> StartPause(store::Transaction& transaction, const Policy& policy,
                                 domain::UserId by, const PauseTarget& target,
                                 absl::Duration duration) {
  if (auto status = CheckPause(transaction, target, duration); !status.ok()) return status;
  // So that what runs really runs.
  const auto ended = RunDuePauses(transaction, policy, kAllPauses);
  if (!ended.ok()) return ended.status();
  const absl::Time now = transaction.Now();
  const auto running = FindRunning(transaction, target);
  if (!running.ok()) return running.status();
  Pause pause;
  if (*running) {
    pause = **running;
  } else {
    pause.id = {transaction.NewId()};
    pause.team = target.team;
    if (!target.team) pause.queue = target.queue;
    pause.started_at = now;
  }
  pause.by = by;
  pause.ends_at = std::max(pause.ends_at, now + duration);
  auto status = transaction.PutPause(pause);
  if (status.ok()) status = FreezeWork(transaction, pause);
  if (status.ok()) status = TouchTeam(transaction, pause.team);
  if (!status.ok()) return status;
  return pause;
}

absl::StatusOr<std::optional<Pause>> EndPause(store::Transaction& transaction, const Policy& policy,
                                              const PauseTarget& target) {
  const auto ended = RunDuePauses(transaction, policy, kAllPauses);
  if (!ended.ok()) return ended.status();
  auto running = FindRunning(transaction, target);
  if (!running.ok() || !*running) return running;
  if (auto status = End(transaction, policy, **running, transaction.Now()); !status.ok()) {
    return status;
  }
  return running;
}

absl::StatusOr<size_t> RunDuePauses(store::Transaction& transaction, const Policy& policy,
                                    size_t limit) {
  const auto pauses = transaction.ListPauses();
  if (!pauses.ok()) return pauses.status();
  size_t ended = 0;
  for (Pause pause : *pauses) {
    if (pause.ends_at > transaction.Now() || ended == limit) break;
    // It was over then, whenever somebody comes to look.
    auto status = End(transaction, policy, pause, pause.ends_at);
    if (!status.ok()) return status;
    ++ended;
  }
  return ended;
}

}  // namespace aftercall::commands
