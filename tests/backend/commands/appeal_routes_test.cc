#include "backend/commands/route_appeal.h"
#include "tests/backend/commands/appeal_fixture.h"

// To whom an appeal goes, and to whom next.
namespace aftercall::commands {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
using State = domain::Appeal::State;
using TaskState = domain::AppealTask::State;

TEST_F(AppealTest, GoesToLeadersOfOtherTeamsFirst) {
  OtherLeaders();
  ASSERT_EQ(Open(AppealOf("c1")), "");
  EXPECT_THAT(Arbiters(), UnorderedElementsAre(max_, nia_, oli_));
  EXPECT_EQ(Appealed().state, State::kOffered);
}

TEST_F(AppealTest, NoMoreThanAFewAreAskedAtOnceAndTheOthersNext) {
  OtherLeaders();
  const auto pia = Leader("Pia", {"Grey"});
  ASSERT_EQ(Open(AppealOf("c1")), "");
  const auto first = Arbiters();
  ASSERT_EQ(first.size(), kMostArbiters);
  clock_.Advance(domain::kTimeToTake);
  RunDueOfAppeals();
  ASSERT_EQ(Arbiters().size(), 1u);
  EXPECT_THAT(first, Not(Contains(Arbiters()[0])));
  EXPECT_THAT(Arbiters(), Each(AnyOf(max_, nia_, oli_, pia)));
}

TEST_F(AppealTest, LeadersOfAnotherSiteAreNotAsked) {
  OtherLeaders();
  for (const char* team : {"Blue", "Green", "White"}) {
    ASSERT_TRUE(testing::Run(*store_, [&, id = TeamCalled(team)](store::Transaction& t) {
                  TeamChange change;
                  change.time_zone = "Asia/Shanghai";
                  return UpdateTeam(t, id, change).status();
                }).ok());
  }
  ASSERT_EQ(Open(AppealOf("c1")), "");
  EXPECT_THAT(Arbiters(), ElementsAre(lee_));
}

TEST_F(AppealTest, WhoDoesNotTakeItInTimeLosesItToTheNextRing) {
  max_ = Leader("Max", {"Blue"});
  const auto quinn = Person("Quinn", domain::Role::kQualityAnalyst);
  const auto olga = Person("Olga", domain::Role::kOperationsManager);
  ASSERT_EQ(Open(AppealOf("c1")), "");
  EXPECT_THAT(Arbiters(), ElementsAre(max_));
  clock_.Advance(domain::kTimeToTake - absl::Seconds(1));
  RunDueOfAppeals();
  EXPECT_THAT(Arbiters(), ElementsAre(max_));
  clock_.Advance(absl::Seconds(1));
  RunDueOfAppeals();
  EXPECT_THAT(Arbiters(), ElementsAre(lee_));
  EXPECT_THAT(Feed(max_), ElementsAre("to decide: offered", "to decide: lapsed"));
  EXPECT_EQ(TakeIt(Asked()[0]), "APPEAL_STATE");
  clock_.Advance(domain::kTimeToTake);
  RunDueOfAppeals();
  EXPECT_THAT(Arbiters(), UnorderedElementsAre(quinn, olga));
  // Once all have been asked, those again who let it lapse.
  clock_.Advance(domain::kTimeToTake);
  RunDueOfAppeals();
  EXPECT_THAT(Arbiters(), ElementsAre(max_));
  EXPECT_THAT(Feed(Agent("1"), 1), ElementsAre("appeal c1 stars open")) << "whoever is asked";
}

TEST_F(AppealTest, WhoTookItAndDoesNotDecideLosesItToo) {
  max_ = Leader("Max", {"Blue"});
  ASSERT_EQ(Open(AppealOf("c1")), "");
  clock_.Advance(domain::kTimeToTake - absl::Seconds(1));
  ASSERT_EQ(TakeIt(Asked()[0]), "");
  clock_.Advance(domain::kTimeToDecide - absl::Seconds(1));
  RunDueOfAppeals();
  EXPECT_EQ(Asked()[0].state, TaskState::kTaken);
  clock_.Advance(absl::Seconds(1));
  RunDueOfAppeals();
  EXPECT_EQ(Asked()[0].state, TaskState::kLapsed);
  EXPECT_THAT(Arbiters(), ElementsAre(lee_));
  EXPECT_EQ(Decide(Asked()[0], AppealDecision::kUphold), "APPEAL_STATE");
}

TEST_F(AppealTest, WhoEvaluatedTheCallOrIsAskedToDoesNotDecide) {
  OtherLeaders();
  SetStateOfAll(6, domain::AgentState::State::kOffline);
  ASSERT_EQ(Request(RequestFor("c1")), "") << "with Lee, since nobody else is there";
  ASSERT_EQ(Tasks()[0].reviewer, lee_);
  Leave(max_);
  Leave(nia_);
  Leave(oli_);
  ASSERT_EQ(Open(AppealOf("c1")), "");
  EXPECT_THAT(Arbiters(), IsEmpty());
  EXPECT_EQ(Appealed().state, State::kLooking);
  // Not even once it is written.
  ASSERT_EQ(Accept(Tasks()[0]), "");
  ASSERT_EQ(Submit(Tasks()[0]), "");
  clock_.Advance(absl::Hours(1));
  RunDueOfAppeals();
  EXPECT_THAT(Arbiters(), IsEmpty());
  // Nothing is forgotten: it is looked for again until there is somebody.
  const auto quinn = Person("Quinn", domain::Role::kQualityAnalyst);
  clock_.Advance(absl::Hours(1));
  RunDueOfAppeals();
  EXPECT_THAT(Arbiters(), ElementsAre(quinn));
}

TEST_F(AppealTest, WhoDecidesIsNotAskedToEvaluateTheCall) {
  SetStateOfAll(6, domain::AgentState::State::kOffline);
  ASSERT_EQ(Open(AppealOf("c1")), "");
  ASSERT_THAT(Arbiters(), ElementsAre(lee_));
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_THAT(Tasks(), IsEmpty());
  EXPECT_EQ(Last().state, domain::Review::State::kLooking);
}

TEST_F(AppealTest, WhoTookPartInTheCallDoesNotDecide) {
  auto call = testing::CallOf("c2", "1");
  call.legs.push_back(testing::LegOf("77", domain::Leg::Role::kMonitor));
  ASSERT_EQ(Take(call), "created");
  ASSERT_EQ(Take(testing::AnswerTo("c2", "r2", 1)), "created");
  ASSERT_TRUE(testing::Run(*store_, [&, monitor = Agent("77")](store::Transaction& t) {
                TeamChange change;
                change.display_name = "Monitors";
                change.leaders = {monitor};
                return CreateTeam(t, change).status();
              }).ok());
  ASSERT_EQ(Open(AppealOf("c2")), "");
  EXPECT_THAT(Arbiters(), ElementsAre(lee_)) << "not the monitor, of another team";
}

TEST_F(AppealTest, WhoeverLeavesHandsItOnAtOnce) {
  OtherLeaders();
  ASSERT_EQ(Open(AppealOf("c1")), "");
  Leave(max_);
  EXPECT_THAT(Arbiters(), UnorderedElementsAre(nia_, oli_));
  Leave(nia_);
  for (const auto& one : Asked()) {
    if (one.arbiter != oli_) continue;
    EXPECT_EQ(TakeIt(one), "");
  }
  Leave(oli_);
  EXPECT_THAT(Arbiters(), ElementsAre(lee_)) << "the next ring";
  EXPECT_EQ(Appealed().state, State::kOffered);
}

TEST_F(AppealTest, AnAgentWhoLeavesTakesTheirAppealsAlong) {
  ASSERT_EQ(Open(AppealOf("c1")), "");
  Leave(Agent("1"));
  EXPECT_EQ(Appealed().state, State::kWithdrawn);
  EXPECT_THAT(Arbiters(), IsEmpty());
  EXPECT_EQ(Open(AppealOf("c1")), "USER_DEACTIVATED");
}

}  // namespace
}  // namespace aftercall::commands
