#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/domain/calendar.h"
#include "backend/domain/ids.h"
#include "backend/domain/interaction.h"
#include "backend/domain/survey.h"

// All that is known of one interaction, and what it adds to the figures. Every change is made the
// same way: facts before, facts after, and the difference goes into the roll-ups and the feeds.
namespace aftercall::domain {

// A score that an agent gave themselves, in what they committed before they had seen an answer.
struct SelfScore {
  std::string form_id;
  std::string element_id;
  std::string question_id;  // that the element named in the form's version; empty: none
  int score = 0;
};

// A score that a leader or a quality analyst gave in what they submitted.
struct LeaderScore {
  std::string form_id;
  std::string element_id;
  int score = 0;
  bool appeal_upheld = false;
};

struct Facts {
  PlacedInteraction interaction;
  Calendar calendar;                      // by which it was placed
  bool offered = false;                   // an invitation was delivered
  std::vector<StoredResponse> responses;  // in order of arrival
  bool sealed = false;                    // the agent is asked to assess themselves first
  bool leader_opened = false;             // and a leader has opened the seal for all but the agent
  // Of the agent. None from a commit after a look: it is compared with nothing, for ever.
  std::vector<SelfScore> self_scores;
  std::vector<LeaderScore> leader_scores;  // of the agent
  // Questions whose answers leave the agent's figure, since an appeal of the agent was upheld.
  std::vector<std::string> upheld;

  // The responses that count, as Counting says. None while they are sealed: they are told to nobody
  // but leaders who open them, and enter no figure while the seal holds.
  std::vector<const StoredResponse*> Counting(absl::Duration rerating_window) const {
    if (sealed) return {};
    return domain::Counting(interaction, responses, calendar, rerating_window);
  }
  bool IsUpheld(absl::string_view question_id) const;
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

// Whose view of an interaction: the agent's own; that of a leader or a quality analyst; and theirs
// where an appeal was upheld, which has left the agent's own figures and stays in the total.
enum class Evaluator { kSelf = 1, kLeader = 2, kLeaderUpheld = 3 };

// Scores of one element of a form, in any of its versions, by one kind of evaluator.
struct ElementCell {
  UserId user;
  TeamId team;
  absl::CivilDay day;
  std::string form_id;
  std::string element_id;
  Evaluator evaluator = Evaluator::kSelf;
  friend std::strong_ordering operator<=>(const ElementCell&, const ElementCell&) = default;
};

// What agents scored themselves less what customers said of the same interactions.
struct GapCell {
  UserId user;
  TeamId team;
  absl::CivilDay day;
  std::string form_id;
  std::string element_id;
  std::string question_id;
  friend std::strong_ordering operator<=>(const GapCell&, const GapCell&) = default;
};

// Whole numbers, summed so that their mean and its uncertainty can be told.
struct ScoreSums {
  int64_t n = 0;
  int64_t sum = 0;
  int64_t squares = 0;  // sum of their squares

  static ScoreSums Of(int64_t value) { return {1, value, value * value}; }
  ScoreSums& operator+=(const ScoreSums& other);
  ScoreSums operator-() const { return {-n, -sum, -squares}; }
  friend bool operator==(const ScoreSums&, const ScoreSums&) = default;
};

// Additions to the roll-ups; negative ones take away.
struct RollupDelta {
  std::map<Cell, InteractionCounts> interactions;
  std::map<AnswerCell, int64_t> answers;
  std::map<AnswerCell, int64_t> upheld;  // of `answers`, those that left their agent's figure
  std::map<LateCell, int64_t> late;
  std::map<ElementCell, ScoreSums> elements;
  std::map<GapCell, ScoreSums> gaps;

  void Add(const RollupDelta& other, int sign = 1);
};

// What `facts` contribute to the roll-ups.
RollupDelta Contribution(const Facts& facts, absl::Duration rerating_window);

}  // namespace aftercall::domain
