#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/wire/problem.h"

namespace aftercall::domain {

// A question that customers answer. It owns its scale; answers to different scales are never
// pooled.
struct Question {
  enum class Kind { kCsat = 1, kNps = 2, kCes = 3, kResolved = 4, kOther = 5 };
  enum class Direction { kHighIsBest = 1, kLowIsBest = 2 };
  struct Step {
    int value = 0;
    std::string label;
    friend bool operator==(const Step&, const Step&) = default;
  };

  std::string id;
  std::string prompt;
  Kind kind = Kind::kCsat;
  int low = 1;
  int high = 5;
  Direction direction = Direction::kHighIsBest;
  int top_box_steps = 2;
  std::vector<Step> steps;

  friend bool operator==(const Question&, const Question&) = default;
};

// What is wrong with `question`, if anything.
std::optional<wire::Problem> Check(const Question& question);

// Whether `rating` is a value of the scale.
bool OnScale(const Question& question, int rating);

// Whether `rating` is one of the best steps, from whichever end the best is.
bool InTopBox(const Question& question, int rating);

// Whether answers to both may be pooled: same kind, ends, direction and top box.
bool SameScale(const Question& a, const Question& b);

}  // namespace aftercall::domain
