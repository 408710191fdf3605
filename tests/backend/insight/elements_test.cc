#include "backend/insight/elements.h"

#include <gtest/gtest.h>

#include "tests/support/make_form.h"

namespace aftercall::insight {
namespace {

using domain::ScoreSums;

domain::Question QuestionOf(const char* id, int low, int high) {
  domain::Question question;
  question.id = id;
  question.low = low;
  question.high = high;
  return question;
}

// The form's elements: care (1-3, no question), solved (0-1, "resolved"), whole (1-5, "stars").
class FiguresByElementTest : public ::testing::Test {
 protected:
  std::vector<ElementFigures> Figures(int64_t fewest_people = 1) {
    const Of of = fewest_people == 1 ? Of::kOne : Of::kSeveral;
    return FiguresByElement(scores_, answers_, {{testing::ComparedForm(), 1, {}, {}}}, questions_,
                            of, fewest_people);
  }
  void Score(const char* element, ScoreSums sums, int64_t people = 1) {
    scores_.elements.push_back({"compared", element, domain::Evaluator::kSelf, sums, people});
  }
  void Leader(const char* element, ScoreSums sums, int64_t people = 1, bool upheld = false) {
    const auto evaluator = upheld ? domain::Evaluator::kLeaderUpheld : domain::Evaluator::kLeader;
    scores_.elements.push_back({"compared", element, evaluator, sums, people});
  }
  void Gap(const char* element, const char* question, ScoreSums sums, int64_t people = 1) {
    scores_.gaps.push_back({"compared", element, question, sums, people});
  }
  void Answer(const char* question, int rating, int64_t n, bool company_fault = false) {
    answers_.push_back({question, rating, company_fault, domain::Contacts::kUnknown, n});
  }

