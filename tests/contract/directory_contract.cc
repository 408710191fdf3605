#include <gmock/gmock.h>

#include <tuple>

#include "tests/contract/store_under_test.h"

// People, teams and questions.
namespace aftercall::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::On;
using State = domain::User::State;

std::vector<std::string> NamesOf(const std::vector<domain::User>& users) {
  std::vector<std::string> names;
  for (const auto& user : users) names.push_back(user.display_name);
  return names;
}

TEST_P(StoreContract, AUserComesBackAsWritten) {
  const domain::TeamId red = AddTeam("Red");
  domain::User user;
  user.display_name = "Ann";
  user.role = domain::Role::kQualityAnalyst;
  user.state = State::kPending;
  user.aliases = {{"crm", "17"}, {"pbx", "7"}};
  user.languages = {"zh-CN", "en"};
  Write([&](Transaction& t) {
    user.id = {t.NewId()};
    EXPECT_FALSE(Value(t.FindUser(user.id)));
    EXPECT_FALSE(Value(t.FindAlias({"pbx", "7"})));
    return t.InsertUser(user);
  });
  EXPECT_EQ(Value(reader_->FindUser(user.id)), user);
  user.display_name = "Anna";
  user.role = domain::Role::kTeamLeader;
  user.state = State::kDeactivated;
  user.aliases = {{"pbx", "8"}};
  user.languages = {"yue"};
  Write([&](Transaction& t) {
    auto status = t.UpdateUser(user);
    if (status.ok()) status = t.SetMainTeam(user.id, red, t.Now());
    EXPECT_EQ(Value(t.FindAlias({"pbx", "8"})), user.id);
    EXPECT_FALSE(Value(t.FindAlias({"pbx", "7"})));
    EXPECT_FALSE(Value(t.FindAlias({"crm", "8"})));
    return status;
  });
  user.main_team = red;
  user.main_team_display_name = "Red";
  EXPECT_EQ(Value(reader_->FindUser(user.id)), user);
  EXPECT_FALSE(Value(reader_->FindUser({user.id.value + 1})));
}

TEST_P(StoreContract, OneNumberOfASourceIsOnePersons) {
  AddUser("Ann", {{"pbx", "7"}});
  EXPECT_FALSE(testing::Run(*store_, [&](Transaction& t) {
                 domain::User other;
                 other.id = {t.NewId()};
                 other.display_name = "Bob";
                 other.aliases = {{"pbx", "7"}};
                 return t.InsertUser(other);
               }).ok());
  EXPECT_THAT(Value(reader_->FindUsersByName("Bob")), IsEmpty());
}

TEST_P(StoreContract, UsersOfOneNameAreListedAll) {
  const auto first = AddUser("Wang Wei");
  const auto second = AddUser("Wang Wei");
  AddUser("wang wei");
  const auto found = Value(reader_->FindUsersByName("Wang Wei"));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, first);
  EXPECT_EQ(found[1].id, second);
}

TEST_P(StoreContract, UsersAreListedByNameThenIdPageByPage) {
  AddUser("C");
  const auto first_b = AddUser("B");
  AddUser("A", {}, State::kPending);
  AddUser("B", {}, State::kPending);
  EXPECT_THAT(NamesOf(Value(reader_->ListUsers({}, "", {}, 10))), ElementsAre("A", "B", "B", "C"));
  EXPECT_THAT(NamesOf(Value(reader_->ListUsers({}, "B", first_b, 10))), ElementsAre("B", "C"));
  EXPECT_THAT(NamesOf(Value(reader_->ListUsers({}, "", {}, 2))), ElementsAre("A", "B"));
  EXPECT_THAT(NamesOf(Value(reader_->ListUsers(State::kPending, "", {}, 10))),
              ElementsAre("A", "B"));
  EXPECT_THAT(NamesOf(Value(reader_->ListUsers(State::kDeactivated, "", {}, 10))), IsEmpty());
}

TEST_P(StoreContract, TheMainTeamIsThatOfTheTime) {
  const auto ann = AddUser("Ann");
  const auto red = AddTeam("Red"), blue = AddTeam("Blue"), green = AddTeam("Green");
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.MainTeamAt(ann, On(1, 1, 0))));
    // Told out of order.
    auto status = t.SetMainTeam(ann, blue, On(3, 1, 0));
    if (status.ok()) status = t.SetMainTeam(ann, red, On(2, 1, 0));
    if (status.ok()) status = t.SetMainTeam(ann, green, On(4, 1, 0));
    return status;
  });
  Write([&](Transaction& t) {
    EXPECT_EQ(Value(t.MainTeamAt(ann, On(1, 1, 0)))->id, red);  // the first they ever had
    EXPECT_EQ(Value(t.MainTeamAt(ann, On(2, 1, 0)))->id, red);
    EXPECT_EQ(Value(t.MainTeamAt(ann, On(2, 28, 0)))->id, red);
    EXPECT_EQ(Value(t.MainTeamAt(ann, On(3, 1, 0)))->id, blue);
    EXPECT_EQ(Value(t.MainTeamAt(ann, On(12, 1, 0)))->id, green);
    return absl::OkStatus();
  });
  Write([&](Transaction& t) {
    EXPECT_THAT(Value(t.FindMembers(green)), ElementsAre(ann));
    EXPECT_THAT(Value(t.FindMembers(red)), IsEmpty());
    return absl::OkStatus();
  });
  EXPECT_EQ(Value(reader_->FindUser(ann))->main_team, green);
  EXPECT_EQ(Value(reader_->FindTeam(green))->members, 1);
  EXPECT_EQ(Value(reader_->FindTeam(red))->members, 0);
}

