#include "backend/domain/review.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

namespace aftercall::domain {
namespace {

using State = Review::State;
using M = ReviewMove;

constexpr auto kRequester = ReviewActor::kRequester;
constexpr auto kReviewer = ReviewActor::kReviewer;
constexpr auto kRules = ReviewActor::kRules;

struct Transition {
  State from;
  ReviewActor actor;
  M move;
  State to;
};

constexpr Transition kTable[] = {
    {State::kLooking, kRules, M::kOffer, State::kOffered},
    {State::kLooking, kRules, M::kEscalate, State::kEscalated},
    {State::kLooking, kRequester, M::kClose, State::kClosed},
    {State::kLooking, kRules, M::kWithdraw, State::kWithdrawn},

    {State::kOffered, kReviewer, M::kAccept, State::kAccepted},
    {State::kOffered, kReviewer, M::kDecline, State::kLooking},
    {State::kOffered, kRules, M::kLapse, State::kLooking},
    {State::kOffered, kRules, M::kLose, State::kLooking},
    {State::kOffered, kRequester, M::kClose, State::kClosed},
    {State::kOffered, kRules, M::kWithdraw, State::kWithdrawn},

    {State::kEscalated, kReviewer, M::kAccept, State::kAccepted},
    // The other leaders are still asked; after the last of them it is lost.
    {State::kEscalated, kReviewer, M::kDecline, State::kEscalated},
    {State::kEscalated, kRules, M::kLapse, State::kEscalated},
    {State::kEscalated, kRules, M::kLose, State::kLooking},
    {State::kEscalated, kRequester, M::kClose, State::kClosed},
    {State::kEscalated, kRules, M::kWithdraw, State::kWithdrawn},

    {State::kAccepted, kReviewer, M::kSave, State::kAccepted},
    {State::kAccepted, kReviewer, M::kSubmit, State::kSubmitted},
    {State::kAccepted, kReviewer, M::kDecline, State::kLooking},
    {State::kAccepted, kRules, M::kLapse, State::kLooking},
    {State::kAccepted, kRules, M::kLose, State::kLooking},
    {State::kAccepted, kRequester, M::kClose, State::kClosed},
    {State::kAccepted, kRules, M::kWithdraw, State::kWithdrawn},

    {State::kSubmitted, kRequester, M::kThank, State::kSubmitted},
    {State::kSubmitted, kRequester, M::kAcknowledge, State::kAcknowledged},
    {State::kSubmitted, kRequester, M::kDiffer, State::kDiffered},
    {State::kAcknowledged, kRequester, M::kThank, State::kAcknowledged},
    {State::kDiffered, kRequester, M::kThank, State::kDiffered},
    {State::kSubmitted, kRequester, M::kLend, State::kSubmitted},
    {State::kAcknowledged, kRequester, M::kLend, State::kAcknowledged},
    {State::kDiffered, kRequester, M::kLend, State::kDiffered},
};

// An evaluation is its evaluator's alone: nobody else is looked for.
constexpr Transition kEvaluationTable[] = {
    {State::kAccepted, kReviewer, M::kSave, State::kAccepted},
    {State::kAccepted, kReviewer, M::kSubmit, State::kSubmitted},
    {State::kAccepted, kReviewer, M::kDecline, State::kWithdrawn},
    {State::kAccepted, kRules, M::kLapse, State::kWithdrawn},
    {State::kAccepted, kRules, M::kLose, State::kWithdrawn},
    {State::kAccepted, kRules, M::kWithdraw, State::kWithdrawn},

    {State::kSubmitted, kRequester, M::kThank, State::kSubmitted},
    {State::kSubmitted, kRequester, M::kAcknowledge, State::kAcknowledged},
    {State::kSubmitted, kRequester, M::kDiffer, State::kDiffered},
    {State::kAcknowledged, kRequester, M::kThank, State::kAcknowledged},
    {State::kDiffered, kRequester, M::kThank, State::kDiffered},
};

absl::Span<const Transition> TableOf(Review::Origin origin) {
  if (origin == Review::Origin::kEvaluation) return kEvaluationTable;
  return kTable;
}

const char* Words(State state) {
  switch (state) {
    case State::kLooking:
      return "being looked for";
    case State::kOffered:
      return "offered to a colleague";
    case State::kEscalated:
      return "with the leaders";
    case State::kAccepted:
      return "being written";
    case State::kSubmitted:
      return "submitted";
    case State::kAcknowledged:
      return "acknowledged";
    case State::kDiffered:
      return "answered with another view";
    case State::kClosed:
      return "closed";
    case State::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

const char* Words(M move) {
  switch (move) {
    case M::kOffer:
      return "offered";
    case M::kEscalate:
      return "given to leaders";
    case M::kAccept:
      return "accepted";
    case M::kDecline:
      return "declined";
    case M::kSave:
      return "saved";
    case M::kSubmit:
      return "submitted";
    case M::kLapse:
      return "lapsed";
    case M::kLose:
      return "lost";
    case M::kThank:
      return "thanked for";
    case M::kAcknowledge:
      return "acknowledged";
    case M::kDiffer:
      return "differed from";
    case M::kClose:
      return "closed";
    case M::kWithdraw:
      return "withdrawn";
    case M::kLend:
      return "lent to others";
  }
  return "";
}

const char* Words(ReviewActor actor, Review::Origin origin) {
  switch (actor) {
    case ReviewActor::kRequester:
      return origin == Review::Origin::kEvaluation ? "by the agent" : "by whoever asked for it";
    case ReviewActor::kReviewer:
      return "by a reviewer";
    case ReviewActor::kRules:
      return "by itself";
  }
  return "";
}

const char* Words(ReviewTask::State state, Review::Origin origin) {
  switch (state) {
    case ReviewTask::State::kOffered:
      return "is offered to you";
    case ReviewTask::State::kAccepted:
      return "is accepted by you";
    case ReviewTask::State::kSubmitted:
      return "is submitted";
    case ReviewTask::State::kDeclined:
      return "was declined by you";
    case ReviewTask::State::kLapsed:
      return origin == Review::Origin::kEvaluation
                 ? "is no longer open, since it was not submitted in time"
                 : "went to somebody else, since your time for it was over";
    case ReviewTask::State::kWithdrawn:
      return "was taken by somebody else, or is no longer wanted";
  }
  return "";
}

}  // namespace

std::optional<State> After(Review::Origin origin, State state, ReviewActor actor, M move) {
  for (const Transition& transition : TableOf(origin)) {
    if (transition.from == state && transition.actor == actor && transition.move == move) {
      return transition.to;
    }
  }
  return std::nullopt;
}

absl::StatusOr<State> Move(const Review& review, ReviewActor actor, M move) {
  if (const auto next = After(review.origin, review.state, actor, move)) return *next;
  const State shown =
      actor == ReviewActor::kRequester ? ShownToRequester(review.state) : review.state;
  return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                        {"REVIEW_STATE", "name", "",
                         absl::StrCat("This review is ", Words(shown), "; it cannot be ",
                                      Words(move), " now ", Words(actor, review.origin), ".")});
}

State ShownToRequester(State state) { return state == State::kOffered ? State::kLooking : state; }

bool IsTold(const Review& review) {
  return review.origin == Review::Origin::kRequest ||
         (review.origin == Review::Origin::kEvaluation && review.submitted_at);
}

std::optional<absl::CivilDay> AppealableUntil(const Review& review, const Calendar& calendar) {
  if (!review.submitted_at || !review.by_leader) return std::nullopt;
  return calendar.DayOf(*review.submitted_at) + kDaysToAppealReview;
}

bool IsUnderWay(State state) {
  return state == State::kLooking || state == State::kOffered || state == State::kEscalated ||
         state == State::kAccepted;
}

bool IsAnonymous(const Review& review) {
  return !review.by_leader && review.could_be_asked >= kFewestForAnonymous;
}

absl::Time Deadline::DueAt() const {
  return running_since ? std::min(*running_since + left, latest) : latest;
}

Deadline Resume(Deadline deadline, absl::Time at) {
  if (!deadline.running_since) deadline.running_since = at;
  return deadline;
}

Deadline Suspend(Deadline deadline, absl::Time at) {
  if (!deadline.running_since) return deadline;
  const absl::Time ran_until = std::min(at, deadline.frozen_at.value_or(at));
  // A state may be told late, and clocks are set.
  const absl::Duration ran = std::max(ran_until - *deadline.running_since, absl::ZeroDuration());
  deadline.left = std::max(deadline.left - ran, absl::ZeroDuration());
  deadline.running_since.reset();
  return deadline;
}

absl::StatusOr<State> MoveByReviewer(const Review& review, ReviewTask::State task, M move) {
  const bool fits = move == M::kAccept    ? task == ReviewTask::State::kOffered
                    : move == M::kDecline ? IsOpen(task)
                                          : task == ReviewTask::State::kAccepted;
  if (fits) return Move(review, ReviewActor::kReviewer, move);
  return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                        {"REVIEW_STATE", "name", "",
                         absl::StrCat("This review ", Words(task, review.origin), "; it cannot be ",
                                      Words(move), " now.")});
}

bool IsOpen(ReviewTask::State state) {
  return state == ReviewTask::State::kOffered || state == ReviewTask::State::kAccepted;
}

absl::Time RemindAt(const ReviewTask& task) {
  const absl::Duration whole =
      task.state == ReviewTask::State::kAccepted ? kTimeToReview : kTimeToAccept;
  // Who is not known to be there gets a day's notice.
  const absl::Duration notice = task.deadline.running_since ? whole / 2 : absl::Hours(24);
  return task.deadline.DueAt() - notice;
}

absl::Time NextAt(const ReviewTask& task) {
  if (task.deadline.frozen_at) return absl::InfiniteFuture();
  return task.reminded ? task.deadline.DueAt() : RemindAt(task);
}

}  // namespace aftercall::domain
