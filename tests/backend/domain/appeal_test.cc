#include "backend/domain/appeal.h"

#include <gmock/gmock.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "shared/wire/problem.h"

namespace aftercall::domain {
namespace {

using ::testing::HasSubstr;
using State = Appeal::State;
using M = AppealMove;
using Actor = AppealActor;

const char* NameOf(State state) {
  constexpr const char* kNames[] = {"",       "looking",  "offered",  "taken",
                                    "upheld", "declined", "withdrawn"};
  return kNames[static_cast<int>(state)];
}

const char* NameOf(M move) {
  constexpr const char* kNames[] = {"",      "offer", "take",     "uphold", "decline",
                                    "lapse", "lose",  "withdraw", "void"};
  return kNames[static_cast<int>(move)];
}

const char* NameOf(Actor actor) {
  constexpr const char* kNames[] = {"", "agent", "arbiter", "rules"};
  return kNames[static_cast<int>(actor)];
}

// The table as people read it: all that may happen, and by whom. What is not here may not.
constexpr char kTable[] = R"(
looking: rules offer -> offered
looking: agent withdraw -> withdrawn
looking: rules void -> withdrawn
offered: arbiter take -> taken
offered: rules lapse -> offered
offered: rules lose -> looking
offered: agent withdraw -> withdrawn
offered: rules void -> withdrawn
taken: arbiter uphold -> upheld
taken: arbiter decline -> declined
taken: rules lapse -> looking
taken: rules lose -> looking
taken: agent withdraw -> withdrawn
taken: rules void -> withdrawn
)";

TEST(AppealTable, IsAsPeopleReadIt) {
  std::string table = "\n";
  for (const State from : kAppealStates) {
    for (const M move : kAppealMoves) {
      for (const Actor actor : kAppealActors) {
        const auto to = After(from, actor, move);
        if (!to) continue;
        absl::StrAppend(&table, NameOf(from), ": ", NameOf(actor), " ", NameOf(move), " -> ",
                        NameOf(*to), "\n");
      }
    }
  }
  EXPECT_EQ(table, kTable);
}

TEST(AppealTable, EveryTripleEitherMovesOrNamesStateMoveAndActor) {
  std::set<std::string> sentences;
  for (const State from : kAppealStates) {
    for (const M move : kAppealMoves) {
      for (const Actor actor : kAppealActors) {
        const auto moved = Move(from, actor, move);
        const auto expected = After(from, actor, move);
        ASSERT_EQ(moved.ok(), expected.has_value()) << NameOf(from) << " " << NameOf(move);
        if (expected) {
          EXPECT_EQ(*moved, *expected);
          continue;
        }
        EXPECT_EQ(moved.status().code(), absl::StatusCode::kFailedPrecondition);
        EXPECT_EQ(wire::ProblemOf(moved.status())->reason, "APPEAL_STATE");
        // The agent may not know whether somebody has been asked.
        if (actor == Actor::kAgent && from == State::kOffered) continue;
        EXPECT_TRUE(sentences.insert(std::string(moved.status().message())).second)
            << moved.status();
      }
    }
  }
}

TEST(AppealTable, EveryMoveIsOneActorsAlone) {
  for (const M move : kAppealMoves) {
    std::set<Actor> actors;
    for (const State from : kAppealStates) {
      for (const Actor actor : kAppealActors) {
        if (After(from, actor, move)) actors.insert(actor);
      }
    }
    EXPECT_EQ(actors.size(), 1u) << NameOf(move);
  }
}

TEST(AppealTable, WhatIsUnderWayCanAlwaysBeWithdrawnAndNothingElse) {
  for (const State from : kAppealStates) {
    EXPECT_EQ(After(from, Actor::kAgent, M::kWithdraw).has_value(), IsUnderWay(from))
        << NameOf(from);
    EXPECT_EQ(After(from, Actor::kRules, M::kVoid).has_value(), IsUnderWay(from)) << NameOf(from);
  }
}

// Whoever does not answer holds nothing up: from every state in which somebody is waited for, the
// rules alone lead back to looking for somebody.
TEST(AppealTable, NobodyWhoDoesNotAnswerHoldsItUp) {
  for (const State from : {State::kOffered, State::kTaken}) {
    EXPECT_EQ(After(from, Actor::kRules, M::kLose), State::kLooking) << NameOf(from);
    EXPECT_TRUE(After(from, Actor::kRules, M::kLapse)) << NameOf(from);
  }
}

TEST(AppealTable, NoAgentIsToldWhetherSomebodyWasAsked) {
  for (const M move : kAppealMoves) {
    const auto looking = Move(State::kLooking, Actor::kAgent, move);
    const auto offered = Move(State::kOffered, Actor::kAgent, move);
    EXPECT_EQ(looking.status().message(), offered.status().message()) << NameOf(move);
  }
  EXPECT_EQ(ShownToAgent(State::kOffered), State::kLooking);
}

TEST(AppealTask, IsMovedOnlyByWhoeverHoldsIt) {
  using Task = AppealTask::State;
  for (const State from : kAppealStates) {
    for (const Task task : kAppealTaskStates) {
      for (const M move : kAppealMoves) {
        const auto moved = MoveByArbiter(from, task, move);
        const bool holds = task == (move == M::kTake ? Task::kOffered : Task::kTaken);
        const auto expected = holds ? After(from, Actor::kArbiter, move) : std::nullopt;
        ASSERT_EQ(moved.ok(), expected.has_value()) << NameOf(from) << " " << NameOf(move);
        if (expected) {
          EXPECT_EQ(*moved, *expected);
        } else {
          EXPECT_EQ(wire::ProblemOf(moved.status())->reason, "APPEAL_STATE");
        }
      }
    }
  }
  EXPECT_THAT(MoveByArbiter(State::kTaken, Task::kWithdrawn, M::kTake).status().message(),
              HasSubstr("taken by somebody else"));
}

}  // namespace
}  // namespace aftercall::domain