TEST_P(StoreContract, ATeamComesBackAsWritten) {
  const auto lee = AddUser("Lee"), kim = AddUser("Kim");
  const auto id = AddTeam("Red", {lee});
  domain::Team team = *Value(reader_->FindTeam(id));
  EXPECT_EQ(team.leaders, std::vector{lee});
  team.display_name = "Crimson";
  team.leaders = {lee, kim};
  team.time_zone = "Asia/Shanghai";
  Write([&](Transaction& t) {
    auto status = t.UpdateTeam(team);
    EXPECT_EQ(Value(t.FindTeam(id)), team);
    EXPECT_EQ(Value(t.FindTeamByName("Crimson")), (domain::TeamPlace{id, "Asia/Shanghai"}));
    EXPECT_FALSE(Value(t.FindTeamByName("Red")));
    return status;
  });
  EXPECT_EQ(Value(reader_->FindTeamByName("Crimson")), team);
  EXPECT_FALSE(Value(reader_->FindTeamByName("Red")));
  EXPECT_FALSE(Value(reader_->FindTeam({id.value + 1})));
}

TEST_P(StoreContract, APersonsTimeZoneIsThatOfTheirMainTeamNow) {
  const absl::CivilDay day(2026, 3, 9);
  const auto ann = AddUser("Ann"), lee = AddUser("Lee");
  domain::Team red;
  red.display_name = "Red";
  red.leaders = {lee};
  red.time_zone = "Asia/Shanghai";
  Write([&](Transaction& t) {
    red.id = {t.NewId()};
    auto status = t.InsertTeam(red);
    return status.ok() ? t.SetMainTeam(ann, red.id, On(3, 1, 0)) : status;
  });
  EXPECT_EQ(Value(reader_->ReadStanding(ann, day)).time_zone, "Asia/Shanghai");
  EXPECT_EQ(Value(reader_->ReadStanding(lee, day)).time_zone, "");
  red.time_zone = "America/Bogota";
  Write([&](Transaction& t) {
    auto status = t.UpdateTeam(red);
    EXPECT_EQ(Value(t.MainTeamAt(ann, On(3, 2, 0))), (domain::TeamPlace{red.id, "America/Bogota"}));
    return status;
  });
  EXPECT_EQ(Value(reader_->ReadStanding(ann, day)).time_zone, "America/Bogota");
  const auto blue = AddTeam("Blue");
  Write([&](Transaction& t) { return t.SetMainTeam(ann, blue, On(3, 2, 0)); });
  EXPECT_EQ(Value(reader_->ReadStanding(ann, day)).time_zone, "");
}

TEST_P(StoreContract, TeamsHaveNamesOfTheirOwnAndAreListedByThem) {
  AddTeam("B");
  AddTeam("A");
  AddTeam("C");
  EXPECT_FALSE(testing::Run(*store_, [](Transaction& t) {
                 domain::Team again;
                 again.id = {t.NewId()};
                 again.display_name = "A";
                 return t.InsertTeam(again);
               }).ok());
  const auto teams = Value(reader_->ListTeams("", 2));
  ASSERT_EQ(teams.size(), 2u);
  EXPECT_EQ(teams[0].display_name, "A");
  EXPECT_EQ(teams[1].display_name, "B");
  EXPECT_EQ(Value(reader_->ListTeams("B", 10)).size(), 1u);
}

TEST_P(StoreContract, LeadersLeadThoseWhoseMainTeamItIsNow) {
  const auto ann = AddUser("Ann"), lee = AddUser("Lee"), kim = AddUser("Kim");
  const auto red = AddTeam("Red", {lee}), blue = AddTeam("Blue", {kim});
  EXPECT_FALSE(Value(reader_->Leads(lee, ann)));
  Write([&](Transaction& t) { return t.SetMainTeam(ann, red, On(3, 1, 0)); });
  EXPECT_TRUE(Value(reader_->Leads(lee, ann)));
  EXPECT_FALSE(Value(reader_->Leads(kim, ann)));
  Write([&](Transaction& t) { return t.SetMainTeam(ann, blue, On(3, 2, 0)); });
  EXPECT_FALSE(Value(reader_->Leads(lee, ann)));
  EXPECT_TRUE(Value(reader_->Leads(kim, ann)));
  EXPECT_FALSE(Value(reader_->Leads(kim, {12345})));
}

