#include "backend/commands/pause.h"

#include "backend/commands/assess.h"
#include "tests/backend/commands/review_fixture.h"

namespace aftercall::commands {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using AssessState = domain::SelfAssessment::State;
using Doing = domain::AgentState::State;
using State = domain::Review::State;
using TaskState = domain::ReviewTask::State;

// Lee leads Red, in which everybody is; calls come in at the queue "cards".
class PauseTest : public ReviewTest {
 protected:
  void AddCallAt(const std::string& queue, const std::string& call, const std::string& agent) {
    auto told = testing::CallOf(call, agent);
    told.text = "Agent: Hello. Customer: At last.";
    told.queue = queue;
    ASSERT_EQ(Take(told), "created");
  }
  PauseTarget Red() { return {TeamCalled("Red"), ""}; }
  static PauseTarget Cards() { return {{}, "cards"}; }

  std::string Start(const PauseTarget& target, absl::Duration duration = domain::kUsualPause) {
    return Do<domain::Pause>(
        [&](auto& t) { return StartPause(t, policy_, lee_, target, duration); });
  }
  std::string End(const PauseTarget& target) {
    return Do<std::optional<domain::Pause>>([&](auto& t) { return EndPause(t, policy_, target); });
  }
  // As the scheduler does.
  void RunAllDue() {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  auto status = RunDuePauses(t, policy_, 100).status();
                  status.Update(RunDueSelfAssessments(t, policy_, 100).status());
                  status.Update(RunDueReviews(t, policy_, 100).status());
                  return status;
                }).ok());
  }
  // When the pauses end that run, the earliest first.
  std::vector<absl::Time> Ends() {
    std::vector<absl::Time> ends;
    for (const auto& listed : Value(reader_->ListPauses())) ends.push_back(listed.pause.ends_at);
    return ends;
  }

  void Move(const std::string& number, const std::string& team) {
    ASSERT_TRUE(testing::Run(*store_, [user = Agent(number), to = TeamCalled(team)](auto& t) {
                  return t.SetMainTeam(user, to, t.Now());
                }).ok());
  }
  void Sample() {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  return ChangeSamplingPolicy(t, {domain::kCertain, 9, {}, "default"});
                }).ok());
  }
  SelfAssessmentKey KeyOfCall(const std::string& call, const std::string& agent) {
    return {RequestFor(call, agent).interaction, Agent(agent)};
  }
  std::string AskOneself(const std::string& call, const std::string& agent) {
    return Do<domain::SelfAssessment>(
        [&, key = KeyOfCall(call, agent)](auto& t) { return commands::Request(t, policy_, key); });
  }
  std::optional<domain::SelfAssessment> Own(const std::string& call, const std::string& agent) {
    const auto key = KeyOfCall(call, agent);
    const auto found = Value(reader_->FindSelfAssessment(key.interaction, key.agent));
    if (!found) return std::nullopt;
    return found->assessment;
  }
};

TEST_F(PauseTest, EndsByItselfAndHasAnEndWithinTwelveHours) {
  Floor(1);
  EXPECT_EQ(Start(Red(), absl::ZeroDuration()), "PAUSE_INVALID");
  EXPECT_EQ(Start(Red(), absl::Hours(12) + absl::Seconds(1)), "PAUSE_INVALID");
  EXPECT_EQ(Start({{4711}, ""}), "NOT_FOUND");
  EXPECT_NE(Start({{}, ""}), "");
  EXPECT_THAT(Ends(), IsEmpty());
  EXPECT_EQ(Start(Red()), "");
  EXPECT_THAT(Ends(), ElementsAre(testing::At(16)));
  clock_.Advance(absl::Hours(4) - absl::Seconds(1));
  RunAllDue();
  EXPECT_EQ(Ends().size(), 1u);
  clock_.Advance(absl::Seconds(1));
  RunAllDue();
  EXPECT_THAT(Ends(), IsEmpty());
}

TEST_F(PauseTest, StartingOneThatRunsExtendsItAndEndingNoneIsNoError) {
  Floor(1);
  EXPECT_EQ(End(Red()), "");
  ASSERT_EQ(Start(Red()), "");
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(Start(Red(), absl::Hours(1)), "");
  EXPECT_THAT(Ends(), ElementsAre(testing::At(16))) << "never sooner";
  EXPECT_EQ(Start(Red()), "");
  EXPECT_THAT(Ends(), ElementsAre(testing::At(17)));
  EXPECT_EQ(Start(Cards()), "");
  EXPECT_EQ(Ends().size(), 2u);
  EXPECT_EQ(End(Red()), "");
  EXPECT_EQ(End(Red()), "");
  EXPECT_EQ(End(Cards()), "");
  EXPECT_THAT(Ends(), IsEmpty());
}

