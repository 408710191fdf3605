#include "backend/insight/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aftercall::insight {
namespace {

using domain::Contacts;
using domain::Question;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Question QuestionOf(const char* id, Question::Kind kind, int low, int high, int top_box_steps,
                    Question::Direction direction = Question::Direction::kHighIsBest) {
  Question question;
  question.id = id;
  question.kind = kind;
  question.low = low;
  question.high = high;
  question.top_box_steps = top_box_steps;
  question.direction = direction;
  return question;
}

const std::vector<Question> kQuestions = {
    QuestionOf("nps", Question::Kind::kNps, 0, 10, 2),
    QuestionOf("press", Question::Kind::kCsat, 1, 3, 1, Question::Direction::kLowIsBest),
    QuestionOf("solved", Question::Kind::kResolved, 0, 1, 1),
    QuestionOf("stars", Question::Kind::kCsat, 1, 5, 2),
    QuestionOf("stars-2", Question::Kind::kCsat, 1, 5, 2)};

Summary SummaryOf(std::vector<domain::AnswerCount> answers, Of of = Of::kOne) {
  domain::Tally tally;
  tally.answers = std::move(answers);
  return Summarise(tally, kQuestions, of);
}

domain::AnswerCount Count(const char* question, int rating, int64_t n, bool fault = false,
                          Contacts contacts = Contacts::kUnknown) {
  return {question, rating, fault, contacts, n};
}

TEST(Summary, OfNothingHasNoFigures) {
  const Summary summary = SummaryOf({});
  EXPECT_EQ(summary.csat.n, 0);
  EXPECT_FALSE(summary.csat.Percent());
  EXPECT_FALSE(summary.mean_rating.Value());
  EXPECT_FALSE(summary.nps.Score());
  EXPECT_EQ(summary.handle_time.n, 0);
  EXPECT_THAT(summary.questions, IsEmpty());
}

TEST(Summary, NeutralStaysInTheDenominator) {
  const Summary summary = SummaryOf(
      {Count("stars", 1, 1), Count("stars", 3, 2), Count("stars", 4, 3), Count("stars", 5, 4)});
  EXPECT_EQ(summary.csat.count, 7);
  EXPECT_EQ(summary.csat.n, 10);
  EXPECT_DOUBLE_EQ(*summary.mean_rating.Value(), (1 + 6 + 12 + 20) / 10.0);
  EXPECT_THAT(summary.questions.at(0).distribution,
              ElementsAre(Pair(1, 1), Pair(2, 0), Pair(3, 2), Pair(4, 3), Pair(5, 4)));
}

TEST(Summary, WhereOneIsBestOneIsTheTopBox) {
  const Summary summary =
      SummaryOf({Count("press", 1, 3), Count("press", 2, 1), Count("press", 3, 1)});
  EXPECT_EQ(summary.csat.count, 3);
  EXPECT_EQ(summary.csat.n, 5);
}

TEST(Summary, ScalesAreNeverPooledEqualOnesAre) {
  const Summary summary =
      SummaryOf({Count("press", 1, 5), Count("stars", 5, 3), Count("stars-2", 1, 3)});
  EXPECT_EQ(summary.csat.count, 3);
  EXPECT_EQ(summary.csat.n, 6);  // both of five stars: more than the five who pressed
  ASSERT_EQ(summary.questions.size(), 3u);
  EXPECT_EQ(summary.questions[0].question.id, "press");  // the most answered first
}

TEST(Summary, WhatBlamesTheCompanyIsInTheTotalOnly) {
  const Summary summary = SummaryOf({Count("stars", 1, 4, /*fault=*/true), Count("stars", 5, 6)});
  EXPECT_EQ(summary.csat.count, 6);
  EXPECT_EQ(summary.csat.n, 6);
  EXPECT_EQ(summary.csat_total.count, 6);
  EXPECT_EQ(summary.csat_total.n, 10);
  EXPECT_DOUBLE_EQ(*summary.mean_rating.Value(), 5);
  EXPECT_EQ(summary.questions[0].distribution.at(1), 4);
}

TEST(Summary, PromotersAreNineAndTenDetractorsSixAndLess) {
  const Summary summary = SummaryOf({Count("nps", 6, 1), Count("nps", 7, 2), Count("nps", 8, 3),
                                     Count("nps", 9, 4), Count("nps", 10, 5)});
  EXPECT_EQ(summary.nps.n, 15);
  EXPECT_DOUBLE_EQ(*summary.nps.Score(), 100.0 * (9 - 1) / 15);
  EXPECT_EQ(summary.csat.n, 0);
}

TEST(Summary, SolvedAtOnceIsOfThoseWhoSaidHowOften) {
  const Summary summary = SummaryOf(
      {Count("solved", 1, 1, false, Contacts::kOne), Count("solved", 1, 2, false, Contacts::kMore),
       Count("solved", 0, 3, false, Contacts::kOne), Count("solved", 1, 4)});
  EXPECT_EQ(summary.resolved.count, 7);
  EXPECT_EQ(summary.resolved.n, 10);
  EXPECT_EQ(summary.first_contact_resolution.count, 1);
  EXPECT_EQ(summary.first_contact_resolution.n, 6);
}

TEST(Summary, AnswersToUnknownQuestionsAreLeftOut) {
  const Summary summary = SummaryOf({Count("gone", 5, 100), Count("stars", 5, 1)});
  EXPECT_EQ(summary.csat.n, 1);
  EXPECT_EQ(summary.questions.size(), 1u);
}

TEST(Summary, HandleTimeNamesItsPartsAndCountsThoseRecorded) {
  domain::Tally tally;
  tally.interactions.interactions = 10;
  tally.interactions.handled = 4;
  tally.interactions.talk_ms = 400000;
  tally.interactions.after_call_work_ms = 40000;
  tally.interactions.offered = 8;
  tally.interactions.offered_responses = 2;
  const Summary summary = Summarise(tally, kQuestions, Of::kOne);
  EXPECT_EQ(summary.handle_time.n, 4);
  EXPECT_EQ(summary.handle_time.total_ms, 440000);
  EXPECT_THAT(summary.handle_time.parts, ElementsAre("talk", "after_call_work"));
  EXPECT_DOUBLE_EQ(*summary.response_rate.Percent(), 25);
}

TEST(Summary, WhatWasUpheldLeavesOnesOwnFiguresAndStaysInThoseOfSeveral) {
  domain::AnswerCount bad = Count("stars", 1, 3), detractor = Count("nps", 2, 2);
  bad.upheld = 1;
  detractor.upheld = 2;
  const std::vector<domain::AnswerCount> answers = {bad, Count("stars", 5, 4), detractor,
                                                    Count("nps", 9, 1)};
  const Summary own = SummaryOf(answers, Of::kOne);
  EXPECT_EQ(own.csat, (Rate{4, 6}));
  EXPECT_EQ(own.csat_total, (Rate{4, 7}));
  EXPECT_EQ(own.mean_rating, (Mean{22, 6}));
  EXPECT_EQ(own.nps, (NetPromoter{1, 0, 1}));
  EXPECT_EQ(own.appeals_upheld, 3);
  const Summary of_all = SummaryOf(answers, Of::kSeveral);
  EXPECT_EQ(of_all.csat, (Rate{4, 7}));
  EXPECT_EQ(of_all.csat_total, (Rate{4, 7}));
  EXPECT_EQ(of_all.mean_rating, (Mean{23, 7}));
  EXPECT_EQ(of_all.nps, (NetPromoter{1, 2, 3}));
  EXPECT_EQ(of_all.appeals_upheld, 3);
}

}  // namespace
}  // namespace aftercall::insight
