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

TEST(ReviewTable, IsAsPeopleReadIt) {
  std::string table = "\n";
  for (const State from : kReviewStates) {
    for (const M move : kReviewMoves) {
      for (const Actor actor : kReviewActors) {
        const auto to = After(from, actor, move);
        if (!to) continue;
        absl::StrAppend(&table, NameOf(from), ": ", NameOf(actor), " ", NameOf(move), " -> ",
                        NameOf(*to), "\n");
      }
    }
  }
  EXPECT_EQ(table, kTable);
}

TEST(ReviewTable, EveryPairEitherMovesOrNamesStateMoveAndActor) {
  std::set<std::string> sentences;
  for (const State from : kReviewStates) {
    for (const M move : kReviewMoves) {
      for (const Actor actor : kReviewActors) {
        const auto moved = Move(from, actor, move);
        const auto expected = After(from, actor, move);
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
    for (const State from : kReviewStates) {
      for (const Actor actor : kReviewActors) {
        if (After(from, actor, move)) actors.insert(actor);
      }
    }
    EXPECT_EQ(actors.size(), 1u) << NameOf(move);
  }
}

TEST(ReviewTable, WhatIsUnderWayCanAlwaysBeClosedAndNothingElse) {
  for (const State from : kReviewStates) {
    EXPECT_EQ(After(from, Actor::kRequester, M::kClose).has_value(), IsUnderWay(from))
        << NameOf(from);
    EXPECT_EQ(After(from, Actor::kRules, M::kWithdraw).has_value(), IsUnderWay(from))
        << NameOf(from);
  }
}

// Whoever does not answer holds nothing up: from every state in which somebody is waited for, the
// rules alone lead back to looking for somebody.
TEST(ReviewTable, NobodyWhoDoesNotAnswerHoldsItUp) {
  for (const State from : {State::kOffered, State::kEscalated, State::kAccepted}) {
    EXPECT_EQ(After(from, Actor::kRules, M::kLose), State::kLooking) << NameOf(from);
    EXPECT_TRUE(After(from, Actor::kRules, M::kLapse)) << NameOf(from);
  }
}

TEST(ReviewTable, NobodyIsToldThatSomebodyWasAsked) {
  for (const M move : kReviewMoves) {
    const auto looking = Move(State::kLooking, Actor::kRequester, move);
    const auto offered = Move(State::kOffered, Actor::kRequester, move);
    EXPECT_EQ(looking.status().message(), offered.status().message()) << NameOf(move);
  }
  EXPECT_EQ(ShownToRequester(State::kOffered), State::kLooking);
  EXPECT_THAT(Move(State::kOffered, Actor::kReviewer, M::kSubmit).status().message(),
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

TEST(ReviewTask, IsMovedOnlyByWhoeverHoldsIt) {
  using Task = ReviewTask::State;
  for (const State from : kReviewStates) {
    for (const Task task : kReviewTaskStates) {
      for (const M move : kReviewMoves) {
        const auto moved = MoveByReviewer(from, task, move);
        const bool holds = move == M::kAccept    ? task == Task::kOffered
                           : move == M::kDecline ? task == Task::kOffered || task == Task::kAccepted
                                                 : task == Task::kAccepted;
        const auto expected = holds ? After(from, Actor::kReviewer, move) : std::nullopt;
        ASSERT_EQ(moved.ok(), expected.has_value()) << NameOf(from) << " " << NameOf(move);
        if (expected) {
          EXPECT_EQ(*moved, *expected);
        } else {
          EXPECT_EQ(wire::ProblemOf(moved.status())->reason, "REVIEW_STATE");
        }
      }
    }
  }
  EXPECT_THAT(MoveByReviewer(State::kAccepted, Task::kWithdrawn, M::kAccept).status().message(),
              HasSubstr("taken by somebody else"));
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