TEST_F(PauseTest, OneThatIsOverIsNotExtendedEvenBeforeAnybodyLooked) {
  Floor(1);
  ASSERT_EQ(Start(Red()), "");
  clock_.Advance(absl::Hours(5));
  ASSERT_EQ(Start(Red(), absl::Hours(1)), "");
  const auto listed = Value(reader_->ListPauses());
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].pause.started_at, testing::At(17));
  EXPECT_EQ(listed[0].by_display_name, "Lee");
  EXPECT_EQ(listed[0].team_display_name, "Red");
}

TEST_F(PauseTest, NobodyIsAskedBySampleButTheyMayAskThemselves) {
  Floor(2);
  Sample();
  ASSERT_EQ(Start(Cards()), "");
  AddCallAt("cards", "p1", "1");
  AddCallAt("loans", "p2", "1");
  EXPECT_FALSE(Own("p1", "1"));
  EXPECT_TRUE(Own("p2", "1"));
  ASSERT_EQ(Start(Red()), "");
  AddCallAt("loans", "p3", "1");
  EXPECT_FALSE(Own("p3", "1"));
  EXPECT_EQ(AskOneself("p3", "1"), "");
  EXPECT_EQ(Own("p3", "1")->state, AssessState::kOpen);
  ASSERT_EQ(End(Red()), "");
  AddCallAt("loans", "p4", "1");
  EXPECT_TRUE(Own("p4", "1"));
  EXPECT_FALSE(Own("p1", "1")) << "what came in meanwhile stays uncovered";
}

TEST_F(PauseTest, APromptNeitherLapsesNorWakesAndItsTimesMove) {
  Floor(2);
  AddCallAt("cards", "p1", "1");
  AddCallAt("cards", "p2", "1");
  ASSERT_EQ(AskOneself("p1", "1"), "");
  ASSERT_EQ(AskOneself("p2", "1"), "");
  ASSERT_EQ(Do<domain::SelfAssessment>([&, key = KeyOfCall("p2", "1")](auto& t) {
              return Snooze(t, policy_, key, absl::Hours(1));
            }),
            "");
  ASSERT_EQ(Start(Red(), absl::Hours(12)), "");
  clock_.Advance(absl::Hours(11.9));
  RunAllDue();
  EXPECT_EQ(Own("p1", "1")->state, AssessState::kOpen);
  EXPECT_EQ(Own("p2", "1")->state, AssessState::kSnoozed);
  clock_.Advance(absl::Hours(0.1));
  RunAllDue();
  EXPECT_EQ(Own("p1", "1")->lapses_at, testing::At(36));
  EXPECT_EQ(Own("p2", "1")->wakes_at, testing::At(25));
  EXPECT_EQ(Feed(Agent("1")).back(), "self p2 snoozed") << "its agent hears of the new time";
  clock_.Advance(absl::Hours(1));
  RunAllDue();
  EXPECT_EQ(Own("p2", "1")->state, AssessState::kOpen);
  clock_.Advance(absl::Hours(11));
  RunAllDue();
  EXPECT_EQ(Own("p1", "1")->state, AssessState::kLapsed);
}

TEST_F(PauseTest, WhatHappensMeanwhileCountsFromThenOn) {
  Floor(2);
  AddCallAt("cards", "p1", "1");
  AddCallAt("cards", "p2", "1");
  ASSERT_EQ(AskOneself("p1", "1"), "");
  ASSERT_EQ(Start(Red()), "");
  clock_.Advance(absl::Hours(3));
  ASSERT_EQ(AskOneself("p2", "1"), "");
  ASSERT_EQ(Do<domain::SelfAssessment>([&, key = KeyOfCall("p1", "1")](auto& t) {
              return Snooze(t, policy_, key, absl::Hours(2));
            }),
            "");
  clock_.Advance(absl::Hours(1));
  RunAllDue();
  EXPECT_EQ(Own("p1", "1")->wakes_at, testing::At(18)) << "one hour of the pause was left";
  EXPECT_EQ(Own("p1", "1")->lapses_at, testing::At(28));
  EXPECT_EQ(Own("p2", "1")->lapses_at, testing::At(28));
  // Who goes home meanwhile has their quarter of an hour after it, and all of it back on return.
  ASSERT_EQ(Start(Red()), "");
  TellOf("1", Doing::kOffline);
  clock_.Advance(absl::Hours(4));
  RunAllDue();
  EXPECT_EQ(Own("p1", "1")->lapses_at, testing::At(20.25));
  TellOf("1", Doing::kAvailable);
  EXPECT_EQ(Own("p1", "1")->lapses_at, testing::At(32));
}

