#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/domain/facts.h"

namespace aftercall::domain {

// Answers alike, summed over people and days.
struct AnswerCount {
  std::string question_id;
  int rating = 0;
  bool company_fault = false;
  Contacts contacts = Contacts::kUnknown;
  int64_t n = 0;
  int64_t upheld = 0;  // of them, those that left their agent's figure on appeal
};

// Roll-ups summed over people and days: what every figure is made of.
struct Tally {
  InteractionCounts interactions;
  std::vector<AnswerCount> answers;  // ordered by question, rating, fault, contacts
};

// Scores of one element, summed over people and days.
struct ElementCount {
  std::string form_id;
  std::string element_id;
  Evaluator evaluator = Evaluator::kSelf;
  ScoreSums scores;
  int64_t people = 0;  // agents whose interactions these are
};

// Differences, as GapCell's, summed over people and days.
struct GapCount {
  std::string form_id;
  std::string element_id;
  std::string question_id;
  ScoreSums differences;
  int64_t people = 0;
};

// What figures by element are made of.
struct ElementTally {
  std::vector<ElementCount> elements;
  std::vector<GapCount> gaps;
};

}  // namespace aftercall::domain
