#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "backend/domain/ids.h"
#include "backend/domain/review.h"
#include "backend/domain/self_assessment.h"

// Leaders pause prompts and requests when the floor is under load: for a while nobody is asked
// anything, and due times stand still.
namespace aftercall::domain {

struct Pause {
  PauseId id;
  TeamId team;        // of the people whose main team it is; none: of a queue
  std::string queue;  // of what came in there
  UserId by;          // who started it, or extended it last
  absl::Time started_at;
  absl::Time ends_at;                  // by itself
  std::optional<absl::Time> ended_at;  // nothing: nobody has looked since it ended, or it runs

  friend bool operator==(const Pause&, const Pause&) = default;
};

// A pause has an end, so that none is forgotten.
inline constexpr absl::Duration kUsualPause = absl::Hours(4);
inline constexpr absl::Duration kLongestPause = absl::Hours(12);

// Until when those who are in `team` (none: in no team) are asked nothing about what came in at
// `queue`, as of `at`: the latest end of the pauses that hold then. Nothing where none does.
std::optional<absl::Time> PausedUntil(absl::Span<const Pause> pauses, TeamId team,
                                      absl::string_view queue, absl::Time at);

// Due times stand still from `at` on; nothing changes where they do already.
SelfAssessment Freeze(SelfAssessment assessment, absl::Time at);
Deadline Freeze(Deadline deadline, absl::Time at);

// They go on at `at`, later by as long as they stood still; nothing changes where they run.
SelfAssessment Thaw(SelfAssessment assessment, absl::Time at);
Deadline Thaw(Deadline deadline, absl::Time at);

}  // namespace aftercall::domain
