#include <gmock/gmock.h>

#include "client/model/desk.h"
#include "tests/client/model/make.h"

namespace aftercall::model {
namespace {

using ::testing::ElementsAre;

// A leader's desk, and the queues that they may pause.
class QueuesTest : public testing::Test {
 protected:
  void SetUp() override {
    Apply({std::nullopt, LinkState{Link::kLive, ""}});
    for (const auto& event : {make::Snapshotting(), make::Snapshot({}), make::CaughtUpAt(0)}) {
      Apply(event);
    }
  }
  void Apply(FeedEvent event) { ASSERT_TRUE(desk_.Apply(event, make::kNow).ok()); }
  void TellStanding(std::vector<LedTeam> teams) {
    Standing standing;
    standing.led_teams = std::move(teams);
    Apply({std::nullopt, standing});
  }
  void Answer(Doing what, std::optional<Refusal> refusal = {}) {
    desk_.mutable_hand().Give({"1", "of a pause", std::move(what)});
    Apply({std::nullopt, CommandAnswered{"1", std::move(refusal)}});
  }
  void Open() {
    TellStanding({{"teams/a", "Riverside", {}}});
    desk_.OpenQueues();
    Apply({std::nullopt, QueuesTold{*desk_.WantedNow().queues, {{{"cards", {}}, {"loans", {}}}}}});
  }

  Desk desk_;
};

TEST_F(QueuesTest, AreWantedOnceItIsKnownThatThePersonLeadsATeam) {
  desk_.OpenQueues();
  EXPECT_FALSE(desk_.WantedNow().queues);
  TellStanding({});
  EXPECT_FALSE(desk_.WantedNow().queues);
  TellStanding({{"teams/a", "Riverside", {}}});
  EXPECT_TRUE(desk_.WantedNow().queues);
}

TEST_F(QueuesTest, AreWantedWithEachOpeningUntilAnswered) {
  EXPECT_EQ(desk_.queues(), nullptr);
  Open();
  EXPECT_THAT(*desk_.queues(), ElementsAre(Queue{"cards", {}}, Queue{"loans", {}}));
  EXPECT_FALSE(desk_.WantedNow().queues);
  desk_.OpenQueues();
  const auto first = desk_.WantedNow().queues;
  desk_.OpenQueues();
  Apply({std::nullopt, QueuesTold{*first, std::nullopt}});
  EXPECT_NE(desk_.queues(), nullptr) << "that was an earlier opening's";
  Apply({std::nullopt, QueuesTold{*desk_.WantedNow().queues, std::nullopt}});
  EXPECT_EQ(desk_.queues(), nullptr) << "they may not pause queues any more";
}

TEST_F(QueuesTest, OneThatWasPausedIsToldAnew) {
  Open();
  Answer(StartPause{{"", "loans"}});
  EXPECT_THAT(*desk_.queues(), ElementsAre(Queue{"cards", {}}, Queue{"loans", {}, true}));
  const Queue paused{"loans", make::kNow + absl::Hours(4)};
  Apply({std::nullopt, QueuesTold{*desk_.WantedNow().queues, {{paused}}}});
  EXPECT_THAT(*desk_.queues(), ElementsAre(paused));
  Answer(EndPause{{"", "loans"}});
  EXPECT_TRUE(desk_.WantedNow().queues);
}

TEST_F(QueuesTest, StayAsTheyAreWhereAPauseIsRefusedOrOfATeam) {
  Open();
  Answer(StartPause{{"", "loans"}}, Refusal{"ROLE_INSUFFICIENT", "Only team leaders."});
  Answer(StartPause{{"teams/a"}});
  EXPECT_FALSE(desk_.WantedNow().queues);
  EXPECT_THAT(*desk_.queues(), ElementsAre(Queue{"cards", {}}, Queue{"loans", {}}));
}

}  // namespace
}  // namespace aftercall::model
