#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"

// Colleagues by name.
namespace aftercall::rpc {
namespace {

using ::testing::ElementsAre;

class ColleaguesTest : public ServedTest {
 protected:
  void SetUp() override {
    ServedTest::SetUp();
    AddTeam("Red", {AddUser("Lee", v1::User::ROLE_TEAM_LEADER).name()});
    AddTeam("Blue", {AddUser("Kim", v1::User::ROLE_TEAM_LEADER).name()});
    AddTeam("Far", {AddUser("Wu", v1::User::ROLE_TEAM_LEADER).name()});
    Change("Far", "Asia/Tokyo");
    for (const char* name : {"Ann", "Zoe"}) Join(name, "Red");
    for (const char* name : {"Bob", "Cat"}) Join(name, "Blue");
    Join("Li", "Far");
    AddUser("Ops", v1::User::ROLE_OPERATIONS_MANAGER);
    // Met in a record only.
    Ingest({CallRecord("c1", "77", "Red")});
  }
  void Change(const std::string& team, const std::string& zone) {
    v1::ListTeamsResponse teams;
    Call list(admin_);
    ASSERT_TRUE(people_->ListTeams(&list, {}, &teams).ok());
    v1::UpdateTeamRequest request;
    for (const auto& one : teams.teams()) {
      if (one.display_name() == team) request.mutable_team()->set_name(one.name());
    }
    request.mutable_team()->set_time_zone(zone);
    request.mutable_update_mask()->add_paths("time_zone");
    v1::UpdateTeamResponse response;
    Call call(admin_);
    ASSERT_TRUE(people_->UpdateTeam(&call, request, &response).ok());
  }
  void Update(const v1::User& user, const std::string& path) {
    v1::UpdateUserRequest request;
    *request.mutable_user() = user;
    request.mutable_update_mask()->add_paths(path);
    v1::UpdateUserResponse response;
    Call call(admin_);
    const auto status = ToAbsl(people_->UpdateUser(&call, request, &response));
    ASSERT_TRUE(status.ok()) << status;
  }
  void Join(const std::string& name, const std::string& team) {
    v1::User user;
    user.set_name(AddUser(name, v1::User::ROLE_AGENT).name());
    user.set_main_team(team);
    Update(user, "main_team");
  }
  absl::StatusOr<v1::ListColleaguesResponse> List(const std::string& token, int size = 0,
                                                  const std::string& page_token = "") {
    v1::ListColleaguesRequest request;
    request.set_page_size(size);
    request.set_page_token(page_token);
    v1::ListColleaguesResponse response;
    Call call(token);
    const auto status = ToAbsl(people_->ListColleagues(&call, request, &response));
    if (!status.ok()) return status;
    return response;
  }
  std::vector<std::string> Names(const std::string& user) {
    std::vector<std::string> names;
    const auto list = List(TokenOf(user));
    EXPECT_TRUE(list.ok()) << list.status();
    if (!list.ok()) return names;
    for (const auto& one : list->colleagues()) names.push_back(one.display_name());
    return names;
  }
};

TEST_F(ColleaguesTest, AreThoseOfTheSiteOnesOwnTeamFirst) {
  EXPECT_THAT(Names("Ann"), ElementsAre("Lee", "Zoe", "Bob", "Cat", "Kim"));
  EXPECT_THAT(Names("Lee"), ElementsAre("Ann", "Zoe", "Bob", "Cat", "Kim"));
  EXPECT_THAT(Names("Bob"), ElementsAre("Cat", "Kim", "Ann", "Lee", "Zoe"));
  EXPECT_THAT(Names("Li"), ElementsAre("Wu"));
  EXPECT_THAT(Names("Wu"), ElementsAre("Li"));
  EXPECT_THAT(Names("Ops"), ElementsAre("Ann", "Bob", "Cat", "Kim", "Lee", "Zoe"));
  const auto list = List(TokenOf("Ann"));
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(list->colleagues(1).team_display_name(), "Red");
  EXPECT_EQ(list->colleagues(2).team_display_name(), "Blue");
  EXPECT_EQ(list->colleagues(4).team_display_name(), "") << "Kim leads Blue and is of no team";
  EXPECT_TRUE(absl::StartsWith(list->colleagues(0).name(), "users/"));
}

TEST_F(ColleaguesTest, WhoHasLeftOrMovedAwayIsNotAmongThem) {
  v1::GetUserRequest request;
  request.set_name("Zoe");
  v1::GetUserResponse found;
  Call call(admin_);
  ASSERT_TRUE(people_->GetUser(&call, request, &found).ok());
  v1::User zoe = found.user();
  zoe.set_main_team("Far");
  Update(zoe, "main_team");
  EXPECT_THAT(Names("Ann"), ElementsAre("Lee", "Bob", "Cat", "Kim"));
  EXPECT_THAT(Names("Li"), ElementsAre("Wu", "Zoe"));
  zoe.set_state(v1::User::STATE_DEACTIVATED);
  Update(zoe, "state");
  EXPECT_THAT(Names("Li"), ElementsAre("Wu"));
}

TEST_F(ColleaguesTest, ComePageByPage) {
  const std::string ann = TokenOf("Ann");
  for (int size = 1; size <= 6; ++size) {
    std::vector<std::string> names;
    std::string token;
    do {
      const auto page = List(ann, size, token);
      ASSERT_TRUE(page.ok()) << page.status();
      ASSERT_LE(page->colleagues_size(), size);
      for (const auto& one : page->colleagues()) names.push_back(one.display_name());
      token = page->next_page_token();
    } while (!token.empty());
    EXPECT_THAT(names, ElementsAre("Lee", "Zoe", "Bob", "Cat", "Kim")) << size;
  }
  EXPECT_EQ(List(ann, 1, "nonsense").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(ColleaguesTest, AdaptersHaveNone) {
  AddUser("Adapter", v1::User::ROLE_ADAPTER);
  EXPECT_EQ(List(TokenOf("Adapter")).status().code(), absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace aftercall::rpc
