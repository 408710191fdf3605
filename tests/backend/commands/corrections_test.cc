#include "tests/backend/commands/commands_fixture.h"

// Calls that are corrected take their verdicts with them.
namespace aftercall::commands {
namespace {

using testing::AnswerTo;
using testing::At;
using testing::CallOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

domain::Interaction Corrected(const char* agent, const char* team, double revised_at = 20) {
  domain::Interaction call = CallOf("c1", agent);
  call.team = team;
  call.revised_at = At(revised_at);
  return call;
}

TEST_F(CommandsTest, ACorrectedCallTakesItsVerdictToTheRightAgentAndTeam) {
  const auto lee = Leader("Lee", {"Red"});
  const auto kim = Leader("Kim", {"Blue"});
  Take(CallOf("c1", "7"));
  Take(AnswerTo("c1", "r1", 4));
  EXPECT_EQ(Take(Corrected("8", "Blue")), "changed");
  EXPECT_THAT(Feed(Agent("7")),
              ElementsAre("verdict c1 stars 4 of Agent 7", "withdrawn: other agent"));
  EXPECT_THAT(Feed(Agent("8")), ElementsAre("verdict c1 stars 4 of Agent 8"));
  EXPECT_THAT(Feed(lee), ElementsAre("verdict c1 stars 4", "withdrawn: other team"));
  EXPECT_THAT(Feed(kim), ElementsAre("verdict c1 stars 4"));
  EXPECT_EQ(Counts(Agent("7")), domain::InteractionCounts());
  EXPECT_EQ(Counts(Agent("8")).interactions, 1);
  EXPECT_EQ(Answers({{}, TeamCalled("Red")}), "");
  EXPECT_EQ(Answers({{}, TeamCalled("Blue")}), "stars 4 x1");
}

TEST_F(CommandsTest, AStaleRevisionChangesNothing) {
  Take(Corrected("7", "Red", 20));
  Take(AnswerTo("c1", "r1", 4));
  EXPECT_EQ(Take(Corrected("8", "Red", 19)), "unchanged");
  EXPECT_EQ(Counts(Agent("7")).interactions, 1);
  // The same age or none: what is told last holds.
  EXPECT_EQ(Take(Corrected("8", "Red", 20)), "changed");
  EXPECT_EQ(Take(CallOf("c1", "9")), "changed");
  EXPECT_EQ(Counts(Agent("9")).interactions, 1);
  EXPECT_EQ(Counts(Agent("8")).interactions, 0);
}

TEST_F(CommandsTest, ACallThatReachedNobodyAfterAllTakesItsVerdictBack) {
  const auto lee = Leader("Lee", {"Red"});
  Take(CallOf("c1", "7"));
  Take(AnswerTo("c1", "r1", 4));
  auto abandoned = CallOf("c1", "7");
  abandoned.abandoned = true;
  EXPECT_EQ(Take(abandoned), "changed");
  EXPECT_THAT(Feed(Agent("7")),
              ElementsAre("verdict c1 stars 4 of Agent 7", "withdrawn: no agent"));
  EXPECT_THAT(Feed(lee), ElementsAre("verdict c1 stars 4", "withdrawn: no agent"));
  EXPECT_EQ(Answers({}), "");
  EXPECT_EQ(Counts({}).abandoned, 1);
  EXPECT_EQ(Counts({}).interactions, 0);
  // And gives it again.
  EXPECT_EQ(Take(CallOf("c1", "7")), "changed");
  EXPECT_EQ(Answers({}), "stars 4 x1");
  EXPECT_THAT(Feed(Agent("7"), 2), ElementsAre("verdict c1 stars 4 of Agent 7"));
}

TEST_F(CommandsTest, AnotherDayMovesTheFiguresAndTellsTheAgent) {
  Take(CallOf("c1", "7"));
  Take(AnswerTo("c1", "r1", 4));
  auto moved = CallOf("c1", "7");
  moved.ended = absl::CivilDay(2026, 3, 7);
  moved.started_at.reset();
  EXPECT_EQ(Take(moved), "changed");
  const absl::CivilDay day(2026, 3, 7);
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("7"), day)).today.interactions.responses, 1);
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("7"), day + 2)).today.interactions.responses, 0);
  EXPECT_THAT(Feed(Agent("7"), 1), ElementsAre("changed from 4: c1 stars 4 of Agent 7"));
}

TEST_F(CommandsTest, ACorrectionWithoutConsequencesIsNotTold) {
  Take(CallOf("c1", "7"));
  Take(AnswerTo("c1", "r1", 4));
  auto corrected = CallOf("c1", "7");
  corrected.queue = "another queue";
  EXPECT_EQ(Take(corrected), "changed");
  EXPECT_THAT(Feed(Agent("7"), 1), IsEmpty());
}

