#include "aftercall/v1/appeal_service.grpc.pb.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"
#include "tests/backend/rpc/watcher.h"

// Appeals as clients see them: neither side learns who the other is, and figures follow at once.
namespace aftercall::rpc {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Service = v1::AppealService::Stub;

constexpr char kWords[] = "Ann never called me back.";
constexpr char kRecording[] = "https://rec.example/7.wav";

class AppealsTest : public ServedTest {
 protected:
  void SetUp() override {
    config_.recording_hosts = {"rec.example"};
    ServedTest::SetUp();
    appeals_ = v1::AppealService::NewStub(channel_);
    AddUser("Ann", v1::User::ROLE_AGENT, "Ann");
    AddTeam("Red", {AddUser("Lee", v1::User::ROLE_TEAM_LEADER).name()});
    AddTeam("Blue", {AddUser("Max", v1::User::ROLE_TEAM_LEADER).name()});
    ann_ = TokenOf("Ann");
    max_ = TokenOf("Max");
    auto call = CallRecord("external-c1", "Ann");
    call.mutable_interaction()->mutable_legs(0)->set_display_name("Ann");
    call.mutable_interaction()->set_text("Agent: Ann speaking. Customer: At last.");
    call.mutable_interaction()->set_recording_uri(kRecording);
    Ingest({StarsRecord(), call, AnswerRecord("external-c1", "r1", 1, kWords),
            CallRecord("c2", "Ann"), AnswerRecord("c2", "r2", 5)});
    for (const auto& interaction : Interactions(ann_)) {
      if (interaction.external_id() == "external-c1") call_ = interaction.name();
    }
  }

  template <typename Request, typename Response>
  absl::Status Do(grpc::Status (Service::*method)(grpc::ClientContext*, const Request&, Response*),
                  const std::string& token, const Request& request, Response* response = nullptr) {
    Call call(token);
    Response own;
    return ToAbsl((appeals_.get()->*method)(&call, request, response ? response : &own));
  }
  template <typename Request>
  static Request Named(const std::string& name) {
    Request request;
    request.set_name(name);
    return request;
  }
  std::vector<v1::Interaction> Interactions(const std::string& token) {
    Call call(token);
    v1::ListInteractionsRequest list;
    list.set_user("users/me");
    v1::ListInteractionsResponse listed;
    EXPECT_TRUE(interactions_->ListInteractions(&call, list, &listed).ok());
    return {listed.interactions().begin(), listed.interactions().end()};
  }
  v1::OpenAppealRequest OpenRequest(const std::string& request_id = "") {
    v1::OpenAppealRequest request;
    request.set_interaction(call_);
    request.set_reason("The customer means Bob, I am Ann.");
    request.set_request_id(request_id);
    return request;
  }
  v1::Appeal Open(const std::string& request_id = "") {
    v1::OpenAppealResponse response;
    const auto status = Do(&Service::OpenAppeal, ann_, OpenRequest(request_id), &response);
    EXPECT_TRUE(status.ok()) << status;
    return response.appeal();
  }
  v1::Appeal Get(const std::string& name) {
    v1::GetAppealResponse response;
    const auto status = Do(&Service::GetAppeal, ann_, Named<v1::GetAppealRequest>(name), &response);
    EXPECT_TRUE(status.ok()) << status;
    return response.appeal();
  }
  // Max's only task.
  v1::AppealTask Task() {
    v1::ListAppealTasksResponse response;
    EXPECT_TRUE(Do(&Service::ListAppealTasks, max_, {}, &response).ok());
    EXPECT_EQ(response.appeal_tasks_size(), 1);
    return response.appeal_tasks_size() == 1 ? response.appeal_tasks(0) : v1::AppealTask();
  }
  absl::Status TakeIt(const std::string& token, const std::string& task) {
    return Do(&Service::TakeAppealTask, token, Named<v1::TakeAppealTaskRequest>(task));
  }
  absl::Status Decide(const std::string& token, const std::string& task,
                      v1::DecideAppealRequest::Decision decision,
                      const std::string& request_id = "") {
    auto request = Named<v1::DecideAppealRequest>(task);
    request.set_decision(decision);
    request.set_reason("The recording says so.");
    request.set_request_id(request_id);
    return Do(&Service::DecideAppeal, token, request);
  }
  v1::Summary SummaryOfAll() {
    Call call(admin_);
    v1::GetSummaryRequest request;
    request.set_all(true);
    v1::GetSummaryResponse response;
    EXPECT_TRUE(insight_->GetSummary(&call, request, &response).ok());
    return response.summary();
  }

  // All of a person's feed, as text.
  std::string FeedOf(const std::string& token) {
    Watcher watcher(*feed_, token);
    EXPECT_TRUE(watcher.WaitUntilLive());
    std::string told;
    for (const auto& message : watcher.messages()) {
      if (message.has_snapshot()) told += message.DebugString();
    }
    return told;
  }

