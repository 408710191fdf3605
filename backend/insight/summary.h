#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "backend/domain/question.h"
#include "backend/domain/tally.h"
#include "backend/insight/statistics.h"

// The figures made of a tally.
namespace aftercall::insight {

// The answers to one question.
struct QuestionFigures {
  domain::Question question;
  Rate own;          // in the top box, without answers that blame the company; see Of
  Rate total;        // in the top box, all answers
  Mean mean_rating;  // of the same answers as own
  NetPromoter promoters;
  Rate first_contact;  // solved with one contact, of the answers that told how many it took
  std::map<int, int64_t> distribution;  // each step of the scale, all answers
};

struct HandleTime {
  int64_t total_ms = 0;
  int64_t n = 0;
  std::vector<std::string> parts;  // those recorded: "talk", "hold", "after_call_work"
};

// Named figures pool only questions of one identical scale; where there are several scales they are
// those of the most answered one.
struct Summary {
  domain::InteractionCounts counts;
  Rate response_rate;
  Rate csat;
  Rate csat_total;
  Mean mean_rating;  // of the questions behind csat
  Rate resolved;
  NetPromoter nps;
  Rate first_contact_resolution;
  HandleTime handle_time;
  int64_t appeals_upheld = 0;              // answers
  std::vector<QuestionFigures> questions;  // the most answered first
};

// Whose tally it is. One person's own figures leave out the answers whose appeal was upheld; in
// those of several these stay, with their count.
enum class Of { kOne, kSeveral };

// `questions` holds at least those that the tally names; answers to others are left out.
Summary Summarise(const domain::Tally& tally, absl::Span<const domain::Question> questions, Of of);

}  // namespace aftercall::insight
