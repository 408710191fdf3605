#include "backend/domain/facts.h"

#include <gtest/gtest.h>

#include "tests/support/make.h"

// What an interaction adds to the figures.
namespace aftercall::domain {
namespace {

using testing::AnswerTo;
using testing::At;

constexpr absl::Duration kUsualWindow = absl::Hours(24);
const Cell kCell{{7}, {3}, absl::CivilDay(2026, 3, 9), Channel::kVoice, "billing"};

Facts FactsOf(std::vector<SurveyResponse> responses = {}) {
  Facts facts;
  facts.interaction.id = {1};
  facts.interaction.told = testing::CallOf("c1", "a");
  facts.interaction.agent = {7};
  facts.interaction.team = {3};
  facts.interaction.day = absl::CivilDay(2026, 3, 9);
  for (auto& told : responses) {
    StoredResponse response;
    response.id = {static_cast<int64_t>(facts.responses.size()) + 1};
    response.told = std::move(told);
    response.arrived_at = At(11);
    facts.responses.push_back(std::move(response));
  }
  return facts;
}

TEST(Contribution, OfACallWithoutAnAnswer) {
  const RollupDelta delta = Contribution(FactsOf(), kUsualWindow);
  InteractionCounts counts;
  counts.interactions = 1;
  counts.handled = 1;
  counts.talk_ms = 8 * 60000;
  counts.hold_ms = 2 * 60000;
  ASSERT_EQ(delta.interactions.size(), 1u);
  EXPECT_EQ(delta.interactions.at(kCell), counts);
  EXPECT_TRUE(delta.answers.empty());
  EXPECT_TRUE(delta.late.empty());
}

TEST(Contribution, OfWhatLeadersScoredKeepsApartWhatWasUpheldOnAppeal) {
  Facts facts = FactsOf();
  facts.leader_scores = {
      {"default", "need", 4, false}, {"default", "need", 2, false}, {"default", "need", 1, true}};
  const RollupDelta delta = Contribution(facts, kUsualWindow);
  ElementCell cell{{7}, {3}, absl::CivilDay(2026, 3, 9), "default", "need", Evaluator::kLeader};
  ASSERT_EQ(delta.elements.size(), 2u);
  EXPECT_EQ(delta.elements.at(cell), (ScoreSums{2, 6, 20}));
  cell.evaluator = Evaluator::kLeaderUpheld;
  EXPECT_EQ(delta.elements.at(cell), (ScoreSums{1, 1, 1}));
  EXPECT_TRUE(delta.gaps.empty());
  facts.interaction.told.abandoned = true;
  EXPECT_TRUE(Contribution(facts, kUsualWindow).elements.empty());
}

TEST(Contribution, CountsOneInteractionHoweverManyQuestionsWereAnswered) {
  SurveyResponse nps = AnswerTo("c1", "r2", 9);
  nps.question_id = "nps";
  const RollupDelta delta = Contribution(FactsOf({AnswerTo("c1", "r1", 4), nps}), kUsualWindow);
  EXPECT_EQ(delta.interactions.at(kCell).responses, 1);
  EXPECT_EQ(delta.answers.size(), 2u);
  EXPECT_EQ(delta.answers.at({kCell, "stars", 4, false, Contacts::kUnknown}), 1);
  EXPECT_EQ(delta.answers.at({kCell, "nps", 9, false, Contacts::kUnknown}), 1);
}

TEST(Contribution, KeepsApartWhatTheFiguresAskFor) {
  for (const auto& [told, contacts] :
       {std::pair(0, Contacts::kUnknown), {1, Contacts::kOne}, {4, Contacts::kMore}}) {
    SurveyResponse answer = AnswerTo("c1", "r1", 4);
    answer.contacts = told;
    answer.company_fault = true;
    const RollupDelta delta = Contribution(FactsOf({answer}), kUsualWindow);
    EXPECT_EQ(delta.answers.at({kCell, "stars", 4, true, contacts}), 1);
  }
}

TEST(Contribution, OfAnAbandonedContactIsNoInteractionAndNoAnswer) {
  for (const bool has_agent : {true, false}) {
    Facts facts = FactsOf({AnswerTo("c1", "r1", 4)});
    facts.offered = true;
    facts.interaction.told.abandoned = has_agent;
    if (!has_agent) facts.interaction.agent = {};
    const RollupDelta delta = Contribution(facts, kUsualWindow);
    InteractionCounts counts;
    counts.abandoned = 1;
    ASSERT_EQ(delta.interactions.size(), 1u);
    EXPECT_EQ(delta.interactions.begin()->second, counts);
    EXPECT_TRUE(delta.answers.empty());
  }
}

TEST(Contribution, ResponseRateIsOfThoseOffered) {
  Facts facts = FactsOf({AnswerTo("c1", "r1", 4)});
  EXPECT_EQ(Contribution(facts, kUsualWindow).interactions.at(kCell).offered_responses, 0);
  facts.offered = true;
  EXPECT_EQ(Contribution(facts, kUsualWindow).interactions.at(kCell).offered, 1);
  EXPECT_EQ(Contribution(facts, kUsualWindow).interactions.at(kCell).offered_responses, 1);
  facts.responses.clear();
  EXPECT_EQ(Contribution(facts, kUsualWindow).interactions.at(kCell).offered_responses, 0);
}

TEST(Contribution, HandleTimeCountsOnlyWhereSomethingWasRecorded) {
  Facts facts = FactsOf();
  facts.interaction.told.talk = facts.interaction.told.hold = absl::ZeroDuration();
  EXPECT_EQ(Contribution(facts, kUsualWindow).interactions.at(kCell).handled, 0);
  facts.interaction.told.after_call_work = absl::Seconds(5);
  EXPECT_EQ(Contribution(facts, kUsualWindow).interactions.at(kCell).handled, 1);
  EXPECT_EQ(Contribution(facts, kUsualWindow).interactions.at(kCell).after_call_work_ms, 5000);
}

TEST(Contribution, AnAnswerOfALaterDayIsLate) {
  Facts facts = FactsOf({AnswerTo("c1", "r1", 4)});
  facts.responses[0].arrived_at = At(24);
  const RollupDelta delta = Contribution(facts, kUsualWindow);
  ASSERT_EQ(delta.late.size(), 1u);
  EXPECT_EQ(delta.late.at({{7}, absl::CivilDay(2026, 3, 10)}), 1);
  // It counts on the interaction's day all the same.
  EXPECT_EQ(delta.answers.count({kCell, "stars", 4, false, Contacts::kUnknown}), 1u);
}

TEST(Contribution, AnAnswerOfTheSameBusinessDayIsNotLate) {
  Facts facts = FactsOf({AnswerTo("c1", "r1", 4)});
  EXPECT_TRUE(Contribution(facts, kUsualWindow).late.empty());
  facts.calendar.day_starts_at = absl::Hours(4);
  facts.responses[0].arrived_at = At(24 + 3);  // past midnight, and still the same shift
  EXPECT_TRUE(Contribution(facts, kUsualWindow).late.empty());
}

TEST(Contribution, WhatIsLateIsToldByTheCalendarThatPlacedTheCall) {
  Facts facts = FactsOf({AnswerTo("c1", "r1", 4)});
  facts.responses[0].arrived_at = At(17);
  EXPECT_TRUE(Contribution(facts, kUsualWindow).late.empty());
  facts.calendar = facts.calendar.In("Asia/Shanghai");  // 01:00 of the tenth there
  EXPECT_EQ(Contribution(facts, kUsualWindow).late.at({{7}, absl::CivilDay(2026, 3, 10)}), 1);
}

TEST(RollupDelta, WhatIsTakenAwayAgainLeavesNothing) {
  Facts facts = FactsOf({AnswerTo("c1", "r1", 4)});
  facts.offered = true;
  facts.responses[0].arrived_at = At(48);
  RollupDelta delta = Contribution(facts, kUsualWindow);
  delta.Add(Contribution(facts, kUsualWindow), -1);
  for (const auto& [cell, counts] : delta.interactions) EXPECT_EQ(counts, InteractionCounts());
  for (const auto& [cell, n] : delta.answers) EXPECT_EQ(n, 0);
  for (const auto& [cell, n] : delta.late) EXPECT_EQ(n, 0);
}

Facts AssessedFacts(std::vector<SurveyResponse> responses) {
  Facts facts = FactsOf(std::move(responses));
  facts.self_scores = {{"small", "care", "", 2}, {"small", "whole", "stars", 5}};
  return facts;
}

TEST(Contribution, OwnScoresCountByElementAndLessWhatTheCustomerSaid) {
  const RollupDelta delta = Contribution(AssessedFacts({AnswerTo("c1", "r1", 3)}), kUsualWindow);
  const absl::CivilDay day(2026, 3, 9);
  ASSERT_EQ(delta.elements.size(), 2u);
  EXPECT_EQ(delta.elements.at({{7}, {3}, day, "small", "care"}), (ScoreSums{1, 2, 4}));
  EXPECT_EQ(delta.elements.at({{7}, {3}, day, "small", "whole"}), (ScoreSums{1, 5, 25}));
  ASSERT_EQ(delta.gaps.size(), 1u);
  EXPECT_EQ(delta.gaps.at({{7}, {3}, day, "small", "whole", "stars"}), (ScoreSums{1, 2, 4}));
}

TEST(Contribution, NoGapIsMadeOfAnotherQuestionOrOfWhatBlamesTheCompany) {
  EXPECT_TRUE(Contribution(AssessedFacts({}), kUsualWindow).gaps.empty());
  SurveyResponse blaming = AnswerTo("c1", "r1", 1), other = AnswerTo("c1", "r2", 1);
  blaming.company_fault = true;
  other.question_id = "nps";
  const RollupDelta delta = Contribution(AssessedFacts({blaming, other}), kUsualWindow);
  EXPECT_TRUE(delta.gaps.empty());
  EXPECT_EQ(delta.elements.size(), 2u);
}

TEST(Contribution, OwnScoresOfAContactThatReachedNobodyCountForNobody) {
  Facts facts = AssessedFacts({AnswerTo("c1", "r1", 3)});
  facts.interaction.told.abandoned = true;
  EXPECT_TRUE(Contribution(facts, kUsualWindow).elements.empty());
  EXPECT_TRUE(Contribution(facts, kUsualWindow).gaps.empty());
}

TEST(Contribution, WhatIsTakenAwayLeavesNothing) {
  RollupDelta delta = Contribution(AssessedFacts({AnswerTo("c1", "r1", 3)}), kUsualWindow);
  delta.Add(RollupDelta(delta), -1);
  for (const auto& [cell, sums] : delta.elements) EXPECT_EQ(sums, ScoreSums());
  for (const auto& [cell, sums] : delta.gaps) EXPECT_EQ(sums, ScoreSums());
}

TEST(Contribution, CountsApartWhatLeftTheAgentsFigure) {
  SurveyResponse nps = AnswerTo("c1", "r2", 9);
  nps.question_id = "nps";
  Facts facts = FactsOf({AnswerTo("c1", "r1", 4), nps});
  const RollupDelta before = Contribution(facts, kUsualWindow);
  EXPECT_TRUE(before.upheld.empty());
  facts.upheld = {"stars"};
  const RollupDelta after = Contribution(facts, kUsualWindow);
  EXPECT_EQ(after.answers, before.answers) << "it stays in the total";
  const std::map<AnswerCell, int64_t> expected = {
      {{kCell, "stars", 4, false, Contacts::kUnknown}, 1}};
  EXPECT_EQ(after.upheld, expected);
  RollupDelta difference = after;
  difference.Add(before, -1);
  EXPECT_EQ(difference.upheld, expected);
}

TEST(Contribution, WhatLeftTheAgentsFigureIsComparedWithNothing) {
  Facts facts = FactsOf({AnswerTo("c1", "r1", 4)});
  facts.self_scores = {{"small", "care", "stars", 5}};
  ASSERT_EQ(Contribution(facts, kUsualWindow).gaps.size(), 1u);
  facts.upheld = {"stars"};
  EXPECT_TRUE(Contribution(facts, kUsualWindow).gaps.empty());
  EXPECT_EQ(Contribution(facts, kUsualWindow).elements.size(), 1u);
}

}  // namespace
}  // namespace aftercall::domain