TEST_F(CommandsTest, ALeaderWhoTakesACallIsToldAsItsAgent) {
  // Lee is number 7, and leads the team.
  Take(CallOf("c0", "7"));
  const auto lee = Agent("7");
  testing::Run(*store_, [&](store::Transaction& t) {
    TeamChange change;
    change.leaders = {lee};
    return UpdateTeam(t, Value(t.FindTeamByName("Red"))->id, change).status();
  }).IgnoreError();
  Take(CallOf("c1", "7"));
  Take(AnswerTo("c1", "r1", 4));
  EXPECT_THAT(Feed(lee), ElementsAre("verdict c1 stars 4 of Agent 7"));
}

TEST_F(CommandsTest, ImpossibleValuesAreLeftOutAndNamed) {
  auto call = CallOf("c1", "7");
  call.talk = absl::Seconds(-5);
  call.started_at = At(15);
  EXPECT_THAT(NotesOn(call), ElementsAre("START_AFTER_END", "DURATION_IMPOSSIBLE"));
  EXPECT_EQ(Counts(Agent("7")).talk_ms, 0);
  EXPECT_EQ(Counts(Agent("7")).hold_ms, 120000);
  EXPECT_EQ(Take(call), "unchanged");
}

TEST_F(CommandsTest, ALanguageIsToldInAnyCaseAndCanBeCorrected) {
  auto call = CallOf("c1", "7");
  const auto language = [&] {
    std::string told;
    testing::Run(*store_, [&](store::Transaction& t) {
      told = Value(t.LoadFacts(*Value(t.FindInteraction("pbx", "c1")))).interaction.told.language;
      return absl::OkStatus();
    }).IgnoreError();
    return told;
  };
  call.language = "zh-hans-cn";
  EXPECT_EQ(Take(call), "created");
  EXPECT_EQ(language(), "zh-Hans-CN");
  call.language = "ZH-Hans-CN";
  EXPECT_EQ(Take(call), "unchanged");
  call.language = "en";
  EXPECT_EQ(Take(call), "changed");
  EXPECT_EQ(language(), "en");
  call.language = "English/US";
  EXPECT_THAT(NotesOn(call), ElementsAre("LANGUAGE_INVALID"));
  EXPECT_EQ(language(), "");
}

TEST_F(CommandsTest, AnUnknownTimeZoneIsRefused) {
  auto call = CallOf("c1", "7");
  call.time_zone = "Mars/Olympus";
  EXPECT_EQ(Take(call), "TIME_ZONE_UNKNOWN");
  EXPECT_EQ(Value(reader_->ListUsers({}, "", {}, 10)).size(), 0u);
}

TEST_F(CommandsTest, TheDayIsThatOfTheCallsOwnZone) {
  auto call = CallOf("c1", "7");
  call.ended = At(20);
  call.time_zone = "Asia/Shanghai";
  Take(call);
  const absl::CivilDay tenth(2026, 3, 10);
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("7"), tenth)).today.interactions.interactions, 1);
}

TEST_F(CommandsTest, UnknownAgentsBecomePendingUsersOfTheirFirstTeam) {
  auto call = CallOf("c1", "7");
  call.legs.insert(call.legs.begin(), testing::LegOf("bot", domain::Leg::Role::kBot));
  call.legs.insert(call.legs.begin(), testing::LegOf("6", domain::Leg::Role::kMonitor));
  Take(call);
  const auto pending = Value(reader_->ListUsers(domain::User::State::kPending, "", {}, 10));
  ASSERT_EQ(pending.size(), 2u);  // a bot is nobody
  EXPECT_EQ(pending[0].display_name, "Agent 6");
  EXPECT_FALSE(pending[0].main_team);
  EXPECT_EQ(pending[1].main_team_display_name, "Red");
  // A call of theirs that names no team is that team's.
  auto other = CallOf("c2", "7");
  other.team = "";
  Take(other);
  EXPECT_EQ(Value(reader_->ReadTally({{}, TeamCalled("Red")}, {})).interactions.interactions, 2);
}

TEST_F(CommandsTest, TwoPeopleOfOneNameStayTwo) {
  auto first = CallOf("c1", "7"), second = CallOf("c2", "8");
  first.legs[0].display_name = second.legs[0].display_name = "Wang Wei";
  Take(first);
  Take(second);
  EXPECT_EQ(Value(reader_->FindUsersByName("Wang Wei")).size(), 2u);
  EXPECT_EQ(Counts(Agent("7")).interactions, 1);
  EXPECT_EQ(Counts(Agent("8")).interactions, 1);
}

}  // namespace
}  // namespace aftercall::commands