TEST_P(StoreContract, TheAudienceIsTheAgentTheTeamAndItsLeaders) {
  const auto ann = AddUser("Ann"), lee = AddUser("Lee");
  const auto red = AddTeam("Red", {lee});
  Write([&](Transaction& t) {
    const auto audience = Value(t.LoadAudience(ann, red));
    EXPECT_EQ(audience.agent_display_name, "Ann");
    EXPECT_EQ(audience.team_display_name, "Red");
    EXPECT_EQ(audience.leaders, std::vector{lee});
    EXPECT_EQ(Value(t.LoadAudience(ann, {})).team_display_name, "");
    EXPECT_THAT(Value(t.LoadAudience(ann, {})).leaders, IsEmpty());
    return absl::OkStatus();
  });
}

TEST_P(StoreContract, AQuestionComesBackWithItsWords) {
  domain::Question press = testing::PressOneForBest();
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindQuestion(press.id)));
    auto status = t.PutQuestion(press);
    EXPECT_EQ(Value(t.FindQuestion(press.id)), press);
    return status.ok() ? t.PutQuestion(testing::Stars()) : status;
  });
  press.prompt = "又快又好?";
  press.steps = {{1, "很满意"}};
  Write([&](Transaction& t) { return t.PutQuestion(press); });
  EXPECT_THAT(Value(reader_->ListQuestions()), ElementsAre(press, testing::Stars()));
}

TEST_P(StoreContract, NamesComeBackByteForByte) {
  const std::string names[] = {
      std::string("a\0b", 3),     "'; DROP TABLE users; --", "=1+1", "%_\\",
      "\xef\xbb\xbf\u202e\u200b", "王伟\U0001F600",          "  "};
  for (const auto& name : names) {
    const auto user = AddUser(name, {{name, name}});
    const auto team = AddTeam(name);
    const auto found = Value(reader_->FindUser(user));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->display_name, name);
    EXPECT_EQ(found->aliases, (std::vector<domain::Alias>{{name, name}}));
    EXPECT_EQ(Value(reader_->FindUsersByName(name)).size(), 1u);
    EXPECT_EQ(Value(reader_->FindTeamByName(name))->id, team);
  }
  EXPECT_THAT(Value(reader_->FindUsersByName("a")), IsEmpty());
}

// What many answers ask for may be remembered by the store, but never beyond its truth.
TEST_P(StoreContract, AnAudienceIsAlwaysThePresentOne) {
  const auto ann = AddUser("Ann");
  const auto lea = AddUser("Lea");
  const auto red = AddTeam("Red");
  const auto audience = [&](Transaction& t) {
    const auto known = Value(t.LoadAudience(ann, red));
    return std::make_tuple(known.agent_display_name, known.team_display_name, known.leaders);
  };
  using Leaders = std::vector<domain::UserId>;
  const auto expect = [&](const char* agent, const char* team, const Leaders& leaders) {
    Write([&](Transaction& t) {
      EXPECT_EQ(audience(t), std::make_tuple(agent, team, leaders));
      return absl::OkStatus();
    });
  };
  const auto change = [&](absl::Status result) {
    return [&, result](Transaction& t) -> absl::Status {
      auto user = Value(t.FindUser(ann));
      user->display_name = "Anna";
      if (auto status = t.UpdateUser(*user); !status.ok()) return status;
      auto team = Value(t.FindTeam(red));
      team->display_name = "Crimson";
      team->leaders = {lea};
      if (auto status = t.UpdateTeam(*team); !status.ok()) return status;
      EXPECT_EQ(audience(t), std::make_tuple("Anna", "Crimson", Leaders{lea}));
      return result;
    };
  };
  expect("Ann", "Red", {});
  EXPECT_FALSE(testing::Run(*store_, change(absl::AbortedError("meant to fail"))).ok());
  expect("Ann", "Red", {});
  Write(change(absl::OkStatus()));
  expect("Anna", "Crimson", {lea});
}

TEST_P(StoreContract, AQuestionIsAlwaysThePresentOne) {
  auto stars = testing::Stars();
  Write([&](Transaction& t) { return t.PutQuestion(stars); });
  const auto before = stars;
  stars.prompt = "In other words?";
  const auto change = [&](absl::Status result) {
    return [&, result](Transaction& t) -> absl::Status {
      EXPECT_EQ(Value(t.FindQuestion(stars.id)), before);
      if (auto status = t.PutQuestion(stars); !status.ok()) return status;
      EXPECT_EQ(Value(t.FindQuestion(stars.id)), stars);
      return result;
    };
  };
  EXPECT_FALSE(testing::Run(*store_, change(absl::AbortedError("meant to fail"))).ok());
  Write(change(absl::OkStatus()));
  Write([&](Transaction& t) {
    EXPECT_EQ(Value(t.FindQuestion(stars.id)), stars);
    return absl::OkStatus();
  });
}

}  // namespace
}  // namespace aftercall::store
