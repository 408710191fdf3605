#include "backend/domain/appeal.h"

#include "absl/strings/str_cat.h"
#include "shared/wire/problem.h"

namespace aftercall::domain {
namespace {

using State = Appeal::State;
using M = AppealMove;

constexpr auto kAgent = AppealActor::kAgent;
constexpr auto kArbiter = AppealActor::kArbiter;
constexpr auto kRules = AppealActor::kRules;

struct Transition {
  State from;
  AppealActor actor;
  M move;
  State to;
};

constexpr Transition kTable[] = {
    {State::kLooking, kRules, M::kOffer, State::kOffered},
    {State::kLooking, kAgent, M::kWithdraw, State::kWithdrawn},
    {State::kLooking, kRules, M::kVoid, State::kWithdrawn},

    {State::kOffered, kArbiter, M::kTake, State::kTaken},
    // The others are still asked; after the last of them it is lost.
    {State::kOffered, kRules, M::kLapse, State::kOffered},
    {State::kOffered, kRules, M::kLose, State::kLooking},
    {State::kOffered, kAgent, M::kWithdraw, State::kWithdrawn},
    {State::kOffered, kRules, M::kVoid, State::kWithdrawn},

    {State::kTaken, kArbiter, M::kUphold, State::kUpheld},
    {State::kTaken, kArbiter, M::kDecline, State::kDeclined},
    {State::kTaken, kRules, M::kLapse, State::kLooking},
    {State::kTaken, kRules, M::kLose, State::kLooking},
    {State::kTaken, kAgent, M::kWithdraw, State::kWithdrawn},
    {State::kTaken, kRules, M::kVoid, State::kWithdrawn},
};

const char* Words(State state) {
  switch (state) {
    case State::kLooking:
      return "waiting for somebody to decide it";
    case State::kOffered:
      return "offered to those who may decide it";
    case State::kTaken:
      return "being decided";
    case State::kUpheld:
      return "upheld";
    case State::kDeclined:
      return "declined";
    case State::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

const char* Words(M move) {
  switch (move) {
    case M::kOffer:
      return "offered";
    case M::kTake:
      return "taken";
    case M::kUphold:
      return "upheld";
    case M::kDecline:
      return "declined";
    case M::kLapse:
      return "lapsed";
    case M::kLose:
      return "lost";
    case M::kWithdraw:
      return "withdrawn";
    case M::kVoid:
      return "voided";
  }
  return "";
}

const char* Words(AppealActor actor) {
  switch (actor) {
    case AppealActor::kAgent:
      return "by whoever made it";
    case AppealActor::kArbiter:
      return "by an arbiter";
    case AppealActor::kRules:
      return "by itself";
  }
  return "";
}

const char* Words(AppealTask::State state) {
  switch (state) {
    case AppealTask::State::kOffered:
      return "is offered to you";
    case AppealTask::State::kTaken:
      return "was taken by you";
    case AppealTask::State::kDecided:
      return "was decided by you";
    case AppealTask::State::kLapsed:
      return "went to somebody else, since your time for it was over";
    case AppealTask::State::kWithdrawn:
      return "was taken by somebody else, or there is nothing to decide any more";
  }
  return "";
}

}  // namespace

std::optional<State> After(State state, AppealActor actor, M move) {
  for (const Transition& transition : kTable) {
    if (transition.from == state && transition.actor == actor && transition.move == move) {
      return transition.to;
    }
  }
  return std::nullopt;
}

absl::StatusOr<State> Move(State state, AppealActor actor, M move) {
  if (const auto next = After(state, actor, move)) return *next;
  const State shown = actor == AppealActor::kAgent ? ShownToAgent(state) : state;
  return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                        {"APPEAL_STATE", "name", "",
                         absl::StrCat("This appeal is ", Words(shown), "; it cannot be ",
                                      Words(move), " now ", Words(actor), ".")});
}

State ShownToAgent(State state) { return state == State::kOffered ? State::kLooking : state; }

bool IsUnderWay(State state) {
  return state == State::kLooking || state == State::kOffered || state == State::kTaken;
}

bool IsOpen(AppealTask::State state) {
  return state == AppealTask::State::kOffered || state == AppealTask::State::kTaken;
}

absl::StatusOr<State> MoveByArbiter(State state, AppealTask::State task, M move) {
  const auto wanted = move == M::kTake ? AppealTask::State::kOffered : AppealTask::State::kTaken;
  if (task == wanted) return Move(state, AppealActor::kArbiter, move);
  return wire::ToStatus(
      absl::StatusCode::kFailedPrecondition,
      {"APPEAL_STATE", "name", "",
       absl::StrCat("This appeal ", Words(task), "; it cannot be ", Words(move), " now.")});
}

}  // namespace aftercall::domain