TEST_F(PauseTest, AServerThatWasNotThereAtItsEndGivesNoMoreThanThePause) {
  Floor(2);
  AddCallAt("cards", "p1", "1");
  ASSERT_EQ(AskOneself("p1", "1"), "");
  ASSERT_EQ(Start(Red()), "");
  ASSERT_EQ(Start(Cards(), absl::Hours(6)), "");
  clock_.Advance(absl::Hours(10));
  RunAllDue();
  EXPECT_EQ(Own("p1", "1")->lapses_at, testing::At(30)) << "the two overlapped, until 18:00";
}

TEST_F(PauseTest, ATaskStandsStillWithItsCeilingAndGoesOn) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  ASSERT_EQ(Start(Red()), "");
  clock_.Advance(absl::Hours(4) - absl::Seconds(1));
  RunAllDue();
  EXPECT_THAT(Feed(task.reviewer), ElementsAre("task offered"));
  clock_.Advance(absl::Seconds(1));
  RunAllDue();
  EXPECT_EQ(Tasks()[0].deadline.DueAt(), testing::At(18));
  EXPECT_EQ(Tasks()[0].deadline.latest, task.deadline.latest + absl::Hours(4));
  EXPECT_THAT(Feed(task.reviewer, 1), ElementsAre("task offered")) << "with its new time";
  clock_.Advance(absl::Hours(1));
  RunAllDue();
  EXPECT_THAT(Feed(task.reviewer, 2), ElementsAre("task offered, reminded"));
  clock_.Advance(absl::Hours(1));
  RunAllDue();
  EXPECT_EQ(Tasks()[0].state, TaskState::kLapsed);
}

TEST_F(PauseTest, WhoeverAcceptsMeanwhileHasAllTheirTimeAfterIt) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  ASSERT_EQ(Start(Red()), "");
  clock_.Advance(absl::Hours(3));
  ASSERT_EQ(Accept(Tasks()[0]), "");
  clock_.Advance(absl::Hours(0.5));
  ASSERT_EQ(End(Red()), "");
  EXPECT_EQ(Tasks()[0].deadline.DueAt(), testing::At(23.5));
  clock_.Advance(absl::Hours(1));
  ASSERT_EQ(Start(Red()), "");
  EXPECT_EQ(Submit(Tasks()[0]), "");
}

TEST_F(PauseTest, APausedTeamIsWaitedForAndNobodyAboveItIsAsked) {
  Floor(6);
  ASSERT_EQ(Start(Red()), "");
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Last().state, State::kLooking);
  EXPECT_THAT(Tasks(), IsEmpty());
  clock_.Advance(absl::Hours(2));
  RunAllDue();
  EXPECT_THAT(Tasks(), IsEmpty());
  EXPECT_THAT(Feed(lee_), IsEmpty());
  clock_.Advance(absl::Hours(0.5));
  ASSERT_EQ(End(Red()), "");
  RunAllDue();
  EXPECT_EQ(Last().state, State::kOffered);
  ASSERT_EQ(Tasks().size(), 1u);
}

TEST_F(PauseTest, OthersAreAskedMeanwhile) {
  Floor(6);
  Leader("Kim", {"Blue"});
  Move("6", "Blue");
  ASSERT_EQ(Start(Red()), "");
  ASSERT_EQ(Request(RequestFor("c1")), "");
  ASSERT_EQ(Tasks().size(), 1u);
  EXPECT_EQ(Tasks()[0].reviewer, Agent("6"));
}