  std::unique_ptr<v1::AppealService::Stub> appeals_;
  std::string ann_, max_, call_;
};

TEST_F(AppealsTest, TheArbiterLearnsNothingOfWhoseItIs) {
  const auto appeal = Open();
  const auto offered = Task();
  const auto is_blind = AllOf(Not(HasSubstr("Ann")), Not(HasSubstr("external-c1")),
                              Not(HasSubstr(call_)), Not(HasSubstr(appeal.name().substr(6, 13))));
  EXPECT_THAT(offered.DebugString(), AllOf(is_blind, Not(HasSubstr(kRecording))));
  EXPECT_THAT(FeedOf(max_), AllOf(is_blind, HasSubstr("STATE_OFFERED"), Not(HasSubstr("rating"))));
  EXPECT_EQ(offered.reason(), "The customer means Bob, I am ….");
  EXPECT_EQ(offered.rating(), 1);
  EXPECT_EQ(offered.question().high(), 5);
  EXPECT_EQ(offered.comment(), "… never called me back.");
  EXPECT_EQ(offered.ended().half(), v1::DayPart::HALF_MORNING);
  ASSERT_TRUE(TakeIt(max_, offered.name()).ok());
  const auto taken = Task();
  EXPECT_THAT(taken.DebugString(), is_blind);
  EXPECT_EQ(taken.recording_uri(), kRecording);
  EXPECT_EQ(taken.text(), "Agent: … speaking. Customer: At last.");
  ASSERT_TRUE(Decide(max_, offered.name(), v1::DecideAppealRequest::DECISION_DECLINE).ok());
  const auto decided = Task();
  EXPECT_THAT(decided.DebugString(),
              AllOf(is_blind, Not(HasSubstr(kRecording)), Not(HasSubstr("rating"))));
  EXPECT_FALSE(decided.upheld());
  EXPECT_EQ(decided.decision(), "The recording says so.");
}

TEST_F(AppealsTest, TheAgentLearnsTheDecisionAndNothingOfWhoMadeIt) {
  const auto appeal = Open();
  EXPECT_EQ(appeal.state(), v1::Appeal::STATE_OPEN);
  const auto task = Task();
  ASSERT_TRUE(TakeIt(max_, task.name()).ok());
  EXPECT_EQ(Get(appeal.name()).state(), v1::Appeal::STATE_IN_DECISION);
  ASSERT_TRUE(Decide(max_, task.name(), v1::DecideAppealRequest::DECISION_UPHOLD).ok());
  const auto got = Get(appeal.name());
  EXPECT_EQ(got.state(), v1::Appeal::STATE_UPHELD);
  EXPECT_EQ(got.decision(), "The recording says so.");
  EXPECT_TRUE(got.decided().has_day());
  EXPECT_EQ(got.reference().interaction(), call_);
  for (const std::string& told : {got.DebugString(), FeedOf(ann_)}) {
    EXPECT_THAT(told, AllOf(HasSubstr("STATE_UPHELD"), Not(HasSubstr("Max")),
                            Not(HasSubstr(task.name().substr(6, 13)))));
  }
  Watcher watcher(*feed_, ann_);
  ASSERT_TRUE(watcher.WaitUntilLive());
  for (const auto& entry : watcher.snapshot()) {
    EXPECT_EQ(entry.has_created_at(), !entry.has_appeal()) << "the minute says who it was";
  }
}

TEST_F(AppealsTest, WhatIsUpheldLeavesTheAgentsFigureAndStaysInTheTotal) {
  EXPECT_DOUBLE_EQ(Summary(ann_, "users/me")->csat().percent(), 50);
  Open();
  const auto task = Task();
  ASSERT_TRUE(TakeIt(max_, task.name()).ok());
  ASSERT_TRUE(Decide(max_, task.name(), v1::DecideAppealRequest::DECISION_UPHOLD).ok());
  const auto own = *Summary(ann_, "users/me");
  EXPECT_EQ(own.csat().n(), 1);
  EXPECT_DOUBLE_EQ(own.csat().percent(), 100);
  EXPECT_DOUBLE_EQ(own.mean_rating().value(), 5);
  EXPECT_EQ(own.csat_total().n(), 2);
  EXPECT_EQ(own.appeals_upheld(), 1);
  const auto all = SummaryOfAll();
  EXPECT_EQ(all.csat().n(), 2);
  EXPECT_DOUBLE_EQ(all.csat().percent(), 50);
  EXPECT_EQ(all.appeals_upheld(), 1);
  for (const auto& interaction : Interactions(ann_)) {
    ASSERT_EQ(interaction.responses_size(), 1);
    EXPECT_EQ(interaction.responses(0).appeal_upheld(), interaction.name() == call_);
    EXPECT_EQ(interaction.responses(0).rating(), interaction.name() == call_ ? 1 : 5);
  }
  v1::GetSummaryRequest by_answered;
  by_answered.set_user("users/me");
  by_answered.set_basis(v1::GetSummaryRequest::BASIS_ANSWERED);
  v1::GetSummaryResponse answered;
  Call call(ann_);
  ASSERT_TRUE(insight_->GetSummary(&call, by_answered, &answered).ok());
  EXPECT_EQ(answered.summary().csat().n(), 1);
  EXPECT_EQ(answered.summary().appeals_upheld(), 1);
}

TEST_F(AppealsTest, NobodyReadsOrMovesAnothers) {
  const auto appeal = Open();
  const auto task = Task();
  const std::string lee = TokenOf("Lee");
  const std::string guessed_appeal =
      "users/me/" + appeal.name().substr(appeal.name().find("appeals/"));
  const std::string guessed_task =
      "users/me/" + task.name().substr(task.name().find("appealTasks/"));
  constexpr auto kNotFound = absl::StatusCode::kNotFound;
  for (const std::string& token : {lee, admin_, max_}) {
    for (const std::string& name : {appeal.name(), guessed_appeal}) {
      EXPECT_EQ(Do(&Service::GetAppeal, token, Named<v1::GetAppealRequest>(name)).code(),
                kNotFound);
      EXPECT_EQ(Do(&Service::WithdrawAppeal, token, Named<v1::WithdrawAppealRequest>(name)).code(),
                kNotFound);
    }
    EXPECT_EQ(Do(&Service::OpenAppeal, token, OpenRequest()).code(), kNotFound);
  }
  for (const std::string& token : {lee, admin_, ann_}) {
    for (const std::string& name : {task.name(), guessed_task}) {
      EXPECT_EQ(Do(&Service::GetAppealTask, token, Named<v1::GetAppealTaskRequest>(name)).code(),
                kNotFound);
      EXPECT_EQ(TakeIt(token, name).code(), kNotFound);
      EXPECT_EQ(Decide(token, name, v1::DecideAppealRequest::DECISION_UPHOLD).code(), kNotFound);
    }
  }
  EXPECT_EQ(Do(&Service::GetAppeal, "", Named<v1::GetAppealRequest>(appeal.name())).code(),
            absl::StatusCode::kUnauthenticated);
}

TEST_F(AppealsTest, EachCommandIsDoneOnceHoweverOftenItIsSent) {
  EXPECT_EQ(Open("once").name(), Open("once").name());
  EXPECT_EQ(ReasonOf(Do(&Service::OpenAppeal, ann_, OpenRequest("another"))), "APPEALED_BEFORE");
  const auto task = Task();
  ASSERT_TRUE(TakeIt(max_, task.name()).ok());
  constexpr auto kUphold = v1::DecideAppealRequest::DECISION_UPHOLD;
  EXPECT_TRUE(Decide(max_, task.name(), kUphold, "decide").ok());
  EXPECT_TRUE(Decide(max_, task.name(), kUphold, "decide").ok());
  EXPECT_EQ(ReasonOf(Decide(max_, task.name(), kUphold, "again")), "APPEAL_STATE");
  EXPECT_EQ(Summary(ann_, "users/me")->appeals_upheld(), 1);
}

TEST_F(AppealsTest, BadInputIsNamed) {
  const auto task = [&] {
    Open();
    return Task().name();
  }();
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  EXPECT_EQ(Decide(max_, task, v1::DecideAppealRequest::DECISION_UNSPECIFIED).code(), kInvalid);
  auto open = OpenRequest();
  open.set_interaction("c1");
  EXPECT_EQ(Do(&Service::OpenAppeal, ann_, open).code(), kInvalid);
  for (const char* bad : {"", "users/me", "users/me/appeals/", "users/me/appealTasks/00000000001",
                          "users/me/reviews/0000000000001"}) {
    EXPECT_EQ(Do(&Service::GetAppeal, ann_, Named<v1::GetAppealRequest>(bad)).code(), kInvalid)
        << bad;
  }
  v1::ListAppealsRequest list;
  list.set_page_token("x");
  EXPECT_EQ(Do(&Service::ListAppeals, ann_, list).code(), kInvalid);
}

TEST_F(AppealsTest, ListsHavePagesAndLeaveOutWhatIsOver) {
  const auto first = Open();
  ASSERT_TRUE(
      Do(&Service::WithdrawAppeal, ann_, Named<v1::WithdrawAppealRequest>(first.name())).ok());
  const auto second = Open();
  v1::ListAppealsRequest request;
  request.set_page_size(1);
  v1::ListAppealsResponse page;
  ASSERT_TRUE(Do(&Service::ListAppeals, ann_, request, &page).ok());
  ASSERT_EQ(page.appeals_size(), 1);
  EXPECT_EQ(page.appeals(0).name(), second.name());
  request.set_page_token(page.next_page_token());
  page.Clear();
  ASSERT_TRUE(Do(&Service::ListAppeals, ann_, request, &page).ok());
  ASSERT_EQ(page.appeals_size(), 1);
  EXPECT_EQ(page.appeals(0).state(), v1::Appeal::STATE_WITHDRAWN);
  EXPECT_EQ(page.next_page_token(), "");
  request.Clear();
  request.set_open_only(true);
  page.Clear();
  ASSERT_TRUE(Do(&Service::ListAppeals, ann_, request, &page).ok());
  EXPECT_EQ(page.appeals_size(), 1);
}

}  // namespace
}  // namespace aftercall::rpc
