#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"

// Pauses, and what stands still by them.
namespace aftercall::store {
namespace {

using testing::At;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

domain::Pause PauseUntil(int64_t id, domain::TeamId team, const std::string& queue, double ends) {
  return {{id}, team, queue, {7}, At(12), At(ends), std::nullopt};
}

TEST_P(StoreContract, PausesThatRunAreListedTheEarliestToEndFirst) {
  const auto lee = AddUser("Lee");
  const auto red = AddTeam("Red", {lee});
  auto team = PauseUntil(1, red, "", 16);
  team.by = lee;
  const auto queue = PauseUntil(2, {}, "cards", 15);
  auto over = PauseUntil(3, {}, "loans", 14);
  over.ended_at = At(13);
  Write([&](Transaction& t) {
    EXPECT_THAT(Value(t.ListPauses()), IsEmpty());
    absl::Status status;
    for (const auto& one : {team, queue, over}) status.Update(t.PutPause(one));
    EXPECT_THAT(Value(t.ListPauses()), ElementsAre(queue, team));
    return status;
  });
  const auto listed = Value(reader_->ListPauses());
  ASSERT_EQ(listed.size(), 2u);
  EXPECT_EQ(listed[0].pause, queue);
  EXPECT_EQ(listed[1].team_display_name, "Red");
  EXPECT_EQ(listed[1].by_display_name, "Lee");
  EXPECT_FALSE(Value(reader_->HasDuePauses(At(14.9))));
  EXPECT_TRUE(Value(reader_->HasDuePauses(At(15))));
  // Extended, and ended.
  team.ends_at = At(18);
  auto ended = queue;
  ended.ended_at = At(13);
  Write([&](Transaction& t) {
    auto status = t.PutPause(team);
    return status.ok() ? t.PutPause(ended) : status;
  });
  EXPECT_FALSE(Value(reader_->HasDuePauses(At(17.9))));
  ASSERT_EQ(Value(reader_->ListPauses()).size(), 1u);
  Reopen();
  EXPECT_EQ(Value(reader_->ListPauses())[0].pause, team);
}

std::vector<std::string> NamesOf(const std::vector<ListedQueue>& queues) {
  std::vector<std::string> names;
  for (const auto& one : queues) names.push_back(one.queue);
  return names;
}

TEST_P(StoreContract, QueuesOfALeaderAreThoseOfTheirTeamsSinceYesterday) {
  const auto lee = AddUser("Lee");
  const auto red = AddTeam("Red", {lee}), blue = AddTeam("Blue");
  for (const auto day : {kDay, kDay - 1}) Arrive("cards", red, day);
  Arrive("before", red, kDay - 1);
  Arrive("earlier", red, kDay - 2);
  Arrive("", red, kDay);
  Arrive("blue", blue, kDay);
  Arrive("nobody's", {}, kDay);
  const auto queues_of = [&](domain::UserId leader) {
    return NamesOf(Value(reader_->ListQueues(leader, {}, At(12), 9)));
  };
  EXPECT_THAT(queues_of(lee), ElementsAre("before", "cards"));
  EXPECT_THAT(queues_of({}), ElementsAre("before", "blue", "cards", "nobody's"));
  EXPECT_THAT(queues_of(kBob), IsEmpty());
}

TEST_P(StoreContract, QueuesThatArePausedAreListedWhateverCameIn) {
  const auto lee = AddUser("Lee");
  const auto red = AddTeam("Red", {lee});
  Arrive("cards", red, kDay);
  Arrive("loans", red, kDay);
  auto ended = PauseUntil(5, {}, "ended", 18);
  ended.ended_at = At(11);
  Write([&](Transaction& t) {
    absl::Status status;
    for (const auto& one : {PauseUntil(1, {}, "cards", 16), PauseUntil(2, {}, "quiet", 17),
                            PauseUntil(3, red, "", 18), PauseUntil(4, {}, "over", 12), ended}) {
      status.Update(t.PutPause(one));
    }
    return status;
  });
  EXPECT_THAT(Value(reader_->ListQueues(lee, {}, At(12), 9)),
              ElementsAre(ListedQueue{"cards", At(16)}, ListedQueue{"loans", std::nullopt},
                          ListedQueue{"quiet", At(17)}));
}

TEST_P(StoreContract, OfManyQueuesTheBusiestAreListed) {
  for (const char* queue : {"b", "c", "c", "a", "c", "b"}) Arrive(queue, {}, kDay);
  Write([&](Transaction& t) { return t.PutPause(PauseUntil(1, {}, "z", 16)); });
  EXPECT_THAT(NamesOf(Value(reader_->ListQueues({}, {}, At(12), 2))), ElementsAre("b", "c", "z"));
}

TEST_P(StoreContract, QueuesGoByTheClocksOfTheirTeams) {
  // At noon on kDay it is the day after in Auckland.
  const auto far = AddTeam("Far"), near = AddTeam("Near");
  Write([&](Transaction& t) {
    auto team = *Value(t.FindTeam(far));
    team.time_zone = "Pacific/Auckland";
    return t.UpdateTeam(team);
  });
  Arrive("far", far, kDay - 1);
  Arrive("near", near, kDay - 1);
  EXPECT_THAT(NamesOf(Value(reader_->ListQueues({}, {}, At(12), 9))), ElementsAre("near"));
}

TEST_P(StoreContract, StandingsSayWhichTeamIsPausedAndWhichOneLeads) {
  const auto ann = AddUser("Ann"), lee = AddUser("Lee");
  const auto red = AddTeam("Red", {lee}), blue = AddTeam("Blue", {lee});
  Write([&](Transaction& t) {
    auto status = t.SetMainTeam(ann, blue, At(1));
    if (status.ok()) status = t.SetMainTeam(ann, red, At(2));
    if (status.ok()) status = t.PutPause(PauseUntil(1, red, "", 16));
    return status.ok() ? t.PutPause(PauseUntil(2, {}, "cards", 17)) : status;
  });
  const auto of_ann = Value(reader_->ReadStanding(ann, kDay));
  EXPECT_EQ(of_ann.paused_until, At(16));
  EXPECT_THAT(of_ann.led_teams, IsEmpty());
  const auto of_lee = Value(reader_->ReadStanding(lee, kDay));
  EXPECT_EQ(of_lee.paused_until, std::nullopt);
  EXPECT_THAT(of_lee.led_teams,
              ElementsAre(LedTeam{blue, "Blue", std::nullopt}, LedTeam{red, "Red", At(16)}));
}

TEST_P(StoreContract, ASelfAssessmentThatStandsStillIsNotDue) {
  const auto ann = AddUser("Ann");
  domain::SelfAssessment asked;
  asked.interaction = AddInteraction("c1", ann, {}, kDay);
  asked.agent = ann;
  asked.asked_at = At(1);
  asked.lapses_at = At(13);
  asked.frozen_for = absl::Microseconds(1234567);
  auto frozen = asked;
  frozen.frozen_at = At(12);
  auto over = frozen;
  over.interaction = AddInteraction("c2", ann, {}, kDay);
  over.state = domain::SelfAssessment::State::kSkipped;
  Write([&](Transaction& t) {
    auto status = t.PutSelfAssessment(frozen);
    status.Update(t.PutSelfAssessment(over));
    EXPECT_EQ(Value(t.FindSelfAssessment(frozen.interaction, ann)), frozen);
    EXPECT_THAT(Value(t.ListDueSelfAssessments(At(99), 9)), IsEmpty());
    EXPECT_THAT(Value(t.ListFrozenSelfAssessments()), ElementsAre(frozen));
    EXPECT_THAT(Value(t.ListOpenSelfAssessments(ann)), ElementsAre(frozen));
    return status;
  });
  EXPECT_FALSE(Value(reader_->HasDueSelfAssessments(At(99))));
  Write([&](Transaction& t) {
    auto status = t.PutSelfAssessment(asked);
    EXPECT_THAT(Value(t.ListFrozenSelfAssessments()), IsEmpty());
    EXPECT_THAT(Value(t.ListDueSelfAssessments(At(99), 9)), ElementsAre(asked));
    return status;
  });
  EXPECT_TRUE(Value(reader_->HasDueSelfAssessments(At(99))));
}

// A call of Ann's that came in at `queue`, and a review of it that somebody is asked for.
struct AtQueue {
  domain::InteractionId call;
  domain::Review review;
  domain::ReviewTask task;
};

TEST_P(StoreContract, WhatIsOpenIsFoundByItsQueueAndStandsStill) {
  const auto ann = AddUser("Ann");
  std::vector<AtQueue> all;
  Write([&](Transaction& t) {
    absl::Status status;
    for (const char* queue : {"cards", "loans", ""}) {
      AtQueue one;
      domain::PlacedInteraction placed;
      placed.told = testing::CallOf(queue, "7");
      placed.told.external_id = absl::StrCat("at ", queue);
      placed.told.queue = queue;
      placed.id = one.call = {t.NewId()};
      placed.agent = ann;
      placed.day = kDay;
      placed.parties = {ann};
      status.Update(t.InsertInteraction(placed));
      one.review.id = {t.NewId()};
      one.review.interaction = one.call;
      one.review.requester = ann;
      one.review.state = domain::Review::State::kOffered;
      status.Update(t.PutReview(one.review));
      one.task.id = {t.NewId()};
      one.task.review = one.review.id;
      one.task.reviewer = kBob;
      one.task.offered_at = At(12);
      one.task.deadline = {domain::kTimeToAccept, At(12), At(84)};
      status.Update(t.PutReviewTask(one.task));
      domain::SelfAssessment asked;
      asked.interaction = one.call;
      asked.agent = ann;
      status.Update(t.PutSelfAssessment(asked));
      all.push_back(one);
    }
    EXPECT_THAT(Value(t.ListOpenReviewTasksOfQueue("cards")), ElementsAre(all[0].task));
    const auto asked = Value(t.ListOpenSelfAssessmentsOfQueue("loans"));
    EXPECT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked.at(0).interaction, all[1].call);
    EXPECT_THAT(Value(t.ListOpenReviewTasksOfQueue("mortgages")), IsEmpty());
    return status;
  });
  Write([&](Transaction& t) {
    auto frozen = all[0].task;
    frozen.deadline.frozen_at = At(12.5);
    auto status = t.PutReviewTask(frozen);
    EXPECT_EQ(Value(t.FindReviewTask(frozen.id)), frozen);
    EXPECT_THAT(Value(t.ListFrozenReviewTasks()), ElementsAre(frozen));
    EXPECT_EQ(Value(t.ListDueReviewTasks(At(999), 9)).size(), 2u);
    return status;
  });
}

TEST_P(StoreContract, ReviewersAreLookedForSoonerAndNeverLater) {
  const auto ann = AddUser("Ann");
  std::vector<domain::Review> reviews(2);
  for (int i = 0; i < 2; ++i) {
    reviews[i].id = {100 + i};
    reviews[i].interaction = AddInteraction(absl::StrCat("c", i), ann, {}, kDay);
    reviews[i].requester = ann;
    reviews[i].look_at = At(12 + 2 * i);
  }
  Write([&](Transaction& t) {
    auto status = t.PutReview(reviews[0]);
    status.Update(t.PutReview(reviews[1]));
    status.Update(t.LookForReviewersAt(At(13)));
    EXPECT_EQ(Value(t.FindReview(reviews[0].id))->look_at, At(12));
    EXPECT_EQ(Value(t.FindReview(reviews[1].id))->look_at, At(13));
    return status;
  });
}

}  // namespace
}  // namespace aftercall::store