  domain::ElementTally scores_;
  std::vector<domain::AnswerCount> answers_;
  std::vector<domain::Question> questions_ = {QuestionOf("resolved", 0, 1),
                                              QuestionOf("stars", 1, 5)};
};

TEST_F(FiguresByElementTest, OnlyWhatWasScoredIsThereInTheFormsOrder) {
  EXPECT_TRUE(Figures().empty());
  Score("whole", {2, 8, 34});
  Score("gone", {2, 8, 34});
  Score("care", {1, 2, 4});
  const auto figures = Figures();
  ASSERT_EQ(figures.size(), 2u);
  EXPECT_EQ(figures[0].element_id, "care");
  EXPECT_EQ(figures[0].question_id, "");
  EXPECT_EQ(figures[1].element_id, "whole");
  EXPECT_EQ(figures[1].self, (Spread{2, 8, 34}));
  EXPECT_EQ(figures[1].low, 1);
  EXPECT_EQ(figures[1].high, 5);
}

TEST_F(FiguresByElementTest, WhatWasUpheldOnAppealLeavesOnesOwnAndStaysInTheTotalWithItsCount) {
  Leader("whole", {5, 20, 90}, 5);
  Leader("whole", {1, 1, 1}, 1, /*upheld=*/true);
  const auto own = Figures()[0];
  EXPECT_EQ(own.leader, (Spread{5, 20, 90}));
  EXPECT_EQ(own.leader_upheld, 1);
  EXPECT_EQ(own.self, Spread());
  const auto all = Figures(5)[0];
  EXPECT_EQ(all.leader, (Spread{6, 21, 91}));
  EXPECT_EQ(all.leader_upheld, 1);
}

TEST_F(FiguresByElementTest, WhereAllOfItWasUpheldNothingIsLeftButTheCount) {
  Leader("whole", {2, 3, 5}, 1, /*upheld=*/true);
  const auto own = Figures()[0];
  EXPECT_EQ(own.leader, Spread());
  EXPECT_EQ(own.leader_upheld, 2);
}

TEST_F(FiguresByElementTest, LeadersAreToldOfFiveScoredPeopleHoweverManyScoredThemselves) {
  Score("whole", {4, 16, 64}, 4);
  Leader("whole", {5, 20, 90}, 5);
  auto figures = Figures(5)[0];
  EXPECT_TRUE(figures.withheld);
  EXPECT_EQ(figures.self, Spread());
  EXPECT_EQ(figures.leader.n, 5);
  scores_.elements[0].people = 5;
  scores_.elements[1].people = 4;
  figures = Figures(5)[0];
  EXPECT_FALSE(figures.withheld);
  EXPECT_EQ(figures.self.n, 4);
  EXPECT_EQ(figures.leader, Spread());
  scores_.elements.erase(scores_.elements.begin());
  EXPECT_TRUE(Figures(5)[0].withheld) << "nobody has scored themselves";
}

TEST_F(FiguresByElementTest, CustomersAreThoseWhoAnsweredTheQuestionAndBlamedNotTheCompany) {
  Score("whole", {1, 4, 16});
  Answer("stars", 5, 2);
  Answer("stars", 2, 1);
  Answer("stars", 1, 7, /*company_fault=*/true);
  Answer("resolved", 1, 9);
  EXPECT_EQ(Figures()[0].question_id, "stars");
  EXPECT_EQ(Figures()[0].customer, (Spread{3, 12, 54}));
}

TEST_F(FiguresByElementTest, YesAndNoAreARate) {
  Score("solved", {25, 23, 23});
  Answer("resolved", 1, 3);
  Answer("resolved", 0, 1);
  const auto figures = Figures();
  EXPECT_TRUE(figures[0].IsYesNo());
  EXPECT_EQ(*(Rate{figures[0].self.sum, figures[0].self.n}.Percent()), 92);
  EXPECT_EQ(*(Rate{figures[0].customer.sum, figures[0].customer.n}.Percent()), 75);
}

TEST_F(FiguresByElementTest, AnotherScaleIsNeverBesideIt) {
  Score("whole", {9, 30, 100});
  Gap("whole", "stars", {9, 9, 9});
  Answer("stars", 5, 9);
  domain::Question lowest_is_best = QuestionOf("stars", 1, 5);
  lowest_is_best.direction = domain::Question::Direction::kLowIsBest;
  for (const auto& other : {QuestionOf("stars", 1, 7), QuestionOf("stars", 0, 5), lowest_is_best}) {
    questions_ = {other};
    const auto figures = Figures();
    EXPECT_EQ(figures[0].question_id, "");
    EXPECT_EQ(figures[0].customer.n, 0);
    EXPECT_FALSE(figures[0].gap);
    EXPECT_EQ(figures[0].self.n, 9);
  }
}

TEST_F(FiguresByElementTest, AGapWantsFiveOfBoth) {
  Score("whole", {9, 30, 100});
  Gap("whole", "stars", {4, 4, 4});
  EXPECT_FALSE(Figures()[0].gap);
  scores_.gaps[0].differences = {5, 5, 9};
  EXPECT_EQ(Figures()[0].gap, (Spread{5, 5, 9}));
  scores_.gaps[0].question_id = "what-an-earlier-version-named";
  EXPECT_FALSE(Figures()[0].gap);
}

TEST_F(FiguresByElementTest, OfFewerPeopleThanMayBeToldNothingIsTold) {
  Score("whole", {20, 60, 200}, 4);
  Answer("stars", 5, 9);
  auto figures = Figures(5);
  EXPECT_TRUE(figures[0].withheld);
  EXPECT_EQ(figures[0].self, Spread());
  EXPECT_EQ(figures[0].customer, Spread());
  scores_.elements[0].people = 5;
  Gap("whole", "stars", {9, 9, 9}, 4);
  figures = Figures(5);
  EXPECT_FALSE(figures[0].withheld);
  EXPECT_EQ(figures[0].self.n, 20);
  EXPECT_FALSE(figures[0].gap) << "four people are behind it";
  scores_.gaps[0].people = 5;
  EXPECT_TRUE(Figures(5)[0].gap);
}

TEST_F(FiguresByElementTest, AnswersThatLeftTheAgentsFigureSayNothingOfThem) {
  Score("whole", {1, 4, 16});
  Answer("stars", 5, 2);
  Answer("stars", 1, 3);
  answers_.back().upheld = 2;
  EXPECT_EQ(Figures()[0].customer, (Spread{3, 11, 51}));
}

}  // namespace
}  // namespace aftercall::insight
