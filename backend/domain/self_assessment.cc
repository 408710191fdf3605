#include "backend/domain/self_assessment.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace aftercall::domain {
namespace {

using State = SelfAssessment::State;
using M = SelfAssessmentMove;

struct Transition {
  State from;
  M move;
  State to;
};

constexpr Transition kTable[] = {
    {State::kOpen, M::kSnooze, State::kSnoozed},
    {State::kOpen, M::kReveal, State::kRevealed},
    {State::kOpen, M::kCommit, State::kCommitted},
    {State::kOpen, M::kSkip, State::kSkipped},
    {State::kOpen, M::kLapse, State::kLapsed},
    {State::kOpen, M::kWithdraw, State::kWithdrawn},
    {State::kOpen, M::kOpenForLeader, State::kOpen},

    {State::kSnoozed, M::kSnooze, State::kSnoozed},
    {State::kSnoozed, M::kWake, State::kOpen},
    {State::kSnoozed, M::kReveal, State::kRevealed},
    {State::kSnoozed, M::kCommit, State::kCommitted},
    {State::kSnoozed, M::kSkip, State::kSkipped},
    {State::kSnoozed, M::kLapse, State::kLapsed},
    {State::kSnoozed, M::kWithdraw, State::kWithdrawn},
    {State::kSnoozed, M::kOpenForLeader, State::kSnoozed},

    {State::kRevealed, M::kCommit, State::kCommitted},
    {State::kRevealed, M::kSkip, State::kSkipped},
    {State::kRevealed, M::kLapse, State::kLapsed},
    {State::kRevealed, M::kWithdraw, State::kWithdrawn},

    // The verdict has been open meanwhile.
    {State::kSkipped, M::kResume, State::kRevealed},
    {State::kLapsed, M::kResume, State::kRevealed},
};

const char* Words(State state) {
  switch (state) {
    case State::kOpen:
      return "open";
    case State::kSnoozed:
      return "put off";
    case State::kRevealed:
      return "open with its verdict revealed";
    case State::kCommitted:
      return "committed";
    case State::kSkipped:
      return "skipped";
    case State::kLapsed:
      return "lapsed";
    case State::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

const char* Words(M move) {
  switch (move) {
    case M::kSnooze:
      return "put off";
    case M::kWake:
      return "woken";
    case M::kReveal:
      return "revealed";
    case M::kCommit:
      return "committed";
    case M::kSkip:
      return "skipped";
    case M::kLapse:
      return "lapsed";
    case M::kWithdraw:
      return "withdrawn";
    case M::kResume:
      return "asked for again";
    case M::kOpenForLeader:
      return "opened for a leader";
  }
  return "";
}

wire::Problem About(const std::string& element, std::string value, std::string sentence) {
  return {"SCORE_INVALID", absl::StrCat("scores[", element, "]"), std::move(value),
          std::move(sentence)};
}

std::optional<wire::Problem> CheckScore(const forms::Element& element,
                                        const std::optional<int>& score) {
  if (!score) {
    if (element.may_not_apply) return std::nullopt;
    return About(element.id, "",
                 absl::StrCat("The element \"", element.id, "\" always applies; give it a score."));
  }
  if (*score >= element.low && *score <= element.high) return std::nullopt;
  return About(element.id, absl::StrCat(*score),
               absl::StrCat("The element \"", element.id, "\" has the scale ", element.low, " to ",
                            element.high, "."));
}

}  // namespace

std::optional<State> After(State state, M move) {
  for (const Transition& transition : kTable) {
    if (transition.from == state && transition.move == move) return transition.to;
  }
  return std::nullopt;
}

absl::StatusOr<State> Move(State state, M move) {
  if (const auto next = After(state, move)) return *next;
  return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                        {"SELF_ASSESSMENT_STATE", "name", "",
                         absl::StrCat("This self-assessment is ", Words(state), "; it cannot be ",
                                      Words(move), " now.")});
}

bool IsSealing(State state) { return state == State::kOpen || state == State::kSnoozed; }

bool IsOpen(State state) { return IsSealing(state) || state == State::kRevealed; }

std::optional<wire::Problem> CheckScores(const forms::Form& form, const Scores& scores) {
  size_t known = 0;
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      const auto found = scores.find(element.id);
      if (found != scores.end()) {
        ++known;
        if (auto problem = CheckScore(element, found->second)) return problem;
      } else if (element.quick) {
        return About(element.id, "",
                     absl::StrCat("The element \"", element.id, "\" has no score yet."));
      }
    }
  }
  if (known == scores.size()) return std::nullopt;
  for (const auto& [id, score] : scores) {
    bool found = false;
    for (const auto& section : form.sections) {
      for (const auto& element : section.elements) found |= element.id == id;
    }
    if (!found) {
      return About(id, score ? absl::StrCat(*score) : "",
                   absl::StrCat("The form \"", form.id, "\" has no element \"", id, "\"."));
    }
  }
  return std::nullopt;
}

}  // namespace aftercall::domain
