#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/domain/calendar.h"
#include "backend/domain/ids.h"
#include "shared/wire/problem.h"

// Buddy review: an agent asks for a second pair of eyes on one of their interactions, and a
// colleague looks at it without knowing whose it is, what the agent thinks of it or what the
// customer said. And evaluations: whoever leads the agent, or analyses quality, reviews an
// interaction without being asked, and signs it.
namespace aftercall::domain {

struct Review {
  enum class State {
    kLooking = 1,       // nobody is asked at the moment
    kOffered = 2,       // a colleague is asked
    kEscalated = 3,     // leaders are asked; the first to accept takes it
    kAccepted = 4,      // somebody is at it
    kSubmitted = 5,     // it is there
    kAcknowledged = 6,  // the requester has taken note
    kDiffered = 7,      // the requester sees it differently
    kClosed = 8,        // the requester does without it
    kWithdrawn = 9,     // the interaction became another's, or the requester has left; of an
                        // evaluation, it was given up or not submitted in time, too
  };
  // How it came about.
  enum class Origin {
    kRequest = 1,     // its agent asked for it
    kAnchor = 2,      // another one of what was lent (anchor.h); its agent does not get the result
    kEvaluation = 3,  // the reviewer began it; its agent is told once it is submitted
  };

  ReviewId id;
  InteractionId interaction;
  UserId requester;  // whose interaction it is; nobody asked where the origin says so
  State state = State::kLooking;
  Origin origin = Origin::kRequest;
  // The version that is filled in.
  std::string form_id;
  int form_version = 0;
  std::string question;                 // what the requester wants to know; redacted
  std::vector<std::string> elements;    // ids of those that matter; none: no one in particular
  std::vector<absl::Duration> moments;  // into the recording
  std::vector<UserId> unwanted;         // whom not to ask
  bool by_leader = false;               // leaders are asked, or one is at it
  int could_be_asked = 0;               // people among whom it went to whoever is asked
  absl::Time requested_at;
  std::optional<absl::Time> look_at;  // while it is looked for: when again
  std::optional<absl::Time> submitted_at;
  std::optional<absl::Time> answered_at;  // acknowledged or differed
  std::string answer;                     // how the requester sees it; redacted
  bool thanked = false;
  // The requester lets others review the same interaction, so that it can be seen how strictly
  // people score.
  bool lent = false;
  // An appeal against it was upheld: its scores have left the agent's own figures, for ever.
  bool appeal_upheld = false;

  friend bool operator==(const Review&, const Review&) = default;
};

// What happens to a review.
enum class ReviewMove {
  kOffer = 1,
  kEscalate = 2,
  kAccept = 3,
  kDecline = 4,
  kSave = 5,
  kSubmit = 6,
  kLapse = 7,  // the time of whoever was asked is over
  kLose = 8,   // nobody of those asked is left
  kThank = 9,
  kAcknowledge = 10,
  kDiffer = 11,
  kClose = 12,
  kWithdraw = 13,
  kLend = 14,  // lent to others, or not any more
};

// Who makes a move: the agent whose interaction it is, whoever was asked, or nobody but the rules.
enum class ReviewActor { kRequester = 1, kReviewer = 2, kRules = 3 };

inline constexpr std::array kReviewOrigins = {Review::Origin::kRequest, Review::Origin::kAnchor,
                                              Review::Origin::kEvaluation};
inline constexpr std::array kReviewStates = {
    Review::State::kLooking,  Review::State::kOffered,   Review::State::kEscalated,
    Review::State::kAccepted, Review::State::kSubmitted, Review::State::kAcknowledged,
    Review::State::kDiffered, Review::State::kClosed,    Review::State::kWithdrawn};
inline constexpr std::array kReviewMoves = {
    ReviewMove::kOffer,    ReviewMove::kEscalate,    ReviewMove::kAccept, ReviewMove::kDecline,
    ReviewMove::kSave,     ReviewMove::kSubmit,      ReviewMove::kLapse,  ReviewMove::kLose,
    ReviewMove::kThank,    ReviewMove::kAcknowledge, ReviewMove::kDiffer, ReviewMove::kClose,
    ReviewMove::kWithdraw, ReviewMove::kLend};
inline constexpr std::array kReviewActors = {ReviewActor::kRequester, ReviewActor::kReviewer,
                                             ReviewActor::kRules};

// The one table of what may follow what, and by whom: the state after `move`; nothing where the
// move is not one of this state or not one of this actor.
std::optional<Review::State> After(Review::Origin origin, Review::State state, ReviewActor actor,
                                   ReviewMove move);

// As After; FAILED_PRECONDITION that names state and move where it is none. A requester is not told
// more of the state than ShownToRequester.
absl::StatusOr<Review::State> Move(const Review& review, ReviewActor actor, ReviewMove move);

// The state as its requester may know it: nobody is told that somebody was asked and declined.
Review::State ShownToRequester(Review::State state);

// Whether the agent whose interaction it is may know of it.
bool IsTold(const Review& review);

// The last business day on which its agent may appeal it; nothing where they may not: it is not
// submitted, or it is a colleague's, which is advice. By day, since the time of a leader without a
// name is not told. `calendar` is the one by which the interaction was placed.
std::optional<absl::CivilDay> AppealableUntil(const Review& review, const Calendar& calendar);
inline constexpr int kDaysToAppealReview = 7;

// Whether it waits for somebody to review it.
bool IsUnderWay(Review::State state);

// From how many on nobody can guess who it was.
inline constexpr int kFewestForAnonymous = 5;

// Whether it may be said that the reviewer stays anonymous.
bool IsAnonymous(const Review& review);

// Until when somebody may take: as long as they are there for `left` in all, at the latest until
// `latest`.
struct Deadline {
  absl::Duration left;
  std::optional<absl::Time> running_since;  // nothing: they are not there, or nobody tells
  absl::Time latest;
  // By a pause (pause.h): it stands still since then, and what it says moves when that ends.
  std::optional<absl::Time> frozen_at = std::nullopt;

