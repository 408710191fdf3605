#include "client/model/question.h"

#include <algorithm>

namespace aftercall::model {
namespace {

constexpr int kWidest = 10;        // high is above low by at most this
constexpr int kLastDetractor = 6;  // of a net promoter score

}  // namespace

bool IsValid(const Question& question) {
  // 64 bits: a hostile scale may span the whole of int.
  const int64_t width = int64_t{question.high} - question.low;
  return !question.id.empty() && width >= 1 && width <= kWidest && question.top_box_steps >= 1 &&
         question.top_box_steps <= width + 1;
}

bool IsOnScale(const Question& question, int rating) {
  return rating >= question.low && rating <= question.high;
}

int StepCount(const Question& question) { return question.high - question.low + 1; }

int FilledSteps(const Question& question, int rating) {
  return question.direction == Question::Direction::kHighIsBest ? rating - question.low + 1
                                                                : question.high - rating + 1;
}

bool IsGood(const Question& question, int rating) {
  return FilledSteps(question, rating) > StepCount(question) - question.top_box_steps;
}

Tone ToneOf(const Question& question, int rating) {
  if (IsGood(question, rating)) return Tone::kGood;
  if (question.kind == Question::Kind::kNps) {
    return rating <= kLastDetractor ? Tone::kLow : Tone::kMiddle;
  }
  return FilledSteps(question, rating) <= question.top_box_steps ? Tone::kLow : Tone::kMiddle;
}

absl::string_view LabelOf(const Question& question, int rating) {
  const auto step = std::find_if(question.steps.begin(), question.steps.end(),
                                 [&](const Question::Step& s) { return s.value == rating; });
  return step == question.steps.end() ? absl::string_view() : step->label;
}

}  // namespace aftercall::model
