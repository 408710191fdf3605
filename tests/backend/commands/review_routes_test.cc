#include "tests/backend/commands/review_fixture.h"

// To whom a review goes, and to whom next.
namespace aftercall::commands {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using Doing = domain::AgentState::State;
using State = domain::Review::State;
using TaskState = domain::ReviewTask::State;

TEST_F(ReviewTest, GoesToAColleagueWhoIsThereAndFree) {
  Floor(6);
  SetStateOfAll(6, Doing::kOnInteraction, /*but=*/4);
  Tell("5", Doing::kOffline, testing::At(9));
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Last().state, State::kOffered);
  EXPECT_EQ(Last().could_be_asked, 1);
  ASSERT_EQ(Tasks().size(), 1u);
  EXPECT_EQ(Tasks()[0].reviewer, Agent("4"));
  EXPECT_FALSE(Tasks()[0].as_leader);
  EXPECT_THAT(Feed(lee_), IsEmpty());
}

TEST_F(ReviewTest, WithoutAnyStatesPresenceIsNotAskedFor) {
  lee_ = Leader("Lee", {"Red"});
  for (const char* number : {"1", "2", "3", "4"}) {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  UserChange user;
                  user.display_name = number;
                  user.aliases = std::vector<domain::Alias>{{"pbx", number}};
                  return CreateUser(t, user).status();
                }).ok());
  }
  AddCall("c1", "1");
  ASSERT_EQ(Take(testing::CallOf("c2", "5")), "created") << "5 is only a name in records";
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Last().could_be_asked, 3);
  // Once states are told, only those are there of whom it is told.
  AddCall("c3", "1");
  Tell("2", Doing::kAvailable, testing::At(9));
  ASSERT_EQ(Request(RequestFor("c3")), "");
  EXPECT_EQ(Last().could_be_asked, 1);
}

TEST_F(ReviewTest, AStateThatNobodyHasToldForLongerThanAShiftIsNone) {
  Floor(6);
  clock_.Advance(absl::Hours(17));
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Last().state, State::kEscalated);
}

TEST_F(ReviewTest, WhereNobodyIsEligibleItGoesToALeaderAtOnce) {
  Floor(6);
  SetStateOfAll(6, Doing::kOffline);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_THAT(Feed(Agent("1")), ElementsAre("review c1 leaders"));
  EXPECT_THAT(Feed(lee_), ElementsAre("task offered"));
  EXPECT_TRUE(Last().by_leader);
}

TEST_F(ReviewTest, InATeamOfTwoALeaderReviews) {
  Floor(2);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_THAT(Feed(Agent("2")), IsEmpty());
  EXPECT_THAT(Feed(lee_), ElementsAre("task offered"));
}

TEST_F(ReviewTest, WhoIsKnownNotToSpeakItIsNeitherAskedNorCounted) {
  Floor(8);
  const auto speak = [&](domain::UserId user, std::vector<std::string> languages) {
    UserChange change;
    change.languages = std::move(languages);
    EXPECT_EQ(Do<domain::User>([&](auto& t) { return UpdateUser(t, policy_, user, change); }), "");
  };
  for (const char* number : {"2", "3", "4"}) speak(Agent(number), {"en"});
  speak(Agent("5"), {"de", "zh"});
  const auto call = [](const std::string& id, const std::string& language) {
    auto told = testing::CallOf(id, "1");
    told.text = "客户：您好。";
    told.language = language;
    return told;
  };
  ASSERT_EQ(Take(call("c2", "zh-CN")), "created");
  ASSERT_EQ(Take(call("c3", "")), "created");
  const auto preview = [&](const std::string& id) {
    domain::Review review;
    const auto request = RequestFor(id);
    EXPECT_EQ(Do<domain::Review>([&](auto& t) {
                auto seen = PreviewReview(t, policy_, request);
                if (seen.ok()) review = *seen;
                return seen;
              }),
              "");
    return review;
  };
  EXPECT_EQ(preview("c2").could_be_asked, 4) << "5, and 6, 7 and 8 of whom it is not known";
  EXPECT_EQ(preview("c3").could_be_asked, 7);
  ASSERT_EQ(Request(RequestFor("c2")), "");
  EXPECT_EQ(Last().could_be_asked, 4);
  const auto first = Tasks()[0].reviewer;
  EXPECT_TRUE(first == Agent("5") || first == Agent("6") || first == Agent("7") ||
              first == Agent("8"));
  // Where two are left it would be known who reviewed, and a leader does: who speaks it.
  for (const char* number : {"6", "7"}) speak(Agent(number), {"en"});
  speak(lee_, {"en"});
  const auto kim = Leader("Kim", {});
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                TeamChange team;
                team.leaders = {lee_, kim};
                return UpdateTeam(t, Value(t.FindTeamByName("Red"))->id, team).status();
              }).ok());
  ASSERT_EQ(Take(call("c4", "zh")), "created");
  EXPECT_TRUE(preview("c4").by_leader);
  ASSERT_EQ(Request(RequestFor("c4")), "");
  ASSERT_EQ(Tasks().size(), 1u);
  EXPECT_TRUE(Tasks()[0].as_leader);
  EXPECT_EQ(Tasks()[0].reviewer, kim);
}

