#include "aftercall/v1/assessment_service.grpc.pb.h"
#include "aftercall/v1/form_service.grpc.pb.h"
#include "tests/backend/rpc/served.h"

// Who may do what.
namespace aftercall::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// Every call there is, with an empty request.
template <typename Request, typename Response, typename Stub>
absl::Status Unary(Stub& stub,
                   grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const std::string& token, const Request& request = {}) {
  Call call(token);
  Response response;
  return ToAbsl((stub.*method)(&call, request, &response));
}

class AccessTest : public ServedTest {
 protected:
  std::vector<absl::Status> EveryCall(const std::string& token) {
    using Ingest = v1::IngestService::Stub;
    using Feed = v1::FeedService::Stub;
    using Insight = v1::InsightService::Stub;
    using Interactions = v1::InteractionService::Stub;
    using People = v1::DirectoryService::Stub;
    std::vector<absl::Status> results = {
        Unary(*ingest_, &Ingest::BatchIngest, token),
        Unary(*feed_, &Feed::MarkFeedSeen, token),
        Unary(*insight_, &Insight::GetSummary, token),
        Unary(*interactions_, &Interactions::ListInteractions, token),
        Unary(*interactions_, &Interactions::GetInteraction, token),
        Unary(*interactions_, &Interactions::OpenSeal, token),
        Unary(*people_, &People::CreateUser, token),
        Unary(*people_, &People::GetUser, token),
        Unary(*people_, &People::ListUsers, token),
        Unary(*people_, &People::UpdateUser, token),
        Unary(*people_, &People::CreateTeam, token),
        Unary(*people_, &People::ListTeams, token),
        Unary(*people_, &People::ListColleagues, token),
        Unary(*people_, &People::UpdateTeam, token),
        Unary(*people_, &People::IssueToken, token)};
    const auto forms = v1::FormService::NewStub(channel_);
    using Forms = v1::FormService::Stub;
    results.push_back(Unary(*forms, &Forms::ListForms, token));
    results.push_back(Unary(*forms, &Forms::GetForm, token));
    results.push_back(Unary(*forms, &Forms::PublishForm, token));
    const auto assessments = v1::AssessmentService::NewStub(channel_);
    using Assessments = v1::AssessmentService::Stub;
    results.push_back(Unary(*assessments, &Assessments::ListSelfAssessments, token));
    results.push_back(Unary(*assessments, &Assessments::GetSelfAssessment, token));
    results.push_back(Unary(*assessments, &Assessments::RequestSelfAssessment, token));
    results.push_back(Unary(*assessments, &Assessments::SnoozeSelfAssessment, token));
    results.push_back(Unary(*assessments, &Assessments::RevealSelfAssessment, token));
    results.push_back(Unary(*assessments, &Assessments::SkipSelfAssessment, token));
    results.push_back(Unary(*assessments, &Assessments::CommitSelfAssessment, token));
    results.push_back(Unary(*assessments, &Assessments::GetSamplingPolicy, token));
    results.push_back(Unary(*assessments, &Assessments::UpdateSamplingPolicy, token));
    results.push_back(Watcher(*feed_, token).End());
    Call call(token);
    v1::StreamIngestResponse response;
    const auto writer = ingest_->StreamIngest(&call, &response);
    writer->WritesDone();
    results.push_back(ToAbsl(writer->Finish()));
    return results;
  }
};

TEST_F(AccessTest, EveryCallNeedsAToken) {
  for (const auto& status : EveryCall("")) {
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated) << status;
    EXPECT_EQ(ReasonOf(status), "TOKEN_MISSING");
  }
  for (const auto& status : EveryCall(admin_ + "x")) {
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated) << status;
  }
}

