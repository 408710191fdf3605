#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/domain/ids.h"
#include "backend/domain/published_form.h"
#include "shared/wire/problem.h"

// An agent's own view of one of their interactions, asked for before they see the customer's.
namespace aftercall::domain {

struct SelfAssessment {
  enum class State {
    kOpen = 1,       // asked; the customer's verdict is sealed
    kSnoozed = 2,    // asked, and put off; sealed
    kRevealed = 3,   // not committed, but the verdict has been seen first
    kCommitted = 4,  // done
    kSkipped = 5,    // the agent would rather not
    kLapsed = 6,     // the time for it is over
    kWithdrawn = 7,  // the interaction became another agent's
  };
  enum class Why { kSample = 1, kRequested = 2 };

  InteractionId interaction;
  UserId agent;
  State state = State::kOpen;
  Why why = Why::kSample;
  // The version that is filled in.
  std::string form_id;
  int form_version = 0;
  absl::Time asked_at;
  absl::Time lapses_at;                // while it is open, snoozed or revealed
  std::optional<absl::Time> wakes_at;  // while it is snoozed
  // By a pause (pause.h): these times stand still since then, and move when it ends; for how long
  // they have stood still before.
  std::optional<absl::Time> frozen_at;
  absl::Duration frozen_for;
  // The verdict was seen before the commit: for ever, and then it is no figure's.
  bool seen_first = false;
  // A leader opened the verdict while it was sealed: for ever. A commit is as after a look then.
  bool leader_opened = false;
  std::optional<absl::Time> committed_at;
  std::string note;  // "one thing I would do differently"; redacted

  friend bool operator==(const SelfAssessment&, const SelfAssessment&) = default;
};

// A score by element id; nothing: "does not apply".
using Scores = std::map<std::string, std::optional<int>>;

// What happens to a self-assessment.
enum class SelfAssessmentMove {
  kSnooze = 1,         // the agent puts it off
  kWake = 2,           // its time has come again
  kReveal = 3,         // the agent looks at the verdict first
  kCommit = 4,         // the agent is done
  kSkip = 5,           // the agent would rather not
  kLapse = 6,          // the time for it is over
  kWithdraw = 7,       // the interaction became another agent's
  kResume = 8,         // the agent wants to do it after all
  kOpenForLeader = 9,  // a leader looks at the verdict, which stays sealed for the agent
};

inline constexpr std::array kSelfAssessmentStates = {
    SelfAssessment::State::kOpen,     SelfAssessment::State::kSnoozed,
    SelfAssessment::State::kRevealed, SelfAssessment::State::kCommitted,
    SelfAssessment::State::kSkipped,  SelfAssessment::State::kLapsed,
    SelfAssessment::State::kWithdrawn};
inline constexpr std::array kSelfAssessmentMoves = {
    SelfAssessmentMove::kSnooze,   SelfAssessmentMove::kWake,   SelfAssessmentMove::kReveal,
    SelfAssessmentMove::kCommit,   SelfAssessmentMove::kSkip,   SelfAssessmentMove::kLapse,
    SelfAssessmentMove::kWithdraw, SelfAssessmentMove::kResume, SelfAssessmentMove::kOpenForLeader};

// The one table of what may follow what: the state after `move`; nothing where the move is not one
// of this state.
std::optional<SelfAssessment::State> After(SelfAssessment::State state, SelfAssessmentMove move);

// As After; FAILED_PRECONDITION that names state and move where it is none.
absl::StatusOr<SelfAssessment::State> Move(SelfAssessment::State state, SelfAssessmentMove move);

// Whether the customer's verdict is sealed while it is in this state.
bool IsSealing(SelfAssessment::State state);
// Whether the agent may still do something about it without asking for it anew.
bool IsOpen(SelfAssessment::State state);

// What is wrong with `scores`, if anything: an element that the form does not have, a score that is
// not on its scale, "does not apply" where it always does, or one of the quick elements left out.
// Fields are "scores[need]".
std::optional<wire::Problem> CheckScores(const forms::Form& form, const Scores& scores);

}  // namespace aftercall::domain
