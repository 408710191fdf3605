#include "client/ctl/simulate/leaders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "client/ctl/simulate/cast.h"
#include "shared/forms/form_proto.h"
#include "tests/client/ctl/fake_server.h"
#include "tests/support/make_form.h"

namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// What a server knows of two leaders' tasks, and who did what.
struct Work {
  std::map<std::string, std::vector<v1::ReviewTask>> tasks;    // by leader
  std::map<std::string, std::vector<v1::AppealTask>> appeals;  // by leader
  std::map<std::string, std::set<std::string>> evaluated;      // interactions, by leader
  std::vector<std::string> teams_asked;
  absl::Status away;
};

// One leader's link into it.
class Office : public FakeServer {
 public:
  Office(Work* work, std::string user) : work_(*work), user_(std::move(user)) {}

  absl::StatusOr<v1::GetFormResponse> GetForm(const v1::GetFormRequest&) override {
    v1::GetFormResponse response;
    *response.mutable_form() = forms::ToProto(testing::SmallForm());
    return response;
  }
  absl::StatusOr<v1::ListInteractionsResponse> ListInteractions(
      const v1::ListInteractionsRequest& request) override {
    work_.teams_asked.push_back(absl::StrCat(user_, " ", request.team()));
    v1::ListInteractionsResponse response;
    for (int i = 0; i < 5; ++i) {
      v1::Interaction& one = *response.add_interactions();
      one.set_name(absl::StrCat("interactions/", i));
      one.set_channel(i == 0 ? v1::CHANNEL_VOICE : v1::CHANNEL_CHAT);
      if (i != 1) one.set_agent("users/a");
    }
    return response;
  }
  absl::StatusOr<v1::StartEvaluationResponse> StartEvaluation(
      const v1::StartEvaluationRequest& request) override {
    EXPECT_TRUE(work_.evaluated[user_].insert(request.interaction()).second) << "twice";
    v1::ReviewTask& task = work_.tasks[user_].emplace_back();
    task.set_name(absl::StrCat(user_, "/reviewTasks/", work_.tasks[user_].size()));
    task.set_state(v1::ReviewTask::STATE_ACCEPTED);
    task.set_evaluation(true);
    v1::StartEvaluationResponse response;
    *response.mutable_review_task() = task;
    return response;
  }
  absl::StatusOr<v1::ListReviewTasksResponse> ListReviewTasks(
      const v1::ListReviewTasksRequest&) override {
    if (!work_.away.ok()) return work_.away;
    v1::ListReviewTasksResponse response;
    for (const auto& task : work_.tasks[user_]) {
      if (task.state() <= v1::ReviewTask::STATE_ACCEPTED) *response.add_review_tasks() = task;
    }
    return response;
  }
  absl::StatusOr<v1::AcceptReviewTaskResponse> AcceptReviewTask(
      const v1::AcceptReviewTaskRequest& request) override {
    Task(request.name()).set_state(v1::ReviewTask::STATE_ACCEPTED);
    return v1::AcceptReviewTaskResponse();
  }
  absl::StatusOr<v1::SubmitReviewResponse> SubmitReview(
      const v1::SubmitReviewRequest& request) override {
    EXPECT_GT(request.content().elements_size(), 0);
    Task(request.name()).set_state(v1::ReviewTask::STATE_SUBMITTED);
    return v1::SubmitReviewResponse();
  }
  absl::StatusOr<v1::ListAppealTasksResponse> ListAppealTasks(
      const v1::ListAppealTasksRequest&) override {
    if (!work_.away.ok()) return work_.away;
    v1::ListAppealTasksResponse response;
    for (const auto& task : work_.appeals[user_]) {
      if (task.state() <= v1::AppealTask::STATE_TAKEN) *response.add_appeal_tasks() = task;
    }
    return response;
  }
  absl::StatusOr<v1::TakeAppealTaskResponse> TakeAppealTask(
      const v1::TakeAppealTaskRequest&) override {
    work_.appeals[user_][0].set_state(v1::AppealTask::STATE_TAKEN);
    return v1::TakeAppealTaskResponse();
  }
  absl::StatusOr<v1::DecideAppealResponse> DecideAppeal(
      const v1::DecideAppealRequest& request) override {
    EXPECT_FALSE(request.reason().empty());
    EXPECT_NE(request.decision(), v1::DecideAppealRequest::DECISION_UNSPECIFIED);
    work_.appeals[user_][0].set_state(v1::AppealTask::STATE_DECIDED);
    return v1::DecideAppealResponse();
  }

 private:
  v1::ReviewTask& Task(const std::string& name) {
    for (auto& task : work_.tasks[user_]) {
      if (task.name() == name) return task;
    }
    ADD_FAILURE() << user_ << " has no " << name;
    return work_.tasks[user_].emplace_back();
  }

  Work& work_;
  const std::string user_;
};

