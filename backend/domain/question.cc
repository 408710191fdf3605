#include "backend/domain/question.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "backend/domain/limits.h"

namespace aftercall::domain {
namespace {

bool IsSlug(const std::string& id) {
  return !id.empty() && id.size() <= 63 && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

std::optional<wire::Problem> CheckKind(const Question& question) {
  if (question.kind == Question::Kind::kNps && (question.low != 0 || question.high != 10)) {
    return wire::Problem{"SCALE_INVALID", "question.high", absl::StrCat(question.high),
                         "An NPS question has the scale 0 to 10."};
  }
  if (question.kind == Question::Kind::kResolved && (question.low != 0 || question.high != 1)) {
    return wire::Problem{"SCALE_INVALID", "question.high", absl::StrCat(question.high),
                         "A \"was it solved\" question has the scale 0 (no) to 1 (yes)."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<wire::Problem> Check(const Question& question) {
  if (!IsSlug(question.id)) {
    return wire::Problem{"QUESTION_ID_INVALID", "question.question_id", question.id,
                         "A question's id is 1 to 63 of a-z, 0-9 and '-'."};
  }
  if (auto problem = CheckText("question.prompt", question.prompt, kNameCharacters)) return problem;
  // Compared without subtracting, which could overflow on a hostile scale.
  if (question.low < -100 || question.high > 100 || question.high <= question.low ||
      question.high > question.low + 10) {
    return wire::Problem{"SCALE_INVALID", "question.high", absl::StrCat(question.high),
                         absl::StrCat("A scale has 2 to 11 steps between -100 and 100; this one "
                                      "goes from ",
                                      question.low, " to ", question.high, ".")};
  }
  if (question.top_box_steps < 1 || question.top_box_steps > question.high - question.low) {
    return wire::Problem{
        "TOP_BOX_INVALID", "question.top_box_steps", absl::StrCat(question.top_box_steps),
        absl::StrCat("The top box of a scale from ", question.low, " to ", question.high,
                     " has 1 to ", question.high - question.low, " steps.")};
  }
  absl::flat_hash_set<int> seen;
  for (const auto& step : question.steps) {
    if (!OnScale(question, step.value) || !seen.insert(step.value).second) {
      return wire::Problem{"STEP_INVALID", "question.steps.value", absl::StrCat(step.value),
                           "Each step with words is on the scale and named once."};
    }
    if (auto problem = CheckText("question.steps.label", step.label, kNameCharacters)) {
      return problem;
    }
  }
  return CheckKind(question);
}

bool OnScale(const Question& question, int rating) {
  return rating >= question.low && rating <= question.high;
}

bool InTopBox(const Question& question, int rating) {
  const int from_best = question.direction == Question::Direction::kHighIsBest
                            ? question.high - rating
                            : rating - question.low;
  return from_best >= 0 && from_best < question.top_box_steps;
}

bool SameScale(const Question& a, const Question& b) {
  return a.kind == b.kind && a.low == b.low && a.high == b.high && a.direction == b.direction &&
         a.top_box_steps == b.top_box_steps;
}

}  // namespace aftercall::domain