TEST_F(PauseTest, WhatCameInAtAPausedQueueIsOfferedToNobodyAndThenIs) {
  Floor(6);
  AddCallAt("cards", "p1", "1");
  ASSERT_EQ(Start(Cards()), "");
  ASSERT_EQ(Request(RequestFor("p1")), "");
  EXPECT_EQ(Last().state, State::kLooking);
  clock_.Advance(absl::Hours(4));
  RunAllDue();
  EXPECT_EQ(Last().state, State::kOffered);
  // Under way already, it stands still.
  ASSERT_EQ(Start(Cards()), "");
  EXPECT_TRUE(Tasks()[0].deadline.frozen_at);
  ASSERT_EQ(Decline(Tasks()[0]), "");
  EXPECT_EQ(Last().state, State::kLooking);
}

TEST_F(PauseTest, APreviewOfAPausedTeamPromisesNoLeader) {
  Floor(6);
  ASSERT_EQ(Start(Red()), "");
  const auto request = RequestFor("c1");
  domain::Review preview;
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                preview = Value(PreviewReview(t, policy_, request));
                return absl::OkStatus();
              }).ok());
  EXPECT_FALSE(preview.by_leader);
  EXPECT_EQ(preview.could_be_asked, 0);
}

TEST_F(PauseTest, APreviewOfAPausedQueuePromisesNobody) {
  Floor(6);
  AddCallAt("cards", "p1", "1");
  ASSERT_EQ(Start(Cards()), "");
  const auto request = RequestFor("p1");
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                const auto preview = Value(PreviewReview(t, policy_, request));
                EXPECT_FALSE(preview.by_leader);
                EXPECT_EQ(preview.could_be_asked, 0);
                return absl::OkStatus();
              }).ok());
}

TEST_F(PauseTest, AReviewerWhoJoinsAPausedTeamIsNeitherRemindedNorTooLate) {
  Floor(6);
  Leader("Kim", {"Blue"});
  ASSERT_EQ(Start({TeamCalled("Blue"), ""}), "");
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  for (const char* number : {"2", "3", "4", "5", "6"}) Move(number, "Blue");
  clock_.Advance(absl::Hours(3));
  RunAllDue();
  EXPECT_THAT(Feed(task.reviewer), ElementsAre("task offered"));
  EXPECT_EQ(Tasks()[0].state, TaskState::kOffered);
  clock_.Advance(absl::Hours(1));
  RunAllDue();
  EXPECT_FALSE(Tasks()[0].deadline.frozen_at);
}

TEST_F(PauseTest, WhoChangesTeamsMeanwhileIsNotForgotten) {
  Floor(6);
  AddCallAt("cards", "p1", "1");
  AddCallAt("cards", "p2", "2");
  ASSERT_EQ(AskOneself("p1", "1"), "");
  Leader("Kim", {"Blue"});
  Move("2", "Blue");
  ASSERT_EQ(AskOneself("p2", "2"), "");
  clock_.Advance(absl::Hours(9));
  ASSERT_EQ(Start(Red()), "");
  clock_.Advance(absl::Hours(1));
  Move("1", "Blue");
  Move("2", "Red");
  clock_.Advance(absl::Hours(2));
  RunAllDue();
  EXPECT_EQ(Own("p2", "2")->state, AssessState::kOpen) << "in a team that is paused";
  clock_.Advance(absl::Hours(1));
  RunAllDue();
  EXPECT_FALSE(Own("p1", "1")->frozen_at);
  EXPECT_EQ(Own("p1", "1")->lapses_at, testing::At(28));
  EXPECT_FALSE(Own("p2", "2")->frozen_at);
}

TEST_F(PauseTest, ItsPeopleAndItsLeadersSeeItOnTheirScreens) {
  Floor(2);
  const absl::CivilDay day(2026, 3, 9);
  ASSERT_EQ(Start(Red()), "");
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("1"), day)).paused_until, testing::At(16));
  EXPECT_THAT(Value(reader_->ReadStanding(lee_, day)).led_teams,
              ElementsAre(store::LedTeam{TeamCalled("Red"), "Red", testing::At(16)}));
  ASSERT_EQ(End(Red()), "");
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("1"), day)).paused_until, std::nullopt);
  EXPECT_THAT(Value(reader_->ReadStanding(lee_, day)).led_teams,
              ElementsAre(store::LedTeam{TeamCalled("Red"), "Red", std::nullopt}));
}

}  // namespace
}  // namespace aftercall::commands
