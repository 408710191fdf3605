#include "backend/domain/review.h"

#include <gmock/gmock.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "tests/support/make.h"

namespace aftercall::domain {
namespace {

using testing::At;
using ::testing::HasSubstr;
using ::testing::Not;
using State = Review::State;
using M = ReviewMove;
using Actor = ReviewActor;

const char* NameOf(State state) {
  constexpr const char* kNames[] = {"",         "looking",   "offered",      "escalated",
                                    "accepted", "submitted", "acknowledged", "differed",
                                    "closed",   "withdrawn"};
  return kNames[static_cast<int>(state)];
}

const char* NameOf(M move) {
  constexpr const char* kNames[] = {
      "",     "offer", "escalate",    "accept", "decline", "save",     "submit", "lapse",
      "lose", "thank", "acknowledge", "differ", "close",   "withdraw", "lend"};
  return kNames[static_cast<int>(move)];
}

const char* NameOf(Actor actor) {
  constexpr const char* kNames[] = {"", "requester", "reviewer", "rules"};
  return kNames[static_cast<int>(actor)];
}

Review Made(Review::Origin origin, State state) {
  Review review;
  review.origin = origin;
  review.state = state;
  return review;
}
Review Requested(State state) { return Made(Review::Origin::kRequest, state); }

// All that After says of one origin, as people read it.
std::string TableOf(Review::Origin origin) {
  std::string table = "\n";
  for (const State from : kReviewStates) {
    for (const M move : kReviewMoves) {
      for (const Actor actor : kReviewActors) {
        const auto to = After(origin, from, actor, move);
        if (!to) continue;
        absl::StrAppend(&table, NameOf(from), ": ", NameOf(actor), " ", NameOf(move), " -> ",
                        NameOf(*to), "\n");
      }
    }
  }
  return table;
}

// The table as people read it: all that may happen, and by whom. What is not here may not.
constexpr char kTable[] = R"(
looking: rules offer -> offered
looking: rules escalate -> escalated
looking: requester close -> closed
looking: rules withdraw -> withdrawn
offered: reviewer accept -> accepted
offered: reviewer decline -> looking
offered: rules lapse -> looking
offered: rules lose -> looking
offered: requester close -> closed
offered: rules withdraw -> withdrawn
escalated: reviewer accept -> accepted
escalated: reviewer decline -> escalated
escalated: rules lapse -> escalated
escalated: rules lose -> looking
escalated: requester close -> closed
escalated: rules withdraw -> withdrawn
accepted: reviewer decline -> looking
accepted: reviewer save -> accepted
accepted: reviewer submit -> submitted
accepted: rules lapse -> looking
accepted: rules lose -> looking
accepted: requester close -> closed
accepted: rules withdraw -> withdrawn
submitted: requester thank -> submitted
submitted: requester acknowledge -> acknowledged
submitted: requester differ -> differed
submitted: requester lend -> submitted
acknowledged: requester thank -> acknowledged
acknowledged: requester lend -> acknowledged
differed: requester thank -> differed
differed: requester lend -> differed
)";

// An evaluation is born accepted, and nobody else is ever looked for.
constexpr char kTableOfEvaluations[] = R"(
accepted: reviewer decline -> withdrawn
accepted: reviewer save -> accepted
accepted: reviewer submit -> submitted
accepted: rules lapse -> withdrawn
accepted: rules lose -> withdrawn
accepted: rules withdraw -> withdrawn
submitted: requester thank -> submitted
submitted: requester acknowledge -> acknowledged
submitted: requester differ -> differed
acknowledged: requester thank -> acknowledged
differed: requester thank -> differed
)";

TEST(ReviewTable, IsAsPeopleReadIt) {
  EXPECT_EQ(TableOf(Review::Origin::kRequest), kTable);
  EXPECT_EQ(TableOf(Review::Origin::kAnchor), kTable);
  EXPECT_EQ(TableOf(Review::Origin::kEvaluation), kTableOfEvaluations);
}

class OfEachOrigin : public ::testing::TestWithParam<Review::Origin> {};
INSTANTIATE_TEST_SUITE_P(ReviewTable, OfEachOrigin, ::testing::ValuesIn(kReviewOrigins));

