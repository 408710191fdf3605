#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "backend/domain/calendar.h"
#include "backend/domain/ids.h"
#include "backend/domain/interaction.h"
#include "backend/domain/question.h"

namespace aftercall::domain {

// A customer was asked, as a source tells it. (source, external_id) is its identity.
struct SurveyInvitation {
  enum class Outcome { kOffered = 1, kDeclined = 2, kUndeliverable = 3 };
  std::string source;
  std::string external_id;
  std::string interaction_external_id;
  Outcome outcome = Outcome::kOffered;
  std::optional<absl::Time> invited_at;

  friend bool operator==(const SurveyInvitation&, const SurveyInvitation&) = default;
};

// A customer's answer to one question, as a source tells it. (source, external_id) is its identity;
// a changed answer may keep it or bring a new one.
struct SurveyResponse {
  std::string source;
  std::string external_id;
  std::string interaction_external_id;
  std::string question_id;
  int rating = 0;
  std::string comment;  // redacted
  std::vector<std::string> redactions;
  std::optional<Moment> answered;
  bool company_fault = false;
  int contacts = 0;  // 0: not told

  friend bool operator==(const SurveyResponse&, const SurveyResponse&) = default;
};

// One telling of an answer. All are kept; Counting says which one holds.
struct StoredResponse {
  ResponseId id;
  SurveyResponse told;
  int version = 1;      // of those with one identity, from 1
  bool current = true;  // false: the same identity was told again, later
  absl::Time arrived_at;
};

// What is wrong with a telling, if anything; `comment_limit` is in characters.
std::optional<wire::Problem> Check(const SurveyInvitation& invitation);
std::optional<wire::Problem> Check(const SurveyResponse& response, const Question& question,
                                   size_t comment_limit);

// When the customer answered: as told, unless that is impossible (before the interaction began),
// else when it arrived.
Moment AnsweredAt(const PlacedInteraction& interaction, const StoredResponse& response,
                  const Calendar& calendar);

// Whether the time of answering that was told lies before the interaction's beginning.
bool AnsweredBeforeStart(const PlacedInteraction& interaction, const SurveyResponse& response,
                         const Calendar& calendar);

// The responses that count: one a question, the last one given within `window` of the question's
// first (FIELD.md, re-rating). `responses` are all of one interaction, in order of arrival; the
// pointers are into it, ordered by question id.
std::vector<const StoredResponse*> Counting(const PlacedInteraction& interaction,
                                            absl::Span<const StoredResponse> responses,
                                            const Calendar& calendar, absl::Duration window);

}  // namespace aftercall::domain
