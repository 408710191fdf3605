#include "backend/auth/identity.h"

#include <gtest/gtest.h>

#include <string>

namespace aftercall::auth {
namespace {

TEST(RoleTest, WordsThereAndBack) {
  const std::pair<Role, std::string> words[] = {{Role::kAgent, "agent"},
                                                {Role::kTeamLeader, "team_leader"},
                                                {Role::kOperationsManager, "operations_manager"},
                                                {Role::kQualityAnalyst, "quality_analyst"},
                                                {Role::kAdministrator, "administrator"},
                                                {Role::kAdapter, "adapter"}};
  for (const auto& [role, word] : words) {
    EXPECT_EQ(std::string(ToString(role)), word);
    EXPECT_EQ(ParseRole(word), role);
  }
}

TEST(RoleTest, NothingElseIsARole) {
  for (const char* text : {"", "Agent", "agent ", "admin", "root"}) {
    EXPECT_EQ(ParseRole(text), std::nullopt) << text;
  }
}

TEST(UserName, OnlyUsersAndAnId) {
  EXPECT_TRUE(IsUserName("users/0123456789abc"));
  EXPECT_TRUE(IsUserName("users/a.B_c-1"));
  EXPECT_TRUE(IsUserName("users/" + std::string(200, 'a')));
  for (const std::string text :
       {"", "users/", "user/1", "users/a/b", "users/a b", "users/张", "xusers/1", "users/a\n"}) {
    EXPECT_FALSE(IsUserName(text)) << text;
  }
  EXPECT_FALSE(IsUserName("users/" + std::string(201, 'a')));
}

}  // namespace
}  // namespace aftercall::auth