TEST_P(OfEachOrigin, EveryPairEitherMovesOrNamesStateMoveAndActor) {
  std::set<std::string> sentences;
  for (const State from : kReviewStates) {
    for (const M move : kReviewMoves) {
      for (const Actor actor : kReviewActors) {
        const auto moved = Move(Made(GetParam(), from), actor, move);
        const auto expected = After(GetParam(), from, actor, move);
        ASSERT_EQ(moved.ok(), expected.has_value()) << NameOf(from) << " " << NameOf(move);
        if (expected) {
          EXPECT_EQ(*moved, *expected);
          continue;
        }
        EXPECT_EQ(moved.status().code(), absl::StatusCode::kFailedPrecondition);
        EXPECT_EQ(wire::ProblemOf(moved.status())->reason, "REVIEW_STATE");
        // The requester may not know whether somebody has been asked.
        if (actor == Actor::kRequester && from == State::kOffered) continue;
        EXPECT_TRUE(sentences.insert(std::string(moved.status().message())).second)
            << moved.status();
      }
    }
  }
}

TEST(ReviewTable, EveryMoveIsOneActorsAlone) {
  for (const M move : kReviewMoves) {
    std::set<Actor> actors;
    for (const Review::Origin origin : kReviewOrigins) {
      for (const State from : kReviewStates) {
        for (const Actor actor : kReviewActors) {
          if (After(origin, from, actor, move)) actors.insert(actor);
        }
      }
    }
    EXPECT_EQ(actors.size(), 1u) << NameOf(move);
  }
}

// Whatever becomes of the evaluator or the interaction, an evaluation ends at once.
TEST(ReviewTable, NobodyElseIsLookedForToEvaluate) {
  for (const M move : kReviewMoves) {
    for (const Actor actor : kReviewActors) {
      const auto to = After(Review::Origin::kEvaluation, State::kAccepted, actor, move);
      if (!to || *to == State::kAccepted || *to == State::kSubmitted) continue;
      EXPECT_EQ(to, State::kWithdrawn) << NameOf(move);
    }
    EXPECT_FALSE(After(Review::Origin::kEvaluation, State::kLooking, Actor::kRules, move));
  }
}

TEST(ReviewTable, ItsAgentKnowsOfWhatTheyAskedForAndOfEvaluationsThatAreThere) {
  EXPECT_TRUE(IsTold(Requested(State::kLooking)));
  Review evaluation = Made(Review::Origin::kEvaluation, State::kAccepted);
  EXPECT_FALSE(IsTold(evaluation));
  evaluation.submitted_at = testing::At(12);
  EXPECT_TRUE(IsTold(evaluation));
  evaluation.origin = Review::Origin::kAnchor;
  EXPECT_FALSE(IsTold(evaluation));
}

TEST(AppealableUntil, IsSevenBusinessDaysLaterOfWhatALeaderSubmitted) {
  Calendar calendar;
  Review review = Made(Review::Origin::kEvaluation, State::kSubmitted);
  review.by_leader = true;
  EXPECT_FALSE(AppealableUntil(review, calendar));
  review.submitted_at = testing::At(12);
  const absl::CivilDay day = calendar.DayOf(*review.submitted_at);
  EXPECT_EQ(AppealableUntil(review, calendar), day + 7);
  // The day is the one of its place.
  EXPECT_EQ(AppealableUntil(review, calendar.In("Pacific/Kiritimati")), day + 8);
  review.by_leader = false;
  EXPECT_FALSE(AppealableUntil(review, calendar)) << "a colleague's is advice";
}

TEST(ReviewTable, WhatIsUnderWayCanAlwaysBeClosedAndNothingElse) {
  for (const State from : kReviewStates) {
    constexpr auto kRequest = Review::Origin::kRequest;
    EXPECT_EQ(After(kRequest, from, Actor::kRequester, M::kClose).has_value(), IsUnderWay(from))
        << NameOf(from);
    EXPECT_EQ(After(kRequest, from, Actor::kRules, M::kWithdraw).has_value(), IsUnderWay(from))
        << NameOf(from);
  }
}

// Whoever does not answer holds nothing up: from every state in which somebody is waited for, the
// rules alone lead back to looking for somebody.
TEST(ReviewTable, NobodyWhoDoesNotAnswerHoldsItUp) {
  for (const State from : {State::kOffered, State::kEscalated, State::kAccepted}) {
    constexpr auto kRequest = Review::Origin::kRequest;
    EXPECT_EQ(After(kRequest, from, Actor::kRules, M::kLose), State::kLooking) << NameOf(from);
    EXPECT_TRUE(After(kRequest, from, Actor::kRules, M::kLapse)) << NameOf(from);
  }
}

