#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"

// Roll-ups.
namespace aftercall::store {
namespace {

using ::testing::IsEmpty;

constexpr domain::TeamId kRed{3}, kBlue{4};

domain::Cell CellOf(domain::UserId user, domain::TeamId team, absl::CivilDay day,
                    const char* topic = "billing") {
  return {user, team, day, domain::Channel::kVoice, topic};
}

domain::RollupDelta DeltaOf(const domain::Cell& cell, int64_t n, int rating = 4) {
  domain::RollupDelta delta;
  domain::InteractionCounts counts{n, 2 * n, 3 * n, 4 * n, 5 * n, 6 * n, 7 * n, 8 * n, 9 * n};
  delta.interactions[cell] = counts;
  delta.answers[{cell, "stars", rating, false, domain::Contacts::kUnknown}] = n;
  delta.late[{cell.user, cell.day + 1}] = n;
  return delta;
}

testing::Command Adding(domain::RollupDelta delta) {
  return [delta = std::move(delta)](Transaction& t) {
    t.AddToRollups(delta);
    return absl::OkStatus();
  };
}

TEST_P(StoreContract, FiguresAreSummedByScopeAndPeriod) {
  Write(Adding(DeltaOf(CellOf(kAnn, kRed, kDay), 1)));
  Write(Adding(DeltaOf(CellOf(kAnn, kBlue, kDay + 1), 10)));
  Write(Adding(DeltaOf(CellOf(kBob, kRed, kDay, "delivery"), 100)));
  Write(Adding(DeltaOf(CellOf({}, {}, kDay), 1000)));
  const auto n = [&](Scope scope, Period period = {}) {
    return Value(reader_->ReadTally(scope, period)).interactions.interactions;
  };
  EXPECT_EQ(n({}), 1111);
  EXPECT_EQ(n({kAnn, {}}), 11);
  EXPECT_EQ(n({{}, kRed}), 101);
  EXPECT_EQ(n({kAnn, {}}, {kDay, kDay}), 1);
  EXPECT_EQ(n({}, {kDay + 1, {}}), 10);
  EXPECT_EQ(n({}, {{}, kDay}), 1101);
  EXPECT_EQ(n({{77}, {}}), 0);
  const auto counts = Value(reader_->ReadTally({{}, kBlue}, {})).interactions;
  EXPECT_EQ(counts, (domain::InteractionCounts{10, 20, 30, 40, 50, 60, 70, 80, 90}));
}

TEST_P(StoreContract, AnswersAlikeAreAddedUpAndThoseTakenAwayVanish) {
  const domain::Cell cell = CellOf(kAnn, kRed, kDay);
  Write(Adding(DeltaOf(cell, 2)));
  Write(Adding(DeltaOf(CellOf(kAnn, kRed, kDay, "other topic"), 3)));
  Write(Adding(DeltaOf(cell, 5, /*rating=*/1)));
  auto answers = Value(reader_->ReadTally({kAnn, {}}, {})).answers;
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0].rating, 1);
  EXPECT_EQ(answers[0].n, 5);
  EXPECT_EQ(answers[1].rating, 4);
  EXPECT_EQ(answers[1].n, 5);
  domain::RollupDelta away;
  away.Add(DeltaOf(cell, 5, 1), -1);
  Write(Adding(away));
  answers = Value(reader_->ReadTally({kAnn, {}}, {})).answers;
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].rating, 4);
}

TEST_P(StoreContract, ClassesOfAnswersAreKeptApart) {
  domain::RollupDelta delta;
  const domain::Cell cell = CellOf(kAnn, kRed, kDay);
  delta.answers[{cell, "stars", 4, true, domain::Contacts::kOne}] = 1;
  delta.answers[{cell, "stars", 4, true, domain::Contacts::kMore}] = 2;
  delta.answers[{cell, "stars", 4, false, domain::Contacts::kOne}] = 3;
  delta.answers[{cell, "nps", 4, false, domain::Contacts::kOne}] = 4;
  Write(Adding(delta));
  const auto answers = Value(reader_->ReadTally({}, {})).answers;
  ASSERT_EQ(answers.size(), 4u);
  EXPECT_EQ(answers[0].question_id, "nps");
  EXPECT_EQ(answers[0].n, 4);
  EXPECT_EQ(answers[1].n, 3);
  EXPECT_EQ(answers[2].n, 1);
  EXPECT_TRUE(answers[2].company_fault);
  EXPECT_EQ(answers[2].contacts, domain::Contacts::kOne);
  EXPECT_EQ(answers[3].n, 2);
}

TEST_P(StoreContract, AStandingIsTodaysAlone) {
  Write(Adding(DeltaOf(CellOf(kAnn, kRed, kDay), 1)));
  Write(Adding(DeltaOf(CellOf(kAnn, kBlue, kDay + 1), 10)));
  auto standing = Value(reader_->ReadStanding(kAnn, kDay + 1));
  EXPECT_EQ(standing.today.interactions.interactions, 10);
  ASSERT_EQ(standing.today.answers.size(), 1u);
  EXPECT_EQ(standing.today.answers[0].n, 10);
  EXPECT_EQ(standing.for_earlier_days, 1);
  standing = Value(reader_->ReadStanding(kAnn, kDay + 30));
  EXPECT_EQ(standing.today.interactions, domain::InteractionCounts());
  EXPECT_THAT(standing.today.answers, IsEmpty());
  EXPECT_EQ(standing.for_earlier_days, 0);
}

