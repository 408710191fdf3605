#include "aftercall/v1/appeal_service.grpc.pb.h"
#include "aftercall/v1/review_service.grpc.pb.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"
#include "tests/backend/rpc/watcher.h"

// Leaders' evaluations and appeals against them as clients see them.
namespace aftercall::rpc {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Reviews = v1::ReviewService::Stub;
using Appeals = v1::AppealService::Stub;

constexpr char kRecording[] = "https://rec.example/7.wav";

// Ann's call is of team Red, which Lee leads; Max leads another. Quinn analyses quality.
class EvaluationsTest : public ServedTest {
 protected:
  void SetUp() override {
    config_.recording_hosts = {"rec.example"};
    ServedTest::SetUp();
    reviews_ = v1::ReviewService::NewStub(channel_);
    appeals_ = v1::AppealService::NewStub(channel_);
    AddUser("Ann", v1::User::ROLE_AGENT, "Ann");
    AddTeam("Red", {AddUser("Lee", v1::User::ROLE_TEAM_LEADER).name()});
    AddTeam("Blue", {AddUser("Max", v1::User::ROLE_TEAM_LEADER).name()});
    AddUser("Quinn", v1::User::ROLE_QUALITY_ANALYST);
    AddUser("Olga", v1::User::ROLE_OPERATIONS_MANAGER);
    ann_ = TokenOf("Ann");
    lee_ = TokenOf("Lee");
    auto call = CallRecord("external-c1", "Ann");
    call.mutable_interaction()->mutable_legs(0)->set_display_name("Ann");
    call.mutable_interaction()->set_text("Agent: Ann speaking. Customer: At last.");
    call.mutable_interaction()->set_recording_uri(kRecording);
    Ingest({StarsRecord(), call, AnswerRecord("external-c1", "r1", 1, "Never called back.")});
    v1::ListInteractionsRequest list;
    list.set_user("users/me");
    v1::ListInteractionsResponse listed;
    Call list_call(ann_);
    ASSERT_TRUE(interactions_->ListInteractions(&list_call, list, &listed).ok());
    ASSERT_EQ(listed.interactions_size(), 1);
    call_ = listed.interactions(0).name();
  }

  template <typename Stub, typename Request, typename Response>
  absl::Status Do(const std::unique_ptr<Stub>& stub,
                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                  const std::string& token, const Request& request, Response* response = nullptr) {
    Call call(token);
    Response own;
    return ToAbsl((stub.get()->*method)(&call, request, response ? response : &own));
  }
  template <typename Request>
  static Request Named(const std::string& name) {
    Request request;
    request.set_name(name);
    return request;
  }