TEST_F(ReviewTest, OnlyTheSiteIsAsked) {
  Floor(6);
  // 4, 5 and 6 work elsewhere: by another clock, and perhaps in another language.
  const domain::UserId elsewhere[] = {Agent("4"), Agent("5"), Agent("6")};
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                TeamChange team;
                team.display_name = "望江组";
                team.time_zone = "Asia/Shanghai";
                UserChange moved;
                moved.main_team = Value(CreateTeam(t, team)).id;
                for (const auto user : elsewhere) {
                  auto status = UpdateUser(t, policy_, user, moved).status();
                  if (!status.ok()) return status;
                }
                return absl::OkStatus();
              }).ok());
  SetStateOfAll(6, Doing::kOffline, 6);
  Tell("6", Doing::kAvailable, testing::At(9));
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_TRUE(Last().by_leader) << "two colleagues are too few";
  EXPECT_THAT(Feed(Agent("6")), IsEmpty());
}

TEST_F(ReviewTest, WhoWasInTheCallIsNotAsked) {
  Floor(4);
  auto call = testing::CallOf("c2", "1");
  call.text = "Agent: Hello.";
  call.legs.push_back(testing::LegOf("2", domain::Leg::Role::kMonitor));
  ASSERT_EQ(Take(call), "created");
  ASSERT_EQ(Request(RequestFor("c2")), "");
  EXPECT_EQ(Last().could_be_asked, 2);
}

TEST_F(ReviewTest, ADeclineIsToldToNobodyAndGoesToAnother) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto first = Tasks()[0];
  EXPECT_EQ(Decline(first, " "), "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(Decline(first), "");
  EXPECT_EQ(Decline(first), "REVIEW_STATE");
  ASSERT_EQ(Tasks().size(), 2u);
  EXPECT_NE(Tasks()[1].reviewer, first.reviewer);
  EXPECT_THAT(Feed(Agent("1")), ElementsAre("review c1 looking"));
  EXPECT_THAT(Feed(Tasks()[1].reviewer), ElementsAre("task offered"));
  // Also what was accepted can be given back.
  ASSERT_EQ(Accept(Tasks()[1]), "");
  EXPECT_EQ(Decline(Tasks()[1]), "");
  EXPECT_THAT(Feed(Agent("1"), 1), ElementsAre("review c1 in review", "review c1 looking"));
}

TEST_F(ReviewTest, AfterThreeColleaguesTheLeadersAreAsked) {
  Floor(9);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  for (int i = 0; i < 3; ++i) ASSERT_EQ(Decline(Tasks().back()), "");
  EXPECT_EQ(Last().state, State::kEscalated);
  EXPECT_EQ(Tasks().size(), 4u);
  EXPECT_EQ(Tasks().back().reviewer, lee_);
  EXPECT_TRUE(Tasks().back().as_leader);
}

TEST_F(ReviewTest, OfSeveralLeadersTheFirstTakesIt) {
  Floor(2);
  domain::UserId kim;
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                UserChange user;
                user.display_name = "Kim";
                kim = Value(CreateUser(t, user)).id;
                TeamChange team;
                team.leaders = {lee_, kim};
                return UpdateTeam(t, Value(t.FindTeamByName("Red"))->id, team).status();
              }).ok());
  ASSERT_EQ(Request(RequestFor("c1")), "");
  ASSERT_EQ(Tasks().size(), 2u);
  EXPECT_EQ(Accept(Tasks()[1]), "");
  EXPECT_EQ(Accept(Tasks()[0]), "REVIEW_STATE");
  EXPECT_EQ(Tasks()[0].state, TaskState::kWithdrawn);
  EXPECT_EQ(Feed(Tasks()[0].reviewer).back(), "task withdrawn");
  EXPECT_EQ(Submit(Tasks()[1]), "");
}

