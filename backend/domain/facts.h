#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "backend/domain/calendar.h"
#include "backend/domain/ids.h"
#include "backend/domain/interaction.h"
#include "backend/domain/survey.h"

// All that is known of one interaction, and what it adds to the figures. Every change is made the
// same way: facts before, facts after, and the difference goes into the roll-ups and the feeds.
namespace aftercall::domain {

struct Facts {
  PlacedInteraction interaction;
  Calendar calendar;                      // by which it was placed
  bool offered = false;                   // an invitation was delivered
  std::vector<StoredResponse> responses;  // in order of arrival
  bool sealed = false;                    // the agent is asked to assess themselves first

  // The responses that count, as Counting says. None while they are sealed: they are told to nobody
  // and enter no figure until the seal is opened.
  std::vector<const StoredResponse*> Counting(absl::Duration rerating_window) const {
    if (sealed) return {};
    return domain::Counting(interaction, responses, calendar, rerating_window);
  }
  // The questions to which sealed answers are there.
  std::vector<std::string> SealedQuestions(absl::Duration rerating_window) const;
};

// Whose figures an interaction enters: one row of the roll-ups.
struct Cell {
  UserId user;  // none: reached nobody
  TeamId team;
  absl::CivilDay day;
  Channel channel = Channel::kVoice;
  std::string topic;
  friend std::strong_ordering operator<=>(const Cell&, const Cell&) = default;
};

// What is counted of interactions.
struct InteractionCounts {
  int64_t interactions = 0;
  int64_t abandoned = 0;
  int64_t responses = 0;          // interactions with an answer that counts
  int64_t offered = 0;            // interactions with a delivered invitation
  int64_t offered_responses = 0;  // of those offered, with an answer
  int64_t handled = 0;            // interactions with a positive recorded duration
  int64_t talk_ms = 0;
  int64_t hold_ms = 0;
  int64_t after_call_work_ms = 0;

  InteractionCounts& operator+=(const InteractionCounts& other);
  InteractionCounts operator-() const;
  friend bool operator==(const InteractionCounts&, const InteractionCounts&) = default;
};

// How many contacts it took, as far as first contact resolution asks.
enum class Contacts { kUnknown = 0, kOne = 1, kMore = 2 };

// Answers alike: the roll-up counts how many.
struct AnswerCell {
  Cell cell;
  std::string question_id;
  int rating = 0;
  bool company_fault = false;
  Contacts contacts = Contacts::kUnknown;
  friend std::strong_ordering operator<=>(const AnswerCell&, const AnswerCell&) = default;
};

// Answers that arrived on a later business day than their interaction's.
struct LateCell {
  UserId user;
  absl::CivilDay arrived_day;
  friend std::strong_ordering operator<=>(const LateCell&, const LateCell&) = default;
};

// Additions to the roll-ups; negative ones take away.
struct RollupDelta {
  std::map<Cell, InteractionCounts> interactions;
  std::map<AnswerCell, int64_t> answers;
  std::map<LateCell, int64_t> late;

  void Add(const RollupDelta& other, int sign = 1);
};

// What `facts` contribute to the roll-ups.
RollupDelta Contribution(const Facts& facts, absl::Duration rerating_window);

}  // namespace aftercall::domain