  absl::StatusOr<v1::ReviewTask> Start(const std::string& token,
                                       const std::string& request_id = "") {
    v1::StartEvaluationRequest request;
    request.set_interaction(call_);
    request.set_request_id(request_id);
    v1::StartEvaluationResponse response;
    const auto status = Do(reviews_, &Reviews::StartEvaluation, token, request, &response);
    if (!status.ok()) return status;
    return response.review_task();
  }
  absl::Status Submit(const std::string& token, const std::string& task) {
    auto request = Named<v1::SubmitReviewRequest>(task);
    for (const char* element : {"need", "explanation", "outcome", "care"}) {
      auto* judged = request.mutable_content()->add_elements();
      judged->set_element_id(element);
      judged->set_score(4);
      judged->set_comment("Ann asked Lee twice what it was about");
    }
    request.mutable_content()->set_praise("You stayed calm all along, Ann");
    return Do(reviews_, &Reviews::SubmitReview, token, request);
  }
  void Evaluate(const std::string& token) {
    const auto task = Start(token);
    ASSERT_TRUE(task.ok()) << task.status();
    const auto status = Submit(token, task->name());
    ASSERT_TRUE(status.ok()) << status;
  }
  v1::ListReviewsResponse ListedForAnn() {
    v1::ListReviewsResponse list;
    EXPECT_TRUE(Do(reviews_, &Reviews::ListReviews, ann_, {}, &list).ok());
    return list;
  }
  std::string FeedOf(const std::string& token) {
    Watcher watcher(*feed_, token);
    EXPECT_TRUE(watcher.WaitUntilLive());
    std::string told;
    for (const auto& message : watcher.messages()) {
      if (message.has_snapshot()) told += message.DebugString();
    }
    return told;
  }
  // Of what leaders scored of one's own on an element.
  v1::ElementFigures OwnFigures(const std::string& token, const std::string& element) {
    v1::GetElementFiguresRequest request;
    request.set_user("users/me");
    v1::GetElementFiguresResponse response;
    Call call(token);
    EXPECT_TRUE(insight_->GetElementFigures(&call, request, &response).ok());
    for (const auto& one : response.elements()) {
      if (one.element_id() == element) return one;
    }
    return {};
  }
  absl::StatusOr<v1::Appeal> Open(const std::string& token, const std::string& review) {
    v1::OpenAppealRequest request;
    request.set_review(review);
    request.set_reason("Lee did not hear all of it, I am Ann.");
    v1::OpenAppealResponse response;
    const auto status = Do(appeals_, &Appeals::OpenAppeal, token, request, &response);
    if (!status.ok()) return status;
    return response.appeal();
  }
  v1::AppealTask TaskOf(const std::string& token) {
    v1::ListAppealTasksResponse list;
    EXPECT_TRUE(Do(appeals_, &Appeals::ListAppealTasks, token, {}, &list).ok());
    EXPECT_EQ(list.appeal_tasks_size(), 1);
    return list.appeal_tasks_size() == 1 ? list.appeal_tasks(0) : v1::AppealTask();
  }