TEST(ReviewTable, NobodyIsToldThatSomebodyWasAsked) {
  for (const M move : kReviewMoves) {
    const auto looking = Move(Requested(State::kLooking), Actor::kRequester, move);
    const auto offered = Move(Requested(State::kOffered), Actor::kRequester, move);
    EXPECT_EQ(looking.status().message(), offered.status().message()) << NameOf(move);
  }
  EXPECT_EQ(ShownToRequester(State::kOffered), State::kLooking);
  EXPECT_THAT(Move(Requested(State::kOffered), Actor::kReviewer, M::kSubmit).status().message(),
              HasSubstr("offered"));
}

TEST(ReviewTable, AnonymousIsSaidOfFiveAndMoreColleagues) {
  Review review;
  review.could_be_asked = 4;
  EXPECT_FALSE(IsAnonymous(review));
  review.could_be_asked = 5;
  EXPECT_TRUE(IsAnonymous(review));
  review.by_leader = true;
  EXPECT_FALSE(IsAnonymous(review));
}

TEST_P(OfEachOrigin, ATaskIsMovedOnlyByWhoeverHoldsIt) {
  using Task = ReviewTask::State;
  for (const State from : kReviewStates) {
    for (const Task task : kReviewTaskStates) {
      for (const M move : kReviewMoves) {
        const auto moved = MoveByReviewer(Made(GetParam(), from), task, move);
        const bool holds = move == M::kAccept    ? task == Task::kOffered
                           : move == M::kDecline ? task == Task::kOffered || task == Task::kAccepted
                                                 : task == Task::kAccepted;
        const auto expected =
            holds ? After(GetParam(), from, Actor::kReviewer, move) : std::nullopt;
        ASSERT_EQ(moved.ok(), expected.has_value()) << NameOf(from) << " " << NameOf(move);
        if (expected) {
          EXPECT_EQ(*moved, *expected);
        } else {
          EXPECT_EQ(wire::ProblemOf(moved.status())->reason, "REVIEW_STATE");
        }
      }
    }
  }
}

TEST(ReviewTask, SaysWhatHasBecomeOfIt) {
  using Task = ReviewTask::State;
  EXPECT_THAT(
      MoveByReviewer(Requested(State::kAccepted), Task::kWithdrawn, M::kAccept).status().message(),
      HasSubstr("taken by somebody else"));
  EXPECT_THAT(MoveByReviewer(Made(Review::Origin::kEvaluation, State::kWithdrawn), Task::kLapsed,
                             M::kSubmit)
                  .status()
                  .message(),
              HasSubstr("not submitted in time"));
}

TEST(Deadline, CountsTheTimeInWhichSomebodyIsThere) {
  Deadline deadline{absl::Hours(2), At(9), At(81)};
  EXPECT_EQ(deadline.DueAt(), At(11));
  deadline = Suspend(deadline, At(10));
  EXPECT_EQ(deadline.DueAt(), At(81));
  EXPECT_EQ(Suspend(deadline, At(12)), deadline);
  deadline = Resume(deadline, At(20));
  EXPECT_EQ(deadline.DueAt(), At(21));
  EXPECT_EQ(Resume(deadline, At(20.5)), deadline);
}

TEST(Deadline, EndsAtItsCeilingHoweverLittleSomebodyWasThere) {
  Deadline deadline{absl::Hours(8), std::nullopt, At(72)};
  EXPECT_EQ(deadline.DueAt(), At(72));
  EXPECT_EQ(Resume(deadline, At(70)).DueAt(), At(72));
}

TEST(Deadline, ATellingFromBeforeItsBeginningTakesNothingAndOneTooLateNoMoreThanAll) {
  const Deadline deadline{absl::Hours(2), At(9), At(81)};
  EXPECT_EQ(Suspend(deadline, At(8)).left, absl::Hours(2));
  EXPECT_EQ(Suspend(deadline, At(20)).left, absl::ZeroDuration());
}

TEST(ReviewTask, IsRemindedOfOnceBeforeItsEnd) {
  ReviewTask task;
  task.deadline = {kTimeToAccept, At(9), At(81)};
  EXPECT_EQ(NextAt(task), At(10));
  task.reminded = true;
  EXPECT_EQ(NextAt(task), At(11));
  task.reminded = false;
  task.state = ReviewTask::State::kAccepted;
  task.deadline = {kTimeToReview, At(9), At(81)};
  EXPECT_EQ(NextAt(task), At(13));
  task.deadline.running_since.reset();
  EXPECT_EQ(NextAt(task), At(57)) << "a day before";
}

}  // namespace
}  // namespace aftercall::domain