TEST_F(AccessTest, AFeedIsItsOwnersAlone) {
  const auto ann = AddUser("Ann", v1::User::ROLE_AGENT), bob = AddUser("Bob", v1::User::ROLE_AGENT);
  const std::string token = TokenOf(ann.name());
  const auto end = [&](const std::string& token, const std::string& feed) {
    return Watcher(*feed_, token, {}, feed).End();
  };
  EXPECT_EQ(ReasonOf(end(token, bob.name() + "/feed")), "FEED_NOT_YOURS");
  EXPECT_EQ(ReasonOf(end(admin_, bob.name() + "/feed")), "FEED_NOT_YOURS");
  EXPECT_EQ(ReasonOf(end(token, "bob")), "FIELD_INVALID");
  Watcher own(*feed_, token, {}, ann.name() + "/feed");
  EXPECT_TRUE(own.WaitUntilLive());
  v1::MarkFeedSeenRequest request;
  request.set_feed(bob.name() + "/feed");
  EXPECT_EQ(Unary(*feed_, &v1::FeedService::Stub::MarkFeedSeen, token, request).code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(AccessTest, RolesMayWhatTheyAreFor) {
  const std::string agent = TokenOf(AddUser("Ann", v1::User::ROLE_AGENT).name());
  const std::string adapter = TokenOf(AddUser("PBX", v1::User::ROLE_ADAPTER).name());
  const std::string manager = TokenOf(AddUser("Max", v1::User::ROLE_OPERATIONS_MANAGER).name());
  EXPECT_EQ(ReasonOf(TryIngest({StarsRecord()}, agent).status()), "ROLE_INSUFFICIENT");
  EXPECT_TRUE(TryIngest({StarsRecord()}, adapter).ok());
  EXPECT_TRUE(TryIngest({StarsRecord()}, manager).ok());
  EXPECT_EQ(ReasonOf(Summary(adapter, "").status()), "ROLE_INSUFFICIENT");
  EXPECT_EQ(ReasonOf(Summary(agent, "").status()), "ROLE_INSUFFICIENT");
  EXPECT_TRUE(Summary(manager, "").ok());
  EXPECT_TRUE(Summary(agent, "users/me").ok());
  EXPECT_EQ(ReasonOf(Summary(agent, "Max").status()), "USER_NOT_YOURS");
  using People = v1::DirectoryService::Stub;
  EXPECT_EQ(Unary(*people_, &People::ListUsers, agent).code(), absl::StatusCode::kPermissionDenied);
  EXPECT_TRUE(Unary(*people_, &People::ListUsers, manager).ok());
  for (const auto& token : {agent, adapter, manager}) {
    v1::IssueTokenRequest request;
    request.set_user("users/me");
    request.set_role(v1::User::ROLE_ADMINISTRATOR);
    EXPECT_EQ(Unary(*people_, &People::IssueToken, token, request).code(),
              absl::StatusCode::kPermissionDenied);
  }
}

TEST_F(AccessTest, ALeaderReadsTheTeamAndItsAgents) {
  const auto lee = AddUser("Lee", v1::User::ROLE_AGENT), kim = AddUser("Kim", v1::User::ROLE_AGENT);
  AddTeam("Red", {lee.name()});
  AddTeam("Blue", {kim.name()});
  Ingest({StarsRecord(), CallRecord("c1", "7"), AnswerRecord("c1", "r1", 4)});
  const std::string leader = TokenOf("Lee"), other = TokenOf("Kim"), agent = TokenOf("Agent 7");
  EXPECT_EQ(Summary(leader, "Agent 7")->responses(), 1);
  EXPECT_EQ(ReasonOf(Summary(other, "Agent 7").status()), "USER_NOT_YOURS");
  v1::GetSummaryRequest of_team;
  of_team.set_team("Red");
  using Insight = v1::InsightService::Stub;
  EXPECT_TRUE(Unary(*insight_, &Insight::GetSummary, leader, of_team).ok());
  EXPECT_EQ(ReasonOf(Unary(*insight_, &Insight::GetSummary, other, of_team)), "TEAM_NOT_YOURS");
  EXPECT_EQ(ReasonOf(Unary(*insight_, &Insight::GetSummary, agent, of_team)), "TEAM_TOO_SMALL");
  Ingest({CallRecord("c2", "8"), CallRecord("c3", "9"), CallRecord("c4", "10"),
          CallRecord("c5", "11")});
  EXPECT_TRUE(Unary(*insight_, &Insight::GetSummary, agent, of_team).ok());
  v1::ListInteractionsRequest list;
  list.set_team("Red");
  EXPECT_EQ(
      ReasonOf(Unary(*interactions_, &v1::InteractionService::Stub::ListInteractions, agent, list)),
      "TEAM_NOT_YOURS");
}

TEST_F(AccessTest, ADeactivatedUserIsTurnedAway) {
  const auto ann = AddUser("Ann", v1::User::ROLE_AGENT);
  const std::string token = TokenOf(ann.name());
  v1::UpdateUserRequest request;
  request.mutable_user()->set_name(ann.name());
  request.mutable_user()->set_state(v1::User::STATE_DEACTIVATED);
  request.mutable_update_mask()->add_paths("state");
  using People = v1::DirectoryService::Stub;
  EXPECT_TRUE(Unary(*people_, &People::UpdateUser, admin_, request).ok());
  EXPECT_EQ(ReasonOf(Summary(token, "users/me").status()), "USER_DEACTIVATED");
  Stop();
  Start();
  EXPECT_EQ(ReasonOf(Summary(token, "users/me").status()), "USER_DEACTIVATED");
}

TEST_F(AccessTest, AdministratorsSeeNoWords) {
  auto call = CallRecord("c1", "7");
  call.mutable_interaction()->set_text("the chat itself");
  call.mutable_interaction()->set_recording_uri("https://rec/1");
  Ingest({StarsRecord(), call, AnswerRecord("c1", "r1", 4, "secret"),
          AnswerRecord("c9", "r9", 4, "secret")});
  AddUser("Max", v1::User::ROLE_OPERATIONS_MANAGER);
  AddUser("PBX", v1::User::ROLE_ADAPTER);
  const auto seen_by = [&](const std::string& token) {
    std::string all;
    for (const bool pending : {false, true}) {
      v1::ListInteractionsRequest request;
      pending ? request.set_pending(true) : request.set_all(true);
      v1::ListInteractionsResponse response;
      Call list(token);
      interactions_->ListInteractions(&list, request, &response);
      all += response.DebugString();
      if (response.interactions().empty() || pending) continue;
      v1::GetInteractionRequest one;
      one.set_name(response.interactions(0).name());
      v1::GetInteractionResponse whole;
      Call get(token);
      interactions_->GetInteraction(&get, one, &whole);
      all += whole.DebugString();
    }
    return all;
  };
  const std::string manager = seen_by(TokenOf("Max"));
  EXPECT_THAT(manager, HasSubstr("secret"));
  EXPECT_THAT(manager, HasSubstr("the chat itself"));
  const std::string administrator = seen_by(admin_);
  EXPECT_THAT(administrator, HasSubstr("r9"));
  // Adapters tell of interactions and read none.
  for (const auto& seen : {administrator, seen_by(TokenOf("PBX"))}) {
    EXPECT_THAT(seen, ::testing::Not(HasSubstr("secret")));
    EXPECT_THAT(seen, ::testing::Not(HasSubstr("the chat itself")));
    EXPECT_THAT(seen, ::testing::Not(HasSubstr("https://rec/1")));
  }
}

TEST_F(AccessTest, ANameThatTwoShareIsRefusedWithTheCandidates) {
  auto first = CallRecord("c1", "7"), second = CallRecord("c2", "8");
  first.mutable_interaction()->mutable_legs(0)->set_display_name("Wang Wei");
  second.mutable_interaction()->mutable_legs(0)->set_display_name("Wang Wei");
  Ingest({first, second});
  const auto refused = Summary(admin_, "Wang Wei").status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(refused), "NAME_SHARED");
  EXPECT_THAT(std::string(refused.message()), HasSubstr("pbx 7"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("pbx 8"));
  v1::ListUsersRequest request;
  request.set_state(v1::User::STATE_PENDING);
  v1::ListUsersResponse response;
  Call call(admin_);
  ASSERT_TRUE(people_->ListUsers(&call, request, &response).ok());
  ASSERT_THAT(response.users(), SizeIs(2));
  for (const auto& user : response.users()) {
    EXPECT_EQ(Summary(admin_, user.name())->interactions(), 1);
  }
}

TEST_F(AccessTest, ErrorsNameTheFieldAndTheValue) {
  v1::GetSummaryRequest request;
  request.set_user("Nobody");
  const auto status = Unary(*insight_, &v1::InsightService::Stub::GetSummary, admin_, request);
  const auto problem = wire::ProblemOf(status);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->reason, "NOT_FOUND");
  EXPECT_EQ(problem->field, "user");
  EXPECT_EQ(problem->value, "Nobody");
  // ErrorInfo for programs, BadRequest for people's forms.
  EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo"));
  EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.BadRequest"));
}

}  // namespace
}  // namespace aftercall::rpc
