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
};

// Roll-ups summed over people and days: what every figure is made of.
struct Tally {
  InteractionCounts interactions;
  std::vector<AnswerCount> answers;  // ordered by question, rating, fault, contacts
};

}  // namespace aftercall::domain
