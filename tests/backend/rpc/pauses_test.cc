#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "aftercall/v1/pause_service.grpc.pb.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"
#include "tests/backend/rpc/watcher.h"

namespace aftercall::rpc {
namespace {

using ::testing::ElementsAre;

class PausesTest : public ServedTest {
 protected:
  void SetUp() override {
    ServedTest::SetUp();
    pauses_ = v1::PauseService::NewStub(channel_);
    ann_ = AddUser("Ann", v1::User::ROLE_AGENT, "1");
    const auto lee = AddUser("Lee", v1::User::ROLE_TEAM_LEADER);
    const auto kim = AddUser("Kim", v1::User::ROLE_TEAM_LEADER);
    AddUser("Olga", v1::User::ROLE_OPERATIONS_MANAGER);
    AddUser("Quinn", v1::User::ROLE_QUALITY_ANALYST);
    red_ = AddTeam("Red", {lee.name()});
    AddTeam("Blue", {kim.name()});
  }

  absl::StatusOr<v1::Pause> Start(const std::string& who, const v1::StartPauseRequest& request) {
    v1::StartPauseResponse response;
    Call call(TokenOf(who));
    const auto status = ToAbsl(pauses_->StartPause(&call, request, &response));
    if (!status.ok()) return status;
    return response.pause();
  }
  absl::StatusOr<v1::EndPauseResponse> End(const std::string& who,
                                           const v1::EndPauseRequest& request) {
    v1::EndPauseResponse response;
    Call call(TokenOf(who));
    const auto status = ToAbsl(pauses_->EndPause(&call, request, &response));
    if (!status.ok()) return status;
    return response;
  }
  absl::StatusOr<v1::ListPausesResponse> List(const std::string& token) {
    v1::ListPausesResponse response;
    Call call(token);
    const auto status = ToAbsl(pauses_->ListPauses(&call, {}, &response));
    if (!status.ok()) return status;
    return response;
  }
  // Names, and which are paused.
  absl::StatusOr<std::vector<std::string>> Queues(const std::string& token) {
    v1::ListQueuesResponse response;
    Call call(token);
    const auto status = ToAbsl(pauses_->ListQueues(&call, {}, &response));
    if (!status.ok()) return status;
    std::vector<std::string> queues;
    for (const auto& one : response.queues()) {
      queues.push_back(one.has_paused_until() ? one.queue() + " paused" : one.queue());
    }
    return queues;
  }
  // A call of just now.
  void Arrive(const std::string& queue, const std::string& team) {
    auto call = CallRecord(absl::StrCat("of ", queue), "1", team);
    auto& interaction = *call.mutable_interaction();
    interaction.set_queue(queue);
    const int64_t now = absl::ToUnixSeconds(absl::Now());
    interaction.mutable_started_at()->set_seconds(now - 60);
    interaction.mutable_ended_at()->set_seconds(now);
    Ingest({call});
  }
  static v1::StartPauseRequest OfTeam(const std::string& team) {
    v1::StartPauseRequest request;
    request.set_team(team);
    return request;
  }
  static v1::StartPauseRequest OfQueue(const std::string& queue) {
    v1::StartPauseRequest request;
    request.set_queue(queue);
    return request;
  }

