#pragma once

#include <array>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/domain/ids.h"

// Appeals: an agent contests a customer's verdict, or what a leader or a quality analyst wrote,
// before somebody who never evaluated that interaction. What is upheld leaves the agent's figure
// and stays in the total; the answer or the review itself stays as it was.
namespace aftercall::domain {

struct Appeal {
  enum class State {
    kLooking = 1,    // nobody is asked at the moment
    kOffered = 2,    // arbiters are asked; the first to take it has it
    kTaken = 3,      // an arbiter is at it
    kUpheld = 4,     // the agent is right
    kDeclined = 5,   // what is contested stays as it is
    kWithdrawn = 6,  // by the agent; or what is contested is no longer theirs, or they have left
  };

  AppealId id;
  // What is contested, of this interaction and agent: the answer that counts of a question; or a
  // review, and no question is named then.
  InteractionId interaction;
  std::string question_id;
  ReviewId review;
  UserId agent;
  State state = State::kLooking;
  std::string reason;  // redacted
  absl::Time opened_at;
  std::optional<absl::Time> look_at;  // while nobody is asked: when to look again
  std::optional<absl::Time> decided_at;
  std::string decision;  // the arbiter's reason; redacted

  friend bool operator==(const Appeal&, const Appeal&) = default;
};

// What happens to an appeal.
enum class AppealMove {
  kOffer = 1,
  kTake = 2,
  kUphold = 3,
  kDecline = 4,
  kLapse = 5,     // the time of whoever was asked is over
  kLose = 6,      // nobody of those asked is left
  kWithdraw = 7,  // the agent does without
  kVoid = 8,      // there is nothing to decide any more
};

// Who makes a move: the agent whose verdict it is, whoever is asked to decide, or nobody but the
// rules.
enum class AppealActor { kAgent = 1, kArbiter = 2, kRules = 3 };

inline constexpr std::array kAppealStates = {Appeal::State::kLooking,  Appeal::State::kOffered,
                                             Appeal::State::kTaken,    Appeal::State::kUpheld,
                                             Appeal::State::kDeclined, Appeal::State::kWithdrawn};
inline constexpr std::array kAppealMoves = {
    AppealMove::kOffer, AppealMove::kTake, AppealMove::kUphold,   AppealMove::kDecline,
    AppealMove::kLapse, AppealMove::kLose, AppealMove::kWithdraw, AppealMove::kVoid};
inline constexpr std::array kAppealActors = {AppealActor::kAgent, AppealActor::kArbiter,
                                             AppealActor::kRules};

// The one table of what may follow what, and by whom: the state after `move`; nothing where the
// move is not one of this state or not one of this actor.
std::optional<Appeal::State> After(Appeal::State state, AppealActor actor, AppealMove move);

// As After; FAILED_PRECONDITION that names state and move where it is none. An agent is not told
// more of the state than ShownToAgent.
absl::StatusOr<Appeal::State> Move(Appeal::State state, AppealActor actor, AppealMove move);

// The state as the agent may know it: whether somebody has been asked yet says who it may be.
Appeal::State ShownToAgent(Appeal::State state);

// Whether it waits to be decided.
bool IsUnderWay(Appeal::State state);

// One person's part in an appeal: they were asked to decide it.
struct AppealTask {
  enum class State {
    kOffered = 1,    // asked
    kTaken = 2,      // at it
    kDecided = 3,    // done
    kLapsed = 4,     // the time for it is over
    kWithdrawn = 5,  // no longer needed: somebody else took it, or there is nothing to decide
  };

  AppealTaskId id;
  AppealId appeal;
  UserId arbiter;
  State state = State::kOffered;
  absl::Time offered_at;
  absl::Time due_at;  // when it goes to somebody else

  friend bool operator==(const AppealTask&, const AppealTask&) = default;
};

inline constexpr std::array kAppealTaskStates = {
    AppealTask::State::kOffered, AppealTask::State::kTaken, AppealTask::State::kDecided,
    AppealTask::State::kLapsed, AppealTask::State::kWithdrawn};

bool IsOpen(AppealTask::State state);

// Move by somebody who was asked: as Move, and FAILED_PRECONDITION that says what has become of
// their task where it is no longer one for `move`.
absl::StatusOr<Appeal::State> MoveByArbiter(Appeal::State state, AppealTask::State task,
                                            AppealMove move);

// Until when a verdict may be appealed, from when its answer came in.
inline constexpr absl::Duration kTimeToAppeal = absl::Hours(7 * 24);
// Whoever is asked and has not taken it for so long is absent …
inline constexpr absl::Duration kTimeToTake = absl::Hours(48);
// … and whoever took it has so long to decide.
inline constexpr absl::Duration kTimeToDecide = absl::Hours(72);

}  // namespace aftercall::domain
