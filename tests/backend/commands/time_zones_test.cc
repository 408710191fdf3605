#include "shared/wire/problem.h"
#include "tests/backend/commands/commands_fixture.h"
#include "tests/support/reckoning.h"

// Teams of several time zones on a server in UTC: on which day things count.
namespace aftercall::commands {
namespace {

using testing::AnswerTo;
using testing::At;
using testing::CallOf;

const absl::CivilDay kNinth(2026, 3, 9);

class TimeZonesTest : public CommandsTest {
 protected:
  absl::Status Move(const std::string& team, const std::string& zone) {
    return testing::Run(*store_, [&](store::Transaction& t) {
      TeamChange change;
      change.time_zone = zone;
      const auto known = Value(t.FindTeamByName(team));
      if (known) return UpdateTeam(t, known->id, change).status();
      change.display_name = team;
      return CreateTeam(t, change).status();
    });
  }
  // A call of agent 7 that ended at 23:30 UTC of the ninth, when it is the tenth in Shanghai.
  static domain::Interaction LateCall(const std::string& id = "c1") {
    auto call = CallOf(id, "7");
    call.started_at = At(23);
    call.ended = At(23.5);
    return call;
  }
  int64_t CallsOn(absl::CivilDay day) {
    return Value(reader_->ReadStanding(Agent("7"), day)).today.interactions.interactions;
  }
  int64_t AnswersOn(absl::CivilDay day) {
    return Value(reader_->ReadStanding(Agent("7"), day)).today.interactions.responses;
  }
  void ExpectRollupsToBeExact() {
    const auto expected = testing::Reckon(*reader_, {policy_.calendar, policy_.rerating_window});
    EXPECT_EQ(testing::ReadRollups(directory_.File("aftercall.db")), expected.figures);
  }
};

TEST_F(TimeZonesTest, ATeamInShanghaiCountsTheEveningForTomorrow) {
  ASSERT_TRUE(Move("Red", "Asia/Shanghai").ok());
  clock_.Set(At(23.75));
  Take(LateCall());
  auto answer = AnswerTo("c1", "r1", 4);
  answer.answered = At(23.6);
  Take(answer);
  EXPECT_EQ(AnswersOn(kNinth), 0);
  EXPECT_EQ(AnswersOn(kNinth + 1), 1);
  // It arrived on the day on which it counts.
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("7"), kNinth + 1)).for_earlier_days, 0);
  const auto entries = Value(reader_->ReadFeed(Agent("7"), 0, 10)).entries;
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(std::get<domain::Verdict>(entries[0].event).day, kNinth + 1);
}

TEST_F(TimeZonesTest, TheRecordsZoneGoesBeforeTheTeamsAndThatBeforeTheDeployments) {
  policy_.calendar = policy_.calendar.In("America/New_York");  // 19:30 of the ninth
  Take(LateCall("deployment"));
  EXPECT_EQ(CallsOn(kNinth), 1);
  ASSERT_TRUE(Move("Red", "Asia/Shanghai").ok());
  Take(LateCall("team"));
  EXPECT_EQ(CallsOn(kNinth + 1), 1);
  auto own = LateCall("own");
  own.time_zone = "America/Bogota";
  Take(own);
  EXPECT_EQ(CallsOn(kNinth), 2);
  // Without a name it is the main team's.
  auto unnamed = LateCall("unnamed");
  unnamed.team = "";
  Take(unnamed);
  EXPECT_EQ(CallsOn(kNinth + 1), 2);
  auto elsewhere = LateCall("elsewhere");
  elsewhere.team = "Blue";
  Take(elsewhere);
  EXPECT_EQ(CallsOn(kNinth), 3);
}

TEST_F(TimeZonesTest, ALocalDateStaysAsItIs) {
  ASSERT_TRUE(Move("Red", "Pacific/Kiritimati").ok());
  auto call = LateCall();
  call.ended = kNinth;
  Take(call);
  EXPECT_EQ(CallsOn(kNinth), 1);
}

TEST_F(TimeZonesTest, WhatIsCountedStaysUntilItIsToldAnew) {
  ASSERT_TRUE(Move("Red", "Asia/Shanghai").ok());
  clock_.Set(At(23.75));
  Take(LateCall());
  Take(AnswerTo("c1", "r1", 4));
  ASSERT_TRUE(Move("Red", "America/Bogota").ok());
  EXPECT_EQ(AnswersOn(kNinth + 1), 1);
  // Told the same it is not told anew, and an answer to it goes where it is.
  EXPECT_EQ(Take(LateCall()), "unchanged");
  Take(AnswerTo("c1", "r1", 2));
  EXPECT_EQ(AnswersOn(kNinth + 1), 1);
  EXPECT_EQ(AnswersOn(kNinth), 0);
  ExpectRollupsToBeExact();
  auto corrected = LateCall();
  corrected.queue = "another queue";
  EXPECT_EQ(Take(corrected), "changed");
  EXPECT_EQ(AnswersOn(kNinth + 1), 0);
  EXPECT_EQ(AnswersOn(kNinth), 1);
  ExpectRollupsToBeExact();
}

TEST_F(TimeZonesTest, AnAnswerIsLateByTheZoneThatPlacedItsCall) {
  ASSERT_TRUE(Move("Red", "Asia/Shanghai").ok());
  Take(CallOf("c1", "7"));  // 18:10 in Shanghai
  clock_.Set(At(17));       // 01:00 of the tenth
  Take(AnswerTo("c1", "r1", 4));
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("7"), kNinth + 1)).for_earlier_days, 1);
  ASSERT_TRUE(Move("Red", "").ok());
  // Neither a team's nor a deployment's new zone takes away what was counted in the old one.
  policy_.calendar = policy_.calendar.In("America/New_York");
  auto changed = AnswerTo("c1", "r1", 2);
  changed.answered = At(16.5);
  clock_.Set(At(18));
  EXPECT_EQ(Take(changed), "changed");
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("7"), kNinth + 1)).for_earlier_days, 1);
  EXPECT_EQ(Value(reader_->ReadStanding(Agent("7"), kNinth)).for_earlier_days, 0);
  ExpectRollupsToBeExact();
}

TEST_F(TimeZonesTest, ATeamsZoneMustBeOne) {
  for (const char* team : {"New", "Red"}) {
    if (team == std::string("Red")) Take(CallOf("c1", "7"));
    const auto problem = wire::ProblemOf(Move(team, "Mars/Olympus"));
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->reason, "TIME_ZONE_UNKNOWN");
    EXPECT_EQ(problem->field, "team.time_zone");
    EXPECT_EQ(problem->value, "Mars/Olympus");
    EXPECT_THAT(problem->description, ::testing::HasSubstr("Asia/Shanghai"));
  }
  EXPECT_FALSE(Value(reader_->FindTeamByName("New")));
  EXPECT_EQ(Value(reader_->FindTeamByName("Red"))->time_zone, "");
  ASSERT_TRUE(Move("Red", "Asia/Shanghai").ok());
  EXPECT_EQ(Value(reader_->FindTeamByName("Red"))->time_zone, "Asia/Shanghai");
  // A change of something else leaves it.
  TeamChange renamed;
  renamed.display_name = "Crimson";
  const auto id = TeamCalled("Red");
  testing::Run(*store_, [&](store::Transaction& t) {
    return UpdateTeam(t, id, renamed).status();
  }).IgnoreError();
  EXPECT_EQ(Value(reader_->FindTeamByName("Crimson"))->time_zone, "Asia/Shanghai");
}

}  // namespace
}  // namespace aftercall::commands