  std::unique_ptr<v1::PauseService::Stub> pauses_;
  v1::Team red_;
  v1::User ann_;
};

TEST_F(PausesTest, AreOfThoseWhoLeadOrRunTheFloor) {
  EXPECT_EQ(ReasonOf(Start("Ann", OfTeam("Red")).status()), "TEAM_NOT_YOURS");
  EXPECT_EQ(ReasonOf(Start("Ann", OfQueue("cards")).status()), "ROLE_INSUFFICIENT");
  EXPECT_EQ(ReasonOf(Start("Kim", OfTeam("Red")).status()), "TEAM_NOT_YOURS");
  v1::EndPauseRequest end;
  end.set_team("Red");
  EXPECT_EQ(ReasonOf(End("Kim", end).status()), "TEAM_NOT_YOURS");
  EXPECT_EQ(ReasonOf(List(TokenOf("Ann")).status()), "ROLE_INSUFFICIENT");
  for (const char* who : {"Lee", "Olga", "Quinn"}) {
    EXPECT_TRUE(Start(who, OfTeam("Red")).ok()) << who;
    EXPECT_TRUE(Start(who, OfQueue("cards")).ok()) << who;
  }
  EXPECT_EQ(List(admin_)->pauses_size(), 2);
  v1::StartPauseResponse response;
  Call call(admin_);
  EXPECT_EQ(ReasonOf(ToAbsl(pauses_->StartPause(&call, OfTeam("Red"), &response))),
            "TEAM_NOT_YOURS")
      << "administrators look after accounts";
}

TEST_F(PausesTest, SayOfWhatByWhomAndUntilWhen) {
  v1::StartPauseRequest request = OfTeam(red_.name());
  const auto usual = Start("Lee", request);
  ASSERT_TRUE(usual.ok()) << usual.status();
  EXPECT_EQ(usual->team(), red_.name());
  EXPECT_EQ(usual->team_display_name(), "Red");
  EXPECT_EQ(usual->user_display_name(), "Lee");
  EXPECT_EQ(usual->ends_at().seconds() - usual->started_at().seconds(), 4 * 3600);
  request.mutable_duration()->set_seconds(12 * 3600);
  EXPECT_TRUE(Start("Olga", request).ok());
  const auto list = List(TokenOf("Lee"));
  ASSERT_TRUE(list.ok());
  ASSERT_EQ(list->pauses_size(), 1);
  EXPECT_EQ(list->pauses(0).user_display_name(), "Olga");
  v1::EndPauseRequest end;
  end.set_team("Red");
  EXPECT_TRUE(End("Lee", end)->has_pause());
  EXPECT_FALSE(End("Lee", end)->has_pause());
  EXPECT_EQ(List(TokenOf("Lee"))->pauses_size(), 0);
}

TEST_F(PausesTest, OfQueuesAreOfferedToWhoeverMayPauseThem) {
  Arrive("cards", "Red");
  Arrive("loans", "Blue");
  EXPECT_THAT(*Queues(TokenOf("Lee")), ElementsAre("cards"));
  EXPECT_THAT(*Queues(TokenOf("Kim")), ElementsAre("loans"));
  for (const char* who : {"Olga", "Quinn"}) {
    EXPECT_THAT(*Queues(TokenOf(who)), ElementsAre("cards", "loans")) << who;
  }
  ASSERT_TRUE(Start("Kim", OfQueue("loans")).ok());
  EXPECT_THAT(*Queues(TokenOf("Lee")), ElementsAre("cards", "loans paused"));
  for (const auto& token : {TokenOf("Ann"), admin_}) {
    const auto refused = Queues(token).status();
    EXPECT_EQ(refused.code(), absl::StatusCode::kPermissionDenied);
    EXPECT_EQ(ReasonOf(refused), "ROLE_INSUFFICIENT");
  }
}

TEST_F(PausesTest, AreRefusedByTheField) {
  EXPECT_EQ(Start("Olga", {}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Start("Olga", OfTeam("Green")).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Start("Olga", OfQueue("")).status().code(), absl::StatusCode::kInvalidArgument);
  v1::StartPauseRequest request = OfTeam("Red");
  request.mutable_duration()->set_seconds(12 * 3600 + 1);
  const auto refused = Start("Olga", request);
  EXPECT_EQ(ReasonOf(refused.status()), "PAUSE_INVALID");
  EXPECT_EQ(wire::ProblemOf(refused.status())->field, "duration");
}

TEST_F(PausesTest, AStartThatIsSentAgainExtendsNothing) {
  v1::StartPauseRequest request = OfTeam("Red");
  request.set_request_id("8c9d3d1e-0000-4000-8000-000000000001");
  const auto first = Start("Lee", request);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(Start("Lee", request)->ends_at().nanos(), first->ends_at().nanos());
  EXPECT_EQ(Start("Lee", request)->ends_at().seconds(), first->ends_at().seconds());
}

TEST_F(PausesTest, AreOfferedToWhoeverBecomesALeaderAtOnce) {
  Watcher watcher(*feed_, TokenOf("Ann"));
  ASSERT_TRUE(watcher.WaitUntilLive());
  AddTeam("Green", {ann_.name()});
  EXPECT_TRUE(watcher.WaitFor([](const Watcher::Messages& messages) {
    for (const auto& message : messages) {
      if (message.standing().led_teams_size() == 1) return true;
    }
    return false;
  }));
}

TEST_F(PausesTest, StandOnTheScreensOfTheLeader) {
  Watcher watcher(*feed_, TokenOf("Lee"));
  ASSERT_TRUE(watcher.WaitUntilLive());
  ASSERT_TRUE(Start("Lee", OfTeam("Red")).ok());
  const auto is_told = [&](const Watcher::Messages& messages) {
    for (const auto& message : messages) {
      const v1::Standing& standing = message.standing();
      if (standing.led_teams_size() != 1 || standing.led_teams(0).team() != red_.name()) continue;
      if (standing.led_teams(0).has_paused_until()) return true;
    }
    return false;
  };
  EXPECT_TRUE(watcher.WaitFor(is_told));
}

}  // namespace
}  // namespace aftercall::rpc
