#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace aftercall::model {

// A question that customers answer, with the scale it owns.
struct Question {
  enum class Kind { kOther, kCsat, kNps, kEffort, kResolved };
  enum class Direction { kHighIsBest, kLowIsBest };
  struct Step {
    int value = 0;
    std::string label;
    bool operator==(const Step&) const = default;
  };

  std::string id;
  std::string prompt;
  Kind kind = Kind::kOther;
  int low = 1;
  int high = 5;  // above low by 1 to 10
  Direction direction = Direction::kHighIsBest;
  int top_box_steps = 2;  // how many of the best steps count as satisfied, at least 1
  std::vector<Step> steps;

  bool operator==(const Question&) const = default;
};

// Whether the scale can be drawn: its bounds and top box are within what the protocol allows.
bool IsValid(const Question& question);

// Whether `rating` is a step of the scale.
bool IsOnScale(const Question& question, int rating);

// Number of steps: as many squares as are drawn. 2 … 11.
int StepCount(const Question& question);

// How many of the squares are filled: 1 for the worst step, StepCount for the best, whichever end
// of the scale that is. `rating` is on the scale.
int FilledSteps(const Question& question, int rating);

// How a score is coloured; shape and number say it first.
enum class Tone {
  kGood,    // in the top box
  kMiddle,  // neither
  kLow,     // as near to the worst end as the top box is to the best; of an NPS 0–6
};
Tone ToneOf(const Question& question, int rating);

// Whether the answer is in the question's top box. What is not is bad news for the calm rules.
bool IsGood(const Question& question, int rating);

// The words of a step, as the customer sees or hears them; empty where the question has none. Valid
// as long as `question`.
absl::string_view LabelOf(const Question& question, int rating);

}  // namespace aftercall::model
