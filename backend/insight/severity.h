#pragma once

#include <cstdint>
#include <map>

#include "absl/types/span.h"
#include "backend/insight/statistics.h"

// How strictly people score, told apart from what they scored: who happened to review what went
// badly is not strict.
namespace aftercall::insight {

// One reviewer's score of one thing: an element of an interaction. Things that only one reviewer
// scored say nothing here.
struct Rating {
  int64_t thing = 0;
  int64_t reviewer = 0;
  double score = 0;
};

struct Severity {
  double value = 0;    // by how much they score below the others on the same things; < 0: above
  double error = 0;    // its standard error
  int64_t things = 0;  // that they and somebody else scored

  Interval Interval95() const { return {value - kZ95 * error, value + kZ95 * error}; }
};

// The additive rater effect: score = what the thing deserves − the reviewer's severity + chance, by
// least squares. Severities sum to zero over everybody who is connected by things scored in common;
// two groups without any are not compared with each other. J. M. Linacre, "Many-facet Rasch
// measurement" (1989), in its linear form. Nothing of whoever shares no thing with anybody; error
// is 0 where nothing is left over to estimate it from (`things` is small then).
std::map<int64_t, Severity> SeverityOf(absl::Span<const Rating> ratings);

}  // namespace aftercall::insight