TEST_F(ReviewTest, ALeaderWhoDeclinesLeavesItToTheOthersAndThenToOperations) {
  Floor(2);
  domain::UserId olga;
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                UserChange user;
                user.display_name = "Olga";
                user.role = domain::Role::kOperationsManager;
                olga = Value(CreateUser(t, user)).id;
                return absl::OkStatus();
              }).ok());
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_THAT(Feed(olga), IsEmpty());
  ASSERT_EQ(Decline(Tasks()[0]), "");
  EXPECT_THAT(Feed(olga), ElementsAre("task offered"));
  EXPECT_EQ(Last().state, State::kEscalated);
  // Nobody is left; it goes on being looked for.
  ASSERT_EQ(Decline(Tasks()[1]), "");
  EXPECT_EQ(Last().state, State::kLooking);
  EXPECT_EQ(Last().look_at, clock_.Now() + absl::Hours(1));
  // Somebody joins.
  AddAgent("3");
  AddAgent("4");
  clock_.Advance(absl::Hours(1));
  RunDue();
  EXPECT_EQ(Last().state, State::kOffered);
  EXPECT_FALSE(Last().by_leader);
}

TEST_F(ReviewTest, WhoHasReviewedSomebodyIsNotReviewedByThem) {
  Floor(4);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  ASSERT_EQ(Accept(task), "");
  ASSERT_EQ(Submit(task), "");
  std::string reviewer;
  for (const char* number : {"2", "3", "4"}) {
    if (Agent(number) == task.reviewer) reviewer = number;
  }
  // All others are away, so that only 1 could review the reviewer.
  for (const char* number : {"2", "3", "4"}) {
    if (number != reviewer) Tell(number, Doing::kOffline, testing::At(9));
  }
  AddCall("c2", reviewer);
  ASSERT_EQ(Request(RequestFor("c2", reviewer)), "");
  EXPECT_EQ(Last(reviewer).state, State::kEscalated);
}

TEST_F(ReviewTest, OfSomebodyWhoLeavesOthersTakeOverAndWhatTheyAskedForEnds) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  ASSERT_EQ(Accept(task), "");
  const auto leave = [&](domain::UserId user) {
    return Do<domain::User>([&](auto& t) {
      UserChange change;
      change.state = domain::User::State::kDeactivated;
      return UpdateUser(t, policy_, user, change);
    });
  };
  ASSERT_EQ(leave(task.reviewer), "");
  ASSERT_EQ(Tasks().size(), 2u);
  EXPECT_EQ(Tasks()[0].state, TaskState::kWithdrawn);
  EXPECT_NE(Tasks()[1].reviewer, task.reviewer);
  EXPECT_EQ(Last().state, State::kOffered);
  EXPECT_THAT(Feed(Agent("1"), 2), ElementsAre("review c1 looking"));
  EXPECT_EQ(Submit(task), "REVIEW_STATE");
  ASSERT_EQ(leave(Agent("1")), "");
  EXPECT_EQ(Last().state, State::kWithdrawn);
  EXPECT_THAT(Tasks(), Each(Field(&domain::ReviewTask::state, TaskState::kWithdrawn)));
}

TEST_F(ReviewTest, OfALeaderWhoLeavesTheOthersAreStillAsked) {
  Floor(2);
  domain::UserId kim;
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                UserChange user;
                user.display_name = "Kim";
                kim = Value(CreateUser(t, user)).id;
                TeamChange team;
                team.leaders = {lee_, kim};
                return UpdateTeam(t, Value(t.FindTeamByName("Red"))->id, team).status();
              }).ok());
  ASSERT_EQ(Request(RequestFor("c1")), "");
  ASSERT_EQ(Do<domain::User>([&](auto& t) {
              UserChange change;
              change.state = domain::User::State::kDeactivated;
              return UpdateUser(t, policy_, lee_, change);
            }),
            "");
  EXPECT_EQ(Last().state, State::kEscalated);
  EXPECT_THAT(Feed(kim), ElementsAre("task offered"));
}

}  // namespace
}  // namespace aftercall::commands
