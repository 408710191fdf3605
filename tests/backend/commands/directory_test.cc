#include "shared/wire/problem.h"
#include "tests/backend/commands/commands_fixture.h"

// People and teams as administrators set them up.
namespace aftercall::commands {
namespace {

using testing::CallOf;
using State = domain::User::State;

class DirectoryTest : public CommandsTest {
 protected:
  template <typename Result>
  absl::StatusOr<Result> Do(
      const std::function<absl::StatusOr<Result>(store::Transaction&)>& command) {
    absl::StatusOr<Result> result;
    testing::Run(*store_, [&](store::Transaction& t) {
      result = command(t);
      return result.status();
    }).IgnoreError();
    return result;
  }
  absl::StatusOr<domain::User> Create(UserChange user) {
    return Do<domain::User>([&](store::Transaction& t) { return CreateUser(t, user); });
  }
  absl::StatusOr<domain::User> Update(domain::UserId id, UserChange user) {
    return Do<domain::User>(
        [&](store::Transaction& t) { return UpdateUser(t, policy_, id, user); });
  }
  absl::StatusOr<domain::Team> Create(TeamChange team) {
    return Do<domain::Team>([&](store::Transaction& t) { return CreateTeam(t, team); });
  }
  template <typename T>
  static std::string ReasonOf(const absl::StatusOr<T>& result) {
    const auto problem = wire::ProblemOf(result.status());
    return problem ? problem->reason : "";
  }
  static UserChange Named(const char* name) {
    UserChange user;
    user.display_name = name;
    return user;
  }
};

TEST_F(DirectoryTest, AUserNeedsANameAndANumberOfTheirOwn) {
  EXPECT_EQ(ReasonOf(Create(UserChange())), "REQUIRED_FIELD_MISSING");
  UserChange ann = Named("Ann");
  ann.aliases = std::vector<domain::Alias>{{"pbx", "7"}};
  EXPECT_EQ(Value(Create(ann)).state, State::kActive);
  UserChange bob = Named("Bob");
  bob.aliases = ann.aliases;
  EXPECT_EQ(ReasonOf(Create(bob)), "ALIAS_TAKEN");
  EXPECT_EQ(Value(reader_->FindUsersByName("Bob")).size(), 0u);
  bob.aliases = std::vector<domain::Alias>{{"pbx", ""}};
  EXPECT_EQ(ReasonOf(Create(bob)), "REQUIRED_FIELD_MISSING");
}

TEST_F(DirectoryTest, LanguagesAreEachOnceInTheirUsualCaseAndInTheirOrder) {
  UserChange ann = Named("Ann");
  ann.languages = {"ZH-cn", "en", "zh-CN"};
  const auto made = Create(ann);
  EXPECT_EQ(Value(made).languages, (std::vector<std::string>{"zh-CN", "en"}));
  EXPECT_EQ(Value(Update(made->id, Named("Anna"))).languages.size(), 2u) << "as they were";
  UserChange change;
  change.languages = {"Chinese!"};
  EXPECT_EQ(ReasonOf(Update(made->id, change)), "LANGUAGE_INVALID");
  change.languages = {""};
  EXPECT_EQ(ReasonOf(Update(made->id, change)), "REQUIRED_FIELD_MISSING");
  change.languages.emplace();
  for (char c = 'a'; c < 'a' + 12; ++c) change.languages->push_back(std::string("x") + c);
  EXPECT_EQ(Value(Update(made->id, change)).languages.size(), 12u);
  change.languages->push_back("zz");
  EXPECT_EQ(ReasonOf(Update(made->id, change)), "TOO_MANY_LANGUAGES");
  change.languages.emplace();
  EXPECT_EQ(Value(Update(made->id, change)).languages.size(), 0u);
}

TEST_F(DirectoryTest, APendingUserBecomesActiveByBeingLookedAfter) {
  Take(CallOf("c1", "7"));
  const auto id = Agent("7");
  EXPECT_EQ(Value(reader_->FindUser(id))->state, State::kPending);
  EXPECT_EQ(Value(Update(id, Named("Ann"))).state, State::kActive);
  UserChange gone;
  gone.state = State::kDeactivated;
  EXPECT_EQ(Value(Update(id, gone)).state, State::kDeactivated);
  EXPECT_EQ(Value(Update(id, Named("Anna"))).state, State::kDeactivated);
  EXPECT_EQ(ReasonOf(Update({4711}, Named("X"))), "NOT_FOUND");
}

TEST_F(DirectoryTest, AMainTeamHoldsFromNowOn) {
  TeamChange red, blue;
  red.display_name = "Red";
  blue.display_name = "Blue";
  const auto first = Value(Create(red)).id, second = Value(Create(blue)).id;
  UserChange ann = Named("Ann");
  ann.aliases = std::vector<domain::Alias>{{"pbx", "7"}};
  ann.main_team = first;
  const auto id = Value(Create(ann)).id;
  clock_.Set(testing::At(24 + 12));
  UserChange moved;
  moved.main_team = second;
  EXPECT_EQ(Value(Update(id, moved)).main_team_display_name, "Blue");
  // A call of the day before that is told late is the first team's.
  auto call = CallOf("c1", "7");
  call.team = "";
  Take(call);
  EXPECT_EQ(Value(reader_->ReadTally({{}, first}, {})).interactions.interactions, 1);
  EXPECT_EQ(Value(reader_->ReadTally({{}, second}, {})).interactions.interactions, 0);
  moved.main_team = domain::TeamId{4711};
  EXPECT_EQ(ReasonOf(Update(id, moved)), "NOT_FOUND");
}

TEST_F(DirectoryTest, ATeamNeedsANameOfItsOwnAndPeopleToLeadIt) {
  TeamChange red;
  red.display_name = "Red";
  Value(Create(red));
  EXPECT_EQ(ReasonOf(Create(red)), "TEAM_EXISTS");
  TeamChange blue;
  blue.display_name = "Blue";
  blue.leaders = std::vector{domain::UserId{4711}};
  EXPECT_EQ(ReasonOf(Create(blue)), "NOT_FOUND");
  EXPECT_FALSE(Value(reader_->FindTeamByName("Blue")));
  const auto ann = Value(Create(Named("Ann"))).id;
  blue.leaders = {ann};
  EXPECT_EQ(Value(Create(blue)).leaders, std::vector{ann});
  EXPECT_EQ(Value(reader_->FindUser(ann))->role, domain::Role::kTeamLeader);
}

TEST_F(DirectoryTest, ALeaderNamedTwiceLeadsOnce) {
  const auto ann = Value(Create(Named("Ann"))).id;
  TeamChange team;
  team.display_name = "Red";
  team.leaders = {ann, ann};
  const auto made = Create(team);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->leaders, std::vector{ann});
}

TEST_F(DirectoryTest, ANumberGivenTwiceIsOneNumber) {
  UserChange ann = Named("Ann");
  ann.aliases = std::vector<domain::Alias>{{"pbx", "7"}, {"pbx", "7"}};
  const auto made = Create(ann);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->aliases.size(), 1u);
}

}  // namespace
}  // namespace aftercall::commands
