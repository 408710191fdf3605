#pragma once

#include "absl/time/time.h"
#include "backend/domain/ids.h"
#include "backend/domain/question.h"
#include "shared/forms/form.h"

namespace aftercall::domain {

// One version of an evaluation form. It never changes: an evaluation keeps its version for ever.
struct PublishedForm {
  forms::Form form;
  int version = 0;  // 1, 2, 3, …
  absl::Time published_at;
  UserId published_by;  // none: it came with the server

  friend bool operator==(const PublishedForm&, const PublishedForm&) = default;
};

// Whether scores of `element` and answers to `question` mean the same by a number: only then are
// they told side by side.
inline bool SameScale(const forms::Element& element, const Question& question) {
  return element.low == question.low && element.high == question.high &&
         question.direction == Question::Direction::kHighIsBest;
}

}  // namespace aftercall::domain
