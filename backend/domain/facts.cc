#include "backend/domain/facts.h"

#include <algorithm>

#include "absl/types/span.h"

namespace aftercall::domain {
namespace {

constexpr int64_t InteractionCounts::*kCounts[] = {
    &InteractionCounts::interactions,      &InteractionCounts::abandoned,
    &InteractionCounts::responses,         &InteractionCounts::offered,
    &InteractionCounts::offered_responses, &InteractionCounts::handled,
    &InteractionCounts::talk_ms,           &InteractionCounts::hold_ms,
    &InteractionCounts::after_call_work_ms};

Contacts ContactsOf(int contacts) {
  if (contacts == 0) return Contacts::kUnknown;
  return contacts == 1 ? Contacts::kOne : Contacts::kMore;
}

InteractionCounts CountsOf(const Facts& facts, bool answered) {
  const PlacedInteraction& placed = facts.interaction;
  InteractionCounts counts;
  if (placed.told.abandoned || !placed.agent) {
    counts.abandoned = 1;
    return counts;
  }
  counts.interactions = 1;
  counts.responses = answered;
  counts.offered = facts.offered;
  counts.offered_responses = facts.offered && answered;
  counts.handled = HandleTime(placed.told) > absl::ZeroDuration();
  counts.talk_ms = absl::ToInt64Milliseconds(placed.told.talk);
  counts.hold_ms = absl::ToInt64Milliseconds(placed.told.hold);
  counts.after_call_work_ms = absl::ToInt64Milliseconds(placed.told.after_call_work);
  return counts;
}

// What the agent said of themselves, and how it differs from what the customer said. An answer that
// blames the company, or left the agent's figure, says nothing of the agent.
void AddSelfScores(const Facts& facts, absl::Span<const StoredResponse* const> counting,
                   RollupDelta& delta) {
  const PlacedInteraction& placed = facts.interaction;
  for (const SelfScore& own : facts.self_scores) {
    delta.elements[{placed.agent, placed.team, placed.day, own.form_id, own.element_id,
                    Evaluator::kSelf}] += ScoreSums::Of(own.score);
    for (const StoredResponse* response : counting) {
      const SurveyResponse& told = response->told;
      if (told.question_id != own.question_id || told.company_fault) continue;
      if (facts.IsUpheld(told.question_id)) continue;
      delta.gaps[{placed.agent, placed.team, placed.day, own.form_id, own.element_id,
                  own.question_id}] += ScoreSums::Of(own.score - told.rating);
    }
  }
}

void AddLeaderScores(const Facts& facts, RollupDelta& delta) {
  const PlacedInteraction& placed = facts.interaction;
  for (const LeaderScore& score : facts.leader_scores) {
    const auto evaluator = score.appeal_upheld ? Evaluator::kLeaderUpheld : Evaluator::kLeader;
    delta.elements[{placed.agent, placed.team, placed.day, score.form_id, score.element_id,
                    evaluator}] += ScoreSums::Of(score.score);
  }
}

template <typename Map>
void AddAll(Map& into, const Map& from, int sign) {
  for (const auto& [key, amount] : from) into[key] += sign > 0 ? amount : -amount;
}

}  // namespace

std::vector<std::string> Facts::SealedQuestions(absl::Duration rerating_window) const {
  std::vector<std::string> questions;
  if (!sealed || !interaction.agent || interaction.told.abandoned) return questions;
  for (const auto* response : domain::Counting(interaction, responses, calendar, rerating_window)) {
    questions.push_back(response->told.question_id);
  }
  return questions;
}

bool Facts::IsUpheld(absl::string_view question_id) const {
  return std::find(upheld.begin(), upheld.end(), question_id) != upheld.end();
}

InteractionCounts& InteractionCounts::operator+=(const InteractionCounts& other) {
  for (const auto count : kCounts) this->*count += other.*count;
  return *this;
}

InteractionCounts InteractionCounts::operator-() const {
  InteractionCounts negative;
  for (const auto count : kCounts) negative.*count = -(this->*count);
  return negative;
}

ScoreSums& ScoreSums::operator+=(const ScoreSums& other) {
  n += other.n;
  sum += other.sum;
  squares += other.squares;
  return *this;
}

void RollupDelta::Add(const RollupDelta& other, int sign) {
  AddAll(interactions, other.interactions, sign);
  AddAll(answers, other.answers, sign);
  AddAll(upheld, other.upheld, sign);
  AddAll(late, other.late, sign);
  AddAll(elements, other.elements, sign);
  AddAll(gaps, other.gaps, sign);
}

RollupDelta Contribution(const Facts& facts, absl::Duration rerating_window) {
  const PlacedInteraction& placed = facts.interaction;
  const Cell cell{placed.agent, placed.team, placed.day, placed.told.channel, placed.told.topic};
  // An abandoned contact has no conversation to be judged; its answers stay in the history.
  const bool reached = placed.agent && !placed.told.abandoned;
  const auto counting =
      reached ? facts.Counting(rerating_window) : std::vector<const StoredResponse*>();
  RollupDelta delta;
  delta.interactions[cell] = CountsOf(facts, !counting.empty());
  for (const StoredResponse* response : counting) {
    const AnswerCell answers{cell, response->told.question_id, response->told.rating,
                             response->told.company_fault, ContactsOf(response->told.contacts)};
    delta.answers[answers] += 1;
    if (facts.IsUpheld(response->told.question_id)) delta.upheld[answers] += 1;
    const absl::CivilDay arrived_day = facts.calendar.DayOf(response->arrived_at);
    if (arrived_day > placed.day) delta.late[{placed.agent, arrived_day}] += 1;
  }
  if (reached) {
    AddSelfScores(facts, counting, delta);
    AddLeaderScores(facts, delta);
  }
  return delta;
}

}  // namespace aftercall::domain
