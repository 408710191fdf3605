#include "backend/domain/feed_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "tests/support/make.h"

// What a log leaves standing.
namespace aftercall::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::VerdictOf;

class Log {
 public:
  Log& Add(FeedEvent event) {
    entries_.push_back(
        {static_cast<int64_t>(entries_.size()) + 1, testing::At(12), true, std::move(event)});
    return *this;
  }
  std::vector<FeedEntry> Latest(size_t limit = 100) const { return LatestEntries(entries_, limit); }
  std::vector<int64_t> Positions(size_t limit = 100) const {
    std::vector<int64_t> positions;
    for (const auto& entry : Latest(limit)) positions.push_back(entry.position);
    return positions;
  }

 private:
  std::vector<FeedEntry> entries_;
};

VerdictWithdrawn Withdrawn(int64_t interaction) { return {{interaction}, "stars", {}}; }

TEST(LatestEntries, AreInOrderAndAtMostAsMany) {
  Log log;
  for (int i = 1; i <= 5; ++i) log.Add(VerdictOf(i, i));
  EXPECT_THAT(log.Positions(), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(log.Positions(2), ElementsAre(4, 5));
  EXPECT_THAT(log.Positions(0), IsEmpty());
}

TEST(LatestEntries, AChangedOneIsInItsLastFormAtItsLastPlace) {
  Log log;
  log.Add(VerdictOf(1, 2)).Add(VerdictOf(2, 4)).Add(VerdictChanged{VerdictOf(1, 5), 2});
  EXPECT_THAT(log.Positions(), ElementsAre(2, 3));
  EXPECT_EQ(log.Latest()[1].event, FeedEvent(VerdictOf(1, 5)));
}

TEST(LatestEntries, AWithdrawnOneIsGoneUntilToldAgain) {
  Log log;
  log.Add(VerdictOf(1, 2)).Add(VerdictOf(2, 4)).Add(Withdrawn(1));
  EXPECT_THAT(log.Positions(), ElementsAre(2));
  log.Add(VerdictOf(1, 3));
  EXPECT_THAT(log.Positions(), ElementsAre(2, 4));
}

TEST(LatestEntries, WithdrawingConcernsOneQuestion) {
  Verdict nps = VerdictOf(1, 9);
  nps.question_id = "nps";
  Log log;
  log.Add(VerdictOf(1, 2)).Add(nps).Add(Withdrawn(1));
  EXPECT_THAT(log.Positions(), ElementsAre(2));
}

TEST(LatestEntries, ASeenOneNamesItsAgent) {
  Log log;
  log.Add(VerdictOf(1, 2)).Add(VerdictSeen{{1}, "stars", {7}, "Ann"});
  const auto latest = log.Latest();
  ASSERT_EQ(latest.size(), 1u);
  EXPECT_EQ(latest[0].position, 1);
  EXPECT_EQ(std::get<Verdict>(latest[0].event).agent, UserId{7});
  EXPECT_EQ(std::get<Verdict>(latest[0].event).agent_display_name, "Ann");
}

TEST(LatestEntries, ChangesOfWhatIsNotThereDoNoHarm) {
  Log log;
  log.Add(VerdictSeen{{1}, "stars", {7}, "Ann"}).Add(Withdrawn(2));
  EXPECT_THAT(log.Positions(), IsEmpty());
  log.Add(VerdictChanged{VerdictOf(3, 5), 2});
  EXPECT_THAT(log.Positions(), ElementsAre(3));
}

TEST(LatestEntries, StandAloneWhateverChangeTheyCameWith) {
  std::vector<FeedEntry> entries = {{1, testing::At(12), /*ends_change=*/false, VerdictOf(1, 2)}};
  EXPECT_TRUE(LatestEntries(entries, 5).at(0).ends_change);
}

TEST(LatestEntries, WhatIsSealedStandsUntilItsVerdictComes) {
  const InteractionReference reference{{1}, "c1", Channel::kVoice, "", std::nullopt, {}};
  const auto told = [&](SelfAssessment::State state) {
    SelfAssessmentTold told;
    told.reference = reference;
    told.state = state;
    return told;
  };
  std::vector<FeedEntry> entries = {{1, {}, true, told(SelfAssessment::State::kOpen)},
                                    {2, {}, true, VerdictSealed{reference, "stars"}},
                                    {3, {}, true, told(SelfAssessment::State::kSnoozed)}};
  EXPECT_EQ(LatestEntries(entries, 9),
            (std::vector<FeedEntry>{{2, {}, true, VerdictSealed{reference, "stars"}},
                                    {3, {}, true, told(SelfAssessment::State::kSnoozed)}}));
  const Verdict verdict = testing::VerdictOf(1, 4);
  entries.push_back({4, {}, true, told(SelfAssessment::State::kCommitted)});
  entries.push_back({5, {}, true, verdict});
  EXPECT_EQ(LatestEntries(entries, 9), (std::vector<FeedEntry>{{5, {}, true, verdict}}));
}

TEST(LatestEntries, AReviewStandsUntilItsRequesterHasAnsweredAndATaskUntilItIsDone) {
  ReviewTold review;
  review.review = {101};
  ReviewTaskTold task;
  task.task = {102};
  Log log;
  log.Add(review).Add(task);
  EXPECT_THAT(log.Positions(), ElementsAre(1, 2));
  review.state = Review::State::kSubmitted;
  task.state = ReviewTask::State::kAccepted;
  log.Add(review).Add(task);
  EXPECT_THAT(log.Positions(), ElementsAre(3, 4));
  review.state = Review::State::kAcknowledged;
  task.state = ReviewTask::State::kSubmitted;
  log.Add(review).Add(task);
  EXPECT_THAT(log.Positions(), IsEmpty());
}

TEST(LatestEntries, AnAppealStandsUnlessItWasWithdrawnATaskUntilItIsDoneAndKudosAlways) {
  AppealTold appeal;
  appeal.appeal = {101};
  AppealTaskTold task;
  task.task = {102};
  KudosTold kudos;
  kudos.kudos = {103};
  Log log;
  log.Add(appeal).Add(task).Add(kudos);
  EXPECT_THAT(log.Positions(), ElementsAre(1, 2, 3));
  appeal.state = Appeal::State::kUpheld;
  task.state = AppealTask::State::kTaken;
  log.Add(appeal).Add(task);
  EXPECT_THAT(log.Positions(), ElementsAre(3, 4, 5));
  appeal.state = Appeal::State::kWithdrawn;
  task.state = AppealTask::State::kDecided;
  log.Add(appeal).Add(task);
  EXPECT_THAT(log.Positions(), ElementsAre(3));
}

}  // namespace
}  // namespace aftercall::domain