domain::RollupDelta ScoresOf(domain::UserId user, domain::TeamId team, absl::CivilDay day,
                             int64_t score, int64_t difference) {
  domain::RollupDelta delta;
  delta.elements[{user, team, day, "small", "care"}] = domain::ScoreSums::Of(score);
  delta.gaps[{user, team, day, "small", "care", "stars"}] = domain::ScoreSums::Of(difference);
  return delta;
}

TEST_P(StoreContract, ScoresAreSummedByElementWithHowManyPeopleGaveThem) {
  Write(Adding(ScoresOf(kAnn, kRed, kDay, 2, -1)));
  Write(Adding(ScoresOf(kAnn, kRed, kDay + 1, 3, 1)));
  Write(Adding(ScoresOf(kBob, kRed, kDay, 4, 2)));
  Write(Adding(ScoresOf(kBob, kBlue, kDay, 5, 3)));
  const auto team = Value(reader_->ReadElementTally({{}, kRed}, {}));
  ASSERT_EQ(team.elements.size(), 1u);
  EXPECT_EQ(team.elements[0].form_id, "small");
  EXPECT_EQ(team.elements[0].element_id, "care");
  EXPECT_EQ(team.elements[0].scores, (domain::ScoreSums{3, 9, 29}));
  EXPECT_EQ(team.elements[0].people, 2);
  ASSERT_EQ(team.gaps.size(), 1u);
  EXPECT_EQ(team.gaps[0].question_id, "stars");
  EXPECT_EQ(team.gaps[0].differences, (domain::ScoreSums{3, 2, 6}));
  EXPECT_EQ(team.gaps[0].people, 2);
  EXPECT_EQ(Value(reader_->ReadElementTally({{}, kRed}, {kDay + 1, {}})).elements[0].people, 1);
  EXPECT_EQ(Value(reader_->ReadElementTally({kBob, {}}, {})).elements[0].scores.sum, 9);
  EXPECT_EQ(Value(reader_->ReadElementTally({}, {})).elements[0].scores.n, 4);
}

TEST_P(StoreContract, WhoseScoresWereTakenAwayIsNobodyBehindAFigure) {
  Write(Adding(ScoresOf(kAnn, kRed, kDay, 2, -1)));
  Write(Adding(ScoresOf(kBob, kRed, kDay, 4, 2)));
  domain::RollupDelta away;
  away.Add(ScoresOf(kBob, kRed, kDay, 4, 2), -1);
  Write(Adding(away));
  auto tally = Value(reader_->ReadElementTally({{}, kRed}, {}));
  ASSERT_EQ(tally.elements.size(), 1u);
  EXPECT_EQ(tally.elements[0].people, 1);
  EXPECT_EQ(tally.gaps[0].people, 1);
  away = {};
  away.Add(ScoresOf(kAnn, kRed, kDay, 2, -1), -1);
  Write(Adding(away));
  tally = Value(reader_->ReadElementTally({}, {}));
  EXPECT_THAT(tally.elements, IsEmpty());
  EXPECT_THAT(tally.gaps, IsEmpty());
}

TEST_P(StoreContract, ElementCellsAreReadWithWhatTheTransactionHasAdded) {
  const auto add_and_read = [](int64_t times) {
    return [=](Transaction& t) {
      t.AddToRollups(ScoresOf(kAnn, kRed, kDay, 2, -1));
      const auto cells = Value(t.ReadRollups(kAnn, kDay));
      EXPECT_EQ(cells.elements.begin()->second.n, times);
      EXPECT_EQ(cells.gaps.begin()->second.sum, -times);
      EXPECT_TRUE(Value(t.ReadRollups(kAnn, kDay + 1)).elements.empty());
      EXPECT_TRUE(Value(t.ReadRollups(kBob, kDay)).gaps.empty());
      return absl::OkStatus();
    };
  };
  Write(add_and_read(1));
  std::vector<testing::Command> group;
  group.push_back(add_and_read(2));
  group.push_back(add_and_read(3));
  testing::RunTogether(*store_, std::move(group));
}

TEST_P(StoreContract, WhatLeftAnAgentsFigureIsCountedBesideTheAnswers) {
  const domain::AnswerCell answers{CellOf(kAnn, kRed, kDay), "stars", 4, false, {}};
  domain::RollupDelta delta;
  delta.answers[answers] = 3;
  Write(Adding(delta));
  domain::RollupDelta upheld;
  upheld.upheld[answers] = 2;
  Write([&](Transaction& t) {
    t.AddToRollups(upheld);
    EXPECT_EQ(Value(t.ReadRollups(kAnn, kDay)).upheld, upheld.upheld) << "not written yet";
    return absl::OkStatus();
  });
  for (const Scope& scope : {Scope{kAnn, {}}, Scope{{}, kRed}, Scope()}) {
    const auto read = Value(reader_->ReadTally(scope, {})).answers;
    ASSERT_EQ(read.size(), 1u);
    EXPECT_EQ(read[0].n, 3);
    EXPECT_EQ(read[0].upheld, 2);
  }
  domain::RollupDelta back;
  back.Add(upheld, -1);
  Write(Adding(back));
  Write([&](Transaction& t) {
    const auto cells = Value(t.ReadRollups(kAnn, kDay));
    EXPECT_TRUE(cells.upheld.empty());
    EXPECT_EQ(cells.answers.at(answers), 3);
    return absl::OkStatus();
  });
}

}  // namespace
}  // namespace aftercall::store
