#include "backend/domain/pause.h"

#include <algorithm>

namespace aftercall::domain {
namespace {

bool Covers(const Pause& pause, TeamId team, absl::string_view queue) {
  return pause.team ? pause.team == team : !queue.empty() && pause.queue == queue;
}

// Clocks are set.
absl::Duration StoodStill(absl::Time since, absl::Time until) {
  return std::max(until - since, absl::ZeroDuration());
}

}  // namespace

std::optional<absl::Time> PausedUntil(absl::Span<const Pause> pauses, TeamId team,
                                      absl::string_view queue, absl::Time at) {
  std::optional<absl::Time> until;
  for (const Pause& pause : pauses) {
    const absl::Time end = pause.ended_at.value_or(pause.ends_at);
    if (at < pause.started_at || at >= end || !Covers(pause, team, queue)) continue;
    until = std::max(until.value_or(end), end);
  }
  return until;
}

SelfAssessment Freeze(SelfAssessment assessment, absl::Time at) {
  if (!assessment.frozen_at) assessment.frozen_at = at;
  return assessment;
}

Deadline Freeze(Deadline deadline, absl::Time at) {
  if (!deadline.frozen_at) deadline.frozen_at = at;
  return deadline;
}

SelfAssessment Thaw(SelfAssessment assessment, absl::Time at) {
  if (!assessment.frozen_at) return assessment;
  const absl::Duration stood = StoodStill(*assessment.frozen_at, at);
  assessment.lapses_at += stood;
  if (assessment.wakes_at) *assessment.wakes_at += stood;
  assessment.frozen_for += stood;
  assessment.frozen_at.reset();
  return assessment;
}

Deadline Thaw(Deadline deadline, absl::Time at) {
  if (!deadline.frozen_at) return deadline;
  deadline.latest += StoodStill(*deadline.frozen_at, at);
  if (deadline.running_since) {
    // Who came while it stood still has used nothing yet.
    *deadline.running_since +=
        StoodStill(std::max(*deadline.frozen_at, *deadline.running_since), at);
  }
  deadline.frozen_at.reset();
  return deadline;
}

}  // namespace aftercall::domain
