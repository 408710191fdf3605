#include "shared/wire/problem.h"
#include "tests/client/ctl/program_fixture.h"

namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PauseCommandsTest : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    v1::Pause team;
    team.set_team("teams/1");
    team.set_team_display_name("Riverside");
    team.set_user_display_name("Lin Mei");
    team.mutable_started_at()->set_seconds(1773057600);
    team.mutable_ends_at()->set_seconds(1773072000);
    v1::Pause queue;
    queue.set_queue("cards");
    server_.pauses = {team, queue};
  }
};

TEST_F(PauseCommandsTest, OneIsStartedForATeamOrForAQueue) {
  ASSERT_EQ(Run({"pause", "start", "--team", "Riverside"}), 0) << err_.str();
  EXPECT_THAT(server_.pause_calls.back(),
              AllOf(HasSubstr("StartPause team: \"Riverside\" duration { seconds: 14400 }"),
                    HasSubstr("request_id")));
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("team Riverside"), HasSubstr("Lin Mei")));
  ASSERT_EQ(Run({"pause", "start", "--queue", "cards", "--for", "2h", "--output", "json"}), 0);
  EXPECT_THAT(server_.pause_calls.back(),
              HasSubstr("StartPause queue: \"cards\" duration { seconds: 7200 }"));
  EXPECT_EQ(Out()["team_display_name"], "Riverside");
}

TEST_F(PauseCommandsTest, OneSaysWhatItIsAbout) {
  EXPECT_EQ(Run({"pause", "start"}), 2);
  EXPECT_EQ(Run({"pause", "start", "--team", "Riverside", "--queue", "cards"}), 2);
  EXPECT_EQ(Run({"pause", "end"}), 2);
  EXPECT_THAT(server_.pause_calls, IsEmpty());
}

TEST_F(PauseCommandsTest, ARefusalIsSaidInItsWords) {
  server_.pause_refusal =
      wire::ToStatus(absl::StatusCode::kPermissionDenied,
                     {"TEAM_NOT_YOURS", "", "", "Only the leaders of Riverside may pause it."});
  EXPECT_EQ(Run({"pause", "start", "--team", "Riverside"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("Only the leaders of Riverside may pause it."));
}

TEST_F(PauseCommandsTest, OneEndsAndNoneIsNoError) {
  ASSERT_EQ(Run({"pause", "end", "--team", "Riverside"}), 0) << err_.str();
  EXPECT_EQ(out_.str(), "goes on\n");
  EXPECT_THAT(server_.pause_calls.back(), HasSubstr("EndPause team: \"Riverside\""));
  server_.pauses.clear();
  ASSERT_EQ(Run({"pause", "end", "--queue", "cards"}), 0);
  EXPECT_EQ(out_.str(), "nothing was paused\n");
}

TEST_F(PauseCommandsTest, ThoseThatRunAreListed) {
  ASSERT_EQ(Run({"pause", "list"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("team Riverside"), HasSubstr("queue cards")));
  ASSERT_EQ(Run({"pause", "list", "--output", "json"}), 0);
  EXPECT_EQ(Out()[1]["queue"], "cards");
}

}  // namespace
}  // namespace aftercall::ctl
