#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "backend/domain/survey.h"
#include "tests/support/make.h"

// Which answers count (FIELD.md, re-rating).
namespace aftercall::domain {
namespace {

using testing::AnswerTo;
using testing::At;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::Duration kWindow = absl::Hours(24);

// The answers of one call, in order of arrival.
class Answers {
 public:
  Answers() { interaction_.told = testing::CallOf("c1", "a"); }

  // `given` in hours after midnight; nothing: no time was told, and it arrives then.
  StoredResponse& Add(int rating, std::optional<double> given, const char* question = "stars") {
    StoredResponse response;
    response.id = {static_cast<int64_t>(list_.size()) + 1};
    response.told = AnswerTo("c1", absl::StrCat("r", list_.size()), rating);
    response.told.question_id = question;
    response.told.answered.reset();
    if (given) response.told.answered = At(*given);
    response.arrived_at = At(100);
    list_.push_back(std::move(response));
    return list_.back();
  }

  std::vector<int> CountingRatings(absl::Duration window = kWindow) const {
    std::vector<int> ratings;
    for (const auto* response : Counting(interaction_, list_, Calendar(), window)) {
      ratings.push_back(response->told.rating);
    }
    return ratings;
  }

  PlacedInteraction& interaction() { return interaction_; }

 private:
  PlacedInteraction interaction_;
  std::vector<StoredResponse> list_;
};

TEST(Counting, NothingOfNothing) { EXPECT_THAT(Answers().CountingRatings(), IsEmpty()); }

TEST(Counting, TheLastWithinTheWindowCountsOnce) {
  Answers answers;
  answers.Add(2, 11);
  answers.Add(4, 12);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(4));
}

TEST(Counting, OneAnswerAQuestion) {
  Answers answers;
  answers.Add(2, 11, "stars");
  answers.Add(9, 11, "nps");
  answers.Add(5, 12, "stars");
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(9, 5));  // by question id
}

TEST(Counting, TheWindowIncludesItsLastMoment) {
  Answers answers;
  answers.Add(2, 11);
  answers.Add(4, 35);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(4));
}

TEST(Counting, AnAnswerAfterTheWindowStaysHistory) {
  Answers answers;
  answers.Add(2, 11);
  answers.Add(4, 35.01);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(2));
  EXPECT_THAT(answers.CountingRatings(absl::Hours(48)), ElementsAre(4));
}

TEST(Counting, TheOrderOfArrivalIsNotThatOfAnswering) {
  Answers answers;
  answers.Add(4, 12);
  answers.Add(2, 11);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(4));
}

TEST(Counting, AnAnswerAfterTheWindowThatArrivesFirstStaysHistory) {
  Answers answers;
  answers.Add(4, 60);
  answers.Add(2, 11);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(2));
}

TEST(Counting, OfTwoAtOneMomentTheLaterArrivalCounts) {
  Answers answers;
  answers.Add(2, 11);
  answers.Add(4, 11);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(4));
}

TEST(Counting, AnIdentityToldAgainCountsInItsLastForm) {
  Answers answers;
  answers.Add(2, 11).current = false;
  answers.Add(5, 11);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(5));
}

TEST(Counting, WhatIsToldAgainAfterTheWindowCountsWhereItIsAllThereIs) {
  Answers answers;
  answers.Add(2, 11).current = false;
  answers.Add(5, 50);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(5));
  // Another answer in time goes before it, whenever it arrives.
  answers.Add(3, 12);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(3));
}

TEST(Counting, OfSeveralAfterTheWindowTheEarliestCounts) {
  Answers answers;
  answers.Add(2, 11).current = false;
  answers.Add(5, 70);
  answers.Add(4, 60);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(4));
}

TEST(Counting, WithoutATimeTheArrivalIsTaken) {
  Answers answers;
  answers.Add(2, 11);
  answers.Add(4, {}).arrived_at = At(12);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(4));
}

TEST(Counting, ATimeBeforeTheCallIsImpossibleAndNotTaken) {
  Answers answers;
  answers.Add(4, 9).arrived_at = At(13);  // the call began at 10:00
  answers.Add(2, 12);
  EXPECT_THAT(answers.CountingRatings(), ElementsAre(4));
}

TEST(AnsweredAt, ALocalDateIsComparedWithDatesOnly) {
  PlacedInteraction placed;
  placed.told = testing::CallOf("c1", "a");
  StoredResponse response;
  response.arrived_at = At(20);
  response.told = AnswerTo("c1", "r1", 5);
  response.told.answered = absl::CivilDay(2026, 3, 9);  // the call began later that day
  EXPECT_FALSE(AnsweredBeforeStart(placed, response.told, Calendar()));
  EXPECT_EQ(AnsweredAt(placed, response, Calendar()), Moment(absl::CivilDay(2026, 3, 9)));
  response.told.answered = absl::CivilDay(2026, 3, 8);
  EXPECT_TRUE(AnsweredBeforeStart(placed, response.told, Calendar()));
  EXPECT_EQ(AnsweredAt(placed, response, Calendar()), Moment(At(20)));
}

TEST(AnsweredAt, IsAsToldWhereTheBeginningIsNotKnown) {
  PlacedInteraction placed;
  placed.told = testing::CallOf("c1", "a");
  placed.told.started_at.reset();
  StoredResponse response;
  response.told = AnswerTo("c1", "r1", 5);
  response.told.answered = At(-50);
  EXPECT_EQ(AnsweredAt(placed, response, Calendar()), Moment(At(-50)));
}

}  // namespace
}  // namespace aftercall::domain
