#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "backend/domain/published_form.h"
#include "backend/domain/question.h"
#include "backend/domain/tally.h"
#include "backend/insight/statistics.h"
#include "backend/insight/summary.h"

// The figures by element of a form: what agents say of themselves, beside what customers say and
// what leaders and quality analysts scored.
namespace aftercall::insight {

// Fewer than so many interactions with both are no gap.
inline constexpr int64_t kFewestForGap = 5;

// One element. Commits after a look at the customer's answer are in none of these.
struct ElementFigures {
  std::string form_id;
  std::string element_id;
  int low = 0;  // the scale of all that is here
  int high = 0;
  // Fewer people stand behind what agents scored themselves than may be told of: then neither that
  // nor customers nor a gap are here. Where nobody has scored themselves it is said of leaders.
  bool withheld = false;
  // What agents scored themselves, without "does not apply". Empty where nobody has.
  Spread self;
  // The survey question that the element names, where it has the element's scale; empty: none.
  std::string question_id;
  // All answers to that question, without those that blame the company. Not only of interactions
  // that were assessed.
  Spread customer;
  // Self less customer over the interactions that have both, in steps of the scale. Nothing where
  // these are fewer than kFewestForGap, or of fewer people than may be told of.
  std::optional<Spread> gap;
  // What leaders and quality analysts scored; of one agent without what an appeal was upheld
  // against. Empty where there is nothing, or of fewer people than may be told of.
  Spread leader;
  // Of their scores, those that left the agents' own figures on appeal. 0 where those of leaders
  // may not be told of.
  int64_t leader_upheld = 0;

  // Then sum and n are a Rate of "yes".
  bool IsYesNo() const { return low == 0 && high == 1; }
};

// Every element with at least one score, in the order of the forms and of their elements.
// `forms` are the latest versions: what they do not have any more is left out. `answers` and
// `scores` are of one scope and period: `of` says whose. Nothing is told of fewer than
// `fewest_people`: 1 for somebody's own figures.
std::vector<ElementFigures> FiguresByElement(const domain::ElementTally& scores,
                                             absl::Span<const domain::AnswerCount> answers,
                                             absl::Span<const domain::PublishedForm> forms,
                                             absl::Span<const domain::Question> questions, Of of,
                                             int64_t fewest_people);

}  // namespace aftercall::insight