  absl::Time DueAt() const;
  friend bool operator==(const Deadline&, const Deadline&) = default;
};

// They are there from `at` on; they have gone at `at`. Nothing changes where that is known already.
Deadline Resume(Deadline deadline, absl::Time at);
Deadline Suspend(Deadline deadline, absl::Time at);

// One person's part in a review: they were asked.
struct ReviewTask {
  enum class State {
    kOffered = 1,    // asked
    kAccepted = 2,   // at it
    kSubmitted = 3,  // done
    kDeclined = 4,   // would rather not
    kLapsed = 5,     // the time for it is over
    kWithdrawn = 6,  // no longer needed: somebody else took it, or nobody wants it any more
  };

  ReviewTaskId id;
  ReviewId review;
  UserId reviewer;
  bool as_leader = false;
  State state = State::kOffered;
  int minutes = 0;  // that it will take about
  absl::Time offered_at;
  Deadline deadline;
  bool reminded = false;
  std::string decline_reason;  // redacted
  std::optional<absl::Time> accepted_at;
  std::optional<absl::Time> submitted_at;
  // Whether the reviewer opened the recording or the text; nothing where their program cannot tell.
  std::optional<bool> opened;

  friend bool operator==(const ReviewTask&, const ReviewTask&) = default;
};

inline constexpr std::array kReviewTaskStates = {
    ReviewTask::State::kOffered,  ReviewTask::State::kAccepted, ReviewTask::State::kSubmitted,
    ReviewTask::State::kDeclined, ReviewTask::State::kLapsed,   ReviewTask::State::kWithdrawn};

bool IsOpen(ReviewTask::State state);

// Move by somebody who was asked: as Move, and FAILED_PRECONDITION that says what has become of
// their task where it is no longer one for `move`.
absl::StatusOr<Review::State> MoveByReviewer(const Review& review, ReviewTask::State task,
                                             ReviewMove move);

// When something is to happen to an open task: a reminder half of the way to its end, then its end;
// never while it is frozen.
absl::Time NextAt(const ReviewTask& task);
absl::Time RemindAt(const ReviewTask& task);

// How long whoever is asked may take, of time in which they are there.
inline constexpr absl::Duration kTimeToAccept = absl::Hours(2);
inline constexpr absl::Duration kTimeToReview = absl::Hours(8);
// … and by the calendar.
inline constexpr absl::Duration kLongestWait = absl::Hours(72);
// A leader who has not looked for so long is absent.
inline constexpr absl::Duration kLeaderAbsent = absl::Hours(48);

}  // namespace aftercall::domain