// Makes users by their staff number; whose token it is can be read from it.
class Administration : public FakeServer {
 public:
  absl::StatusOr<v1::CreateUserResponse> CreateUser(const v1::CreateUserRequest& request) override {
    v1::User& user = users.emplace_back(request.user());
    user.set_name(absl::StrCat("users/", user.aliases(0).staff_number()));
    ++made;
    v1::CreateUserResponse response;
    *response.mutable_user() = user;
    return response;
  }
  absl::StatusOr<v1::IssueTokenResponse> IssueToken(const v1::IssueTokenRequest& request) override {
    v1::IssueTokenResponse response;
    response.set_token(request.user());
    return response;
  }
  int made = 0;
};

class LeadersTest : public ::testing::Test {
 protected:
  LeadersTest() {
    for (const SimulatedTeam& about : MakeTeams()) {
      v1::Team& team = administration_.teams.emplace_back();
      team.set_name(absl::StrCat("teams/", about.leader_staff_number));
      team.set_display_name(about.name);
    }
  }
  void Open(LeaderOptions options) {
    leaders_ =
        std::make_unique<Leaders>(options, &administration_, [this](const std::string& token) {
          return absl::StatusOr<std::unique_ptr<ServerLink>>(
              std::make_unique<Office>(&work_, token));
        });
  }
  void Run(absl::Duration length) {
    for (const absl::Duration end = now_ + length; now_ < end; now_ += absl::Seconds(1)) {
      ASSERT_TRUE(leaders_->Act(now_).ok());
    }
  }

  Work work_;
  Administration administration_;
  std::unique_ptr<Leaders> leaders_;
  absl::Duration now_;
};

TEST_F(LeadersTest, EachIsMadeOnceAndLeadsTheirTeamBesideOthers) {
  administration_.teams[0].add_leaders("users/lee");
  Open({});
  Run(absl::Seconds(10));
  EXPECT_EQ(administration_.made, 2);
  ASSERT_THAT(administration_.team_updates, SizeIs(2));
  EXPECT_THAT(administration_.team_updates[0].team().leaders(),
              ::testing::ElementsAre("users/lee", "users/R1"));
  EXPECT_THAT(administration_.team_updates[1].team().leaders(), ::testing::ElementsAre("users/W1"));
  // In another run they are found again.
  administration_.teams[0].add_leaders("users/R1");
  administration_.teams[1].add_leaders("users/W1");
  Open({});
  Run(absl::Seconds(10));
  EXPECT_EQ(administration_.made, 2);
  EXPECT_THAT(administration_.team_updates, SizeIs(2));
}

TEST_F(LeadersTest, TheyWaitForTheServerToKnowTheirTeams) {
  const auto teams = std::exchange(administration_.teams, {});
  Open({});
  Run(absl::Seconds(10));
  EXPECT_EQ(administration_.made, 0);
  administration_.teams = teams;
  Run(absl::Seconds(10));
  EXPECT_EQ(administration_.made, 2);
}

TEST_F(LeadersTest, AnEvaluationIsBegunAndWrittenLater) {
  Open({.evaluations_a_minute = 30, .writing = absl::Minutes(2)});
  Run(absl::Seconds(50));
  EXPECT_FALSE(work_.tasks.empty());
  EXPECT_EQ(leaders_->counts().evaluated, 0);
  Run(absl::Minutes(10));
  // Three each can be heard or read and are somebody's.
  EXPECT_EQ(leaders_->counts().evaluated, 6);
  EXPECT_EQ(leaders_->counts().refused, 0);
  for (const auto& [user, interactions] : work_.evaluated) {
    EXPECT_THAT(interactions, ::testing::UnorderedElementsAre("interactions/2", "interactions/3",
                                                              "interactions/4"));
  }
  EXPECT_THAT(work_.teams_asked, AllOf(Contains("users/R1 Riverside"), Contains("users/W1 望江组"),
                                       ::testing::Not(Contains("users/R1 望江组"))));
}

TEST_F(LeadersTest, AppealsAndReviewsThatLandWithThemAreDone) {
  Open({.evaluations_a_minute = 0, .writing = absl::Seconds(5)});
  for (const char* leader : {"users/R1", "users/W1"}) {
    work_.appeals[leader].emplace_back().set_state(v1::AppealTask::STATE_OFFERED);
    v1::ReviewTask& task = work_.tasks[leader].emplace_back();
    task.set_name(absl::StrCat(leader, "/reviewTasks/1"));
    task.set_state(v1::ReviewTask::STATE_OFFERED);
  }
  Run(absl::Minutes(1));
  EXPECT_EQ(leaders_->counts().upheld + leaders_->counts().declined, 2);
  EXPECT_EQ(leaders_->counts().reviewed, 2);
  EXPECT_EQ(leaders_->counts().evaluated, 0);
  EXPECT_THAT(work_.evaluated, IsEmpty());
}

TEST_F(LeadersTest, AServerThatIsAwayIsWaitedFor) {
  Open({.evaluations_a_minute = 0});
  work_.appeals["users/R1"].emplace_back().set_state(v1::AppealTask::STATE_OFFERED);
  work_.away = absl::UnavailableError("gone");
  Run(absl::Minutes(1));
  EXPECT_EQ(leaders_->counts().refused, 0);
  work_.away = absl::OkStatus();
  Run(absl::Minutes(2));
  EXPECT_EQ(leaders_->counts().upheld + leaders_->counts().declined, 1);
}

}  // namespace
}  // namespace aftercall::ctl
