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

TEST_F(PauseCommandsTest, QueuesAreListedWithThoseThatArePaused) {
  server_.queues.resize(2);
  server_.queues[0].set_queue("cards");
  server_.queues[0].mutable_paused_until()->set_seconds(1773072000);
  server_.queues[1].set_queue("loans");
  ASSERT_EQ(Run({"pause", "queues"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("cards"), HasSubstr("paused until"), HasSubstr("2026-03"),
                                HasSubstr("loans")));
  ASSERT_EQ(Run({"pause", "queues", "--output", "json"}), 0);
  EXPECT_EQ(Out()[0]["queue"], "cards");
  EXPECT_EQ(Out()[0]["paused_until"], "2026-03-09T16:00:00Z");
  EXPECT_EQ(Out()[1].dump(), R"({"queue":"loans"})");
}

TEST_F(PauseCommandsTest, WhoMayNotPauseQueuesIsToldSo) {
  server_.pause_refusal =
      wire::ToStatus(absl::StatusCode::kPermissionDenied,
                     {"ROLE_INSUFFICIENT", "", "", "Only team leaders may pause a queue."});
  EXPECT_EQ(Run({"pause", "queues"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("Only team leaders may pause a queue."));
}

}  // namespace
}  // namespace aftercall::ctl