  std::unique_ptr<Reviews> reviews_;
  std::unique_ptr<Appeals> appeals_;
  std::string ann_, lee_, call_;
};

TEST_F(EvaluationsTest, LeadersOfTheTeamAndQualityEvaluateAndNobodyElse) {
  for (const std::string& token : {ann_, TokenOf("Olga"), admin_}) {
    EXPECT_EQ(ReasonOf(Start(token).status()), "ROLE_INSUFFICIENT");
    EXPECT_EQ(Start(token).status().code(), absl::StatusCode::kPermissionDenied);
  }
  // A leader of others does not even learn that there is such an interaction.
  const auto elsewhere = Start(TokenOf("Max")).status();
  EXPECT_EQ(elsewhere.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Start("").status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_TRUE(Start(lee_).ok());
  EXPECT_TRUE(Start(TokenOf("Quinn")).ok());
  EXPECT_EQ(ReasonOf(Start(lee_).status()), "EVALUATION_UNDER_WAY");
  call_ = "interactions/";
  EXPECT_EQ(Start(lee_).status().code(), absl::StatusCode::kInvalidArgument);
  call_ = "interactions/0000000000001";
  EXPECT_EQ(Start(lee_).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(EvaluationsTest, TheEvaluatorKnowsWhoseItIsAndNothingOfHowTheCustomerTookIt) {
  const auto task = Start(lee_);
  ASSERT_TRUE(task.ok()) << task.status();
  EXPECT_EQ(task->state(), v1::ReviewTask::STATE_ACCEPTED);
  EXPECT_TRUE(task->evaluation());
  EXPECT_TRUE(task->as_leader());
  EXPECT_EQ(task->agent_display_name(), "Ann");
  EXPECT_EQ(task->recording_uri(), kRecording);
  EXPECT_EQ(task->text(), "Agent: Ann speaking. Customer: At last.");
  v1::GetReviewTaskResponse got;
  ASSERT_TRUE(Do(reviews_, &Reviews::GetReviewTask, lee_,
                 Named<v1::GetReviewTaskRequest>(task->name()), &got)
                  .ok());
  EXPECT_EQ(got.review_task().SerializeAsString(), task->SerializeAsString());
  for (const auto& told : {got.DebugString(), FeedOf(lee_)}) {
    EXPECT_THAT(told, AllOf(HasSubstr("evaluation: true"), HasSubstr("\"Ann\"")));
  }
  EXPECT_THAT(got.DebugString(), Not(HasSubstr("Never called back")));
  // It is a look at Ann's record.
  v1::ListAccessesResponse accesses;
  Call call(ann_);
  ASSERT_TRUE(people_->ListAccesses(&call, {}, &accesses).ok());
  ASSERT_EQ(accesses.accesses_size(), 1);
  EXPECT_EQ(accesses.accesses(0).reader_display_name(), "Lee");
}

TEST_F(EvaluationsTest, TheAgentLearnsNothingBeforeItIsThereAndThenWhoWroteIt) {
  const std::string before = FeedOf(ann_);
  const auto task = Start(lee_);
  ASSERT_TRUE(task.ok()) << task.status();
  EXPECT_EQ(ListedForAnn().reviews_size(), 0);
  EXPECT_EQ(FeedOf(ann_), before);
  ASSERT_TRUE(Submit(lee_, task->name()).ok());
  ASSERT_EQ(ListedForAnn().reviews_size(), 1);
  const v1::Review listed = ListedForAnn().reviews(0);
  v1::GetReviewResponse got;
  ASSERT_TRUE(
      Do(reviews_, &Reviews::GetReview, ann_, Named<v1::GetReviewRequest>(listed.name()), &got)
          .ok());
  EXPECT_TRUE(got.review().evaluation());
  EXPECT_EQ(got.review().evaluator_display_name(), "Lee");
  EXPECT_TRUE(got.review().has_appealable_until());
  EXPECT_FALSE(got.review().appeal_upheld());
  EXPECT_EQ(got.review().content().praise(), "You stayed calm all along, Ann");
  EXPECT_THAT(FeedOf(ann_),
              AllOf(HasSubstr("evaluator_display_name: \"Lee\""), HasSubstr("appealable_until")));
  EXPECT_EQ(OwnFigures(ann_, "need").leader_mean().value(), 4);
  EXPECT_EQ(OwnFigures(ann_, "need").leader_mean().n(), 1);
  EXPECT_FALSE(OwnFigures(ann_, "need").has_self_mean());
  EXPECT_EQ(ReasonOf(Start(lee_).status()), "EVALUATED_BEFORE");
}

TEST_F(EvaluationsTest, AnUnsubmittedOneIsNotThereForItsAgentWhoeverGuessesItsName) {
  const auto task = Start(lee_);
  ASSERT_TRUE(task.ok());
  // Ids are given one after another: the review's is just before the task's.
  const std::string id = task->name().substr(task->name().rfind('/') + 1);
  constexpr absl::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  for (const char last : kDigits) {
    const std::string name = "users/me/reviews/" + id.substr(0, id.size() - 1) + last;
    EXPECT_NE(Do(reviews_, &Reviews::GetReview, ann_, Named<v1::GetReviewRequest>(name)).code(),
              absl::StatusCode::kOk);
    EXPECT_FALSE(Open(ann_, name).ok());
  }
}

TEST_F(EvaluationsTest, ItIsBegunOnceHoweverOftenItIsSent) {
  const auto once = Start(lee_, "once"), again = Start(lee_, "once");
  ASSERT_TRUE(once.ok() && again.ok());
  EXPECT_EQ(once->name(), again->name());
}

TEST_F(EvaluationsTest, AnAppealIsDecidedBySomebodyWhoLearnsNeitherName) {
  Evaluate(lee_);
  const auto review = ListedForAnn().reviews(0);
  const auto appeal = Open(ann_, review.name());
  ASSERT_TRUE(appeal.ok()) << appeal.status();
  EXPECT_EQ(appeal->review(), review.name());
  EXPECT_EQ(appeal->question_id(), "");
  v1::ListAppealsResponse own;
  ASSERT_TRUE(Do(appeals_, &Appeals::ListAppeals, ann_, {}, &own).ok());
  ASSERT_EQ(own.appeals_size(), 1);
  EXPECT_EQ(own.appeals(0).review(), review.name());
  const std::string max = TokenOf("Max");
  const auto offered = TaskOf(max);
  EXPECT_TRUE(offered.evaluation());
  EXPECT_FALSE(offered.has_question());
  EXPECT_EQ(offered.form(), review.form());
  EXPECT_EQ(offered.form_version(), review.form_version());
  EXPECT_EQ(offered.content().elements_size(), 4);
  EXPECT_EQ(offered.content().elements(0).comment(), "… asked … twice what it was about");
  EXPECT_EQ(offered.content().praise(), "You stayed calm all along, …");
  ASSERT_TRUE(
      Do(appeals_, &Appeals::TakeAppealTask, max, Named<v1::TakeAppealTaskRequest>(offered.name()))
          .ok());
  const auto taken = TaskOf(max);
  EXPECT_EQ(taken.recording_uri(), kRecording);
  for (const std::string& told : {offered.DebugString(), taken.DebugString(), FeedOf(max)}) {
    EXPECT_THAT(told, AllOf(Not(HasSubstr("Ann")), Not(HasSubstr(call_)),
                            Not(HasSubstr("external-c1")), Not(HasSubstr(review.name()))));
  }
  EXPECT_THAT(taken.DebugString(), Not(HasSubstr("rating")));
  auto decide = Named<v1::DecideAppealRequest>(offered.name());
  decide.set_decision(v1::DecideAppealRequest::DECISION_UPHOLD);
  decide.set_reason("It was asked once.");
  ASSERT_TRUE(Do(appeals_, &Appeals::DecideAppeal, max, decide).ok());
  EXPECT_FALSE(TaskOf(max).has_content());
  // The original is intact, the figure is not.
  const auto after = ListedForAnn().reviews(0);
  EXPECT_TRUE(after.appeal_upheld());
  EXPECT_EQ(after.content().SerializeAsString(), review.content().SerializeAsString());
  EXPECT_FALSE(OwnFigures(ann_, "need").has_leader_mean());
  EXPECT_EQ(OwnFigures(ann_, "need").leader_upheld(), 1);
  v1::ListReviewTasksResponse tasks;
  ASSERT_TRUE(Do(reviews_, &Reviews::ListReviewTasks, lee_, {}, &tasks).ok());
  ASSERT_EQ(tasks.review_tasks_size(), 1);
  EXPECT_TRUE(tasks.review_tasks(0).appeal_upheld());
  EXPECT_THAT(tasks.DebugString(), AllOf(Not(HasSubstr("Max")), Not(HasSubstr("asked once"))));
}

TEST_F(EvaluationsTest, AReviewIsAppealedByItsAgentAloneAndInPlaceOfAVerdict) {
  Evaluate(lee_);
  const auto review = ListedForAnn().reviews(0);
  const std::string guessed = "users/me/" + review.name().substr(review.name().find("reviews/"));
  for (const std::string& token : {lee_, TokenOf("Max"), admin_}) {
    EXPECT_EQ(Open(token, review.name()).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(Open(token, guessed).status().code(), absl::StatusCode::kNotFound);
  }
  EXPECT_EQ(Open(ann_, "reviews/1").status().code(), absl::StatusCode::kInvalidArgument);
  v1::OpenAppealRequest both;
  both.set_interaction(call_);
  both.set_review(review.name());
  both.set_reason("No.");
  EXPECT_EQ(Do(appeals_, &Appeals::OpenAppeal, ann_, both).code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(Open(ann_, guessed).ok());
  EXPECT_EQ(ReasonOf(Open(ann_, guessed).status()), "APPEALED_BEFORE");
}

TEST_F(EvaluationsTest, HowEvaluatorsReviewIsAmongTheReviewers) {
  Evaluate(lee_);
  v1::ListReviewerFiguresResponse response;
  ASSERT_TRUE(Do(reviews_, &Reviews::ListReviewerFigures, TokenOf("Quinn"), {}, &response).ok());
  ASSERT_EQ(response.reviewers_size(), 1);
  EXPECT_EQ(response.reviewers(0).display_name(), "Lee");
  EXPECT_EQ(response.reviewers(0).reviews(), 1);
  EXPECT_EQ(response.reviewers(0).anchors(), 0);
}

}  // namespace
}  // namespace aftercall::rpc
