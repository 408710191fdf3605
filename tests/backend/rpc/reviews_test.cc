#include <map>
#include <string>

#include "aftercall/v1/review_service.grpc.pb.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"
#include "tests/backend/rpc/watcher.h"

// Buddy review as clients see it: neither side learns who the other is.
namespace aftercall::rpc {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Service = v1::ReviewService::Stub;

constexpr char kWords[] = "Nobody ever called me back.";
constexpr char kRecording[] = "https://rec.example/7.wav";

class ReviewsTest : public ServedTest {
 protected:
  void SetUp() override {
    config_.recording_hosts = {"rec.example"};
    ServedTest::SetUp();
    reviews_ = v1::ReviewService::NewStub(channel_);
    for (const char* name : {"Ann", "Bob", "Cat", "Dan"}) AddUser(name, v1::User::ROLE_AGENT, name);
    ann_ = TokenOf("Ann");
    auto call = CallRecord("external-c1", "Ann");
    call.mutable_interaction()->mutable_legs(0)->set_display_name("Ann");
    call.mutable_interaction()->set_text("Agent: Ann speaking. Customer: At last.");
    call.mutable_interaction()->set_recording_uri(kRecording);
    Ingest({StarsRecord(), call, AnswerRecord("external-c1", "r1", 1, kWords)});
    call_ = OnlyInteraction();
  }

  template <typename Request, typename Response>
  absl::Status Do(grpc::Status (Service::*method)(grpc::ClientContext*, const Request&, Response*),
                  const std::string& token, const Request& request, Response* response = nullptr) {
    Call call(token);
    Response own;
    return ToAbsl((reviews_.get()->*method)(&call, request, response ? response : &own));
  }
  template <typename Request>
  static Request Named(const std::string& name) {
    Request request;
    request.set_name(name);
    return request;
  }

  std::string OnlyInteraction() {
    Call call(ann_);
    v1::ListInteractionsRequest list;
    list.set_user("users/me");
    v1::ListInteractionsResponse listed;
    EXPECT_TRUE(interactions_->ListInteractions(&call, list, &listed).ok());
    return listed.interactions_size() == 1 ? listed.interactions(0).name() : "";
  }

  v1::Review Request(const std::string& request_id = "") {
    v1::RequestReviewRequest request;
    request.set_interaction(call_);
    request.set_question("Was Ann too abrupt?");
    request.set_request_id(request_id);
    v1::RequestReviewResponse response;
    const auto status = Do(&Service::RequestReview, ann_, request, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response.review();
  }

  // Who is asked at the moment: a token, and the task.
  struct Asked {
    std::string name;
    std::string token;
    v1::ReviewTask task;
  };
  Asked WhoIsAsked() {
    for (const char* name : {"Bob", "Cat", "Dan"}) {
      const std::string token = TokenOf(name);
      v1::ListReviewTasksRequest request;
      request.set_open_only(true);
      v1::ListReviewTasksResponse response;
      EXPECT_TRUE(Do(&Service::ListReviewTasks, token, request, &response).ok());
      if (response.review_tasks_size() > 0) return {name, token, response.review_tasks(0)};
    }
    ADD_FAILURE() << "nobody is asked";
    return {};
  }
  v1::ReviewTask Task(const Asked& asked) {
    v1::GetReviewTaskResponse response;
    const auto status = Do(&Service::GetReviewTask, asked.token,
                           Named<v1::GetReviewTaskRequest>(asked.task.name()), &response);
    EXPECT_TRUE(status.ok()) << status;
    return response.review_task();
  }
  absl::Status Accept(const Asked& asked) {
    return Do(&Service::AcceptReviewTask, asked.token,
              Named<v1::AcceptReviewTaskRequest>(asked.task.name()));
  }
  absl::Status Submit(const Asked& asked, const std::string& request_id = "") {
    auto request = Named<v1::SubmitReviewRequest>(asked.task.name());
    for (const char* element : {"need", "explanation", "outcome", "care"}) {
      auto* judged = request.mutable_content()->add_elements();
      judged->set_element_id(element);
      judged->set_score(4);
    }
    request.mutable_content()->set_praise("You stayed calm all along");
    request.set_request_id(request_id);
    return Do(&Service::SubmitReview, asked.token, request);
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

  std::unique_ptr<v1::ReviewService::Stub> reviews_;
  std::string ann_, call_;
};

TEST_F(ReviewsTest, TheReviewerLearnsNothingOfWhoseItIsOrHowItWent) {
  const auto review = Request();
  const auto asked = WhoIsAsked();
  const auto is_blind =
      AllOf(AllOf(Not(HasSubstr("Ann")), Not(HasSubstr("external-c1")), Not(HasSubstr(kWords))),
            AllOf(Not(HasSubstr(call_)), Not(HasSubstr(review.name())), Not(HasSubstr("rating")),
                  Not(HasSubstr(review.name().substr(6, 13)))));
  EXPECT_THAT(Task(asked).DebugString(), AllOf(is_blind, Not(HasSubstr(kRecording))));
  EXPECT_THAT(FeedOf(asked.token), AllOf(is_blind, HasSubstr("STATE_OFFERED")));
  EXPECT_EQ(Task(asked).question(), "Was … too abrupt?");
  EXPECT_EQ(Task(asked).ended().half(), v1::DayPart::HALF_MORNING);
  ASSERT_TRUE(Accept(asked).ok());
  const auto accepted = Task(asked);
  EXPECT_THAT(accepted.DebugString(), is_blind);
  EXPECT_EQ(accepted.recording_uri(), kRecording);
  EXPECT_EQ(accepted.text(), "Agent: … speaking. Customer: At last.");
  ASSERT_TRUE(Submit(asked).ok());
  auto differ = Named<v1::DifferFromReviewRequest>(review.name());
  differ.set_answer("I am Ann, and I had to.");
  ASSERT_TRUE(Do(&Service::DifferFromReview, ann_, differ).ok());
  const auto done = Task(asked);
  EXPECT_THAT(done.DebugString(), AllOf(is_blind, Not(HasSubstr(kRecording))));
  EXPECT_EQ(done.answer(), v1::ReviewTask::ANSWER_DIFFERED);
  EXPECT_EQ(done.answer_words(), "I am …, and I had to.");
  EXPECT_THAT(FeedOf(asked.token), is_blind);
}

TEST_F(ReviewsTest, TheRequesterLearnsNothingOfWhoReviews) {
  const auto review = Request();
  EXPECT_EQ(review.state(), v1::Review::STATE_LOOKING);
  EXPECT_EQ(review.could_be_asked(), 3);
  EXPECT_FALSE(review.anonymous());
  const auto first = WhoIsAsked();
  auto decline = Named<v1::DeclineReviewTaskRequest>(first.task.name());
  decline.set_reason("I know this customer");
  ASSERT_TRUE(Do(&Service::DeclineReviewTask, first.token, decline).ok());
  const auto asked = WhoIsAsked();
  EXPECT_NE(asked.name, first.name);
  ASSERT_TRUE(Accept(asked).ok());
  ASSERT_TRUE(Submit(asked).ok());
  v1::GetReviewResponse got;
  ASSERT_TRUE(Do(&Service::GetReview, ann_, Named<v1::GetReviewRequest>(review.name()), &got).ok());
  EXPECT_EQ(got.review().state(), v1::Review::STATE_SUBMITTED);
  EXPECT_EQ(got.review().content().praise(), "You stayed calm all along");
  EXPECT_TRUE(got.review().submitted().has_day());
  for (const std::string& told : {got.DebugString(), FeedOf(ann_)}) {
    EXPECT_THAT(told, HasSubstr("STATE_SUBMITTED"));
    for (const Asked& one : {first, asked}) {
      EXPECT_THAT(told, Not(HasSubstr(one.name)));
      EXPECT_THAT(told, Not(HasSubstr(one.task.name().substr(0, 19)))) << "their id";
    }
    EXPECT_THAT(told, Not(HasSubstr("know this customer")));
  }
  Watcher watcher(*feed_, ann_);
  ASSERT_TRUE(watcher.WaitUntilLive());
  for (const auto& message : watcher.messages()) {
    for (const auto& entry : message.snapshot().entries()) {
      EXPECT_EQ(entry.has_created_at(), !entry.has_review()) << "the minute says who it was";
    }
  }
}

TEST_F(ReviewsTest, NobodyReadsOrMovesAnothers) {
  const auto review = Request();
  const auto asked = WhoIsAsked();
  ASSERT_TRUE(Accept(asked).ok());
  const std::string other = asked.name == "Bob" ? "Cat" : "Bob";
  const auto get_review = Named<v1::GetReviewRequest>(review.name());
  const auto get_task = Named<v1::GetReviewTaskRequest>(asked.task.name());
  const auto guessed_review = Named<v1::GetReviewRequest>(
      "users/me/" + review.name().substr(review.name().find("reviews/")));
  const auto guessed_task = Named<v1::GetReviewTaskRequest>(
      "users/me/" + asked.task.name().substr(asked.task.name().find("reviewTasks/")));
  constexpr auto kNotFound = absl::StatusCode::kNotFound;
  for (const std::string& token : {TokenOf(other), admin_}) {
    EXPECT_EQ(Do(&Service::GetReview, token, get_review).code(), kNotFound);
    EXPECT_EQ(Do(&Service::GetReviewTask, token, get_task).code(), kNotFound);
    EXPECT_EQ(Do(&Service::GetReview, token, guessed_review).code(), kNotFound);
    EXPECT_EQ(Do(&Service::GetReviewTask, token, guessed_task).code(), kNotFound);
    EXPECT_EQ(Submit({other, token, asked.task}).code(), kNotFound);
    auto task = asked.task;
    task.set_name(guessed_task.name());
    EXPECT_EQ(Submit({other, token, task}).code(), kNotFound);
    EXPECT_EQ(Do(&Service::CloseReview, token, Named<v1::CloseReviewRequest>(guessed_review.name()))
                  .code(),
              kNotFound);
    v1::RequestReviewRequest request;
    request.set_interaction(call_);
    EXPECT_EQ(Do(&Service::RequestReview, token, request).code(), kNotFound);
  }
  // Nor the two sides each other's.
  EXPECT_EQ(Do(&Service::GetReview, asked.token, guessed_review).code(), kNotFound);
  EXPECT_EQ(Do(&Service::GetReviewTask, ann_, guessed_task).code(), kNotFound);
  EXPECT_EQ(Do(&Service::GetReview, "", get_review).code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(ReviewsTest, EachCommandIsDoneOnceHoweverOftenItIsSent) {
  EXPECT_EQ(Request("once").name(), Request("once").name());
  v1::RequestReviewRequest again;
  again.set_interaction(call_);
  EXPECT_EQ(ReasonOf(Do(&Service::RequestReview, ann_, again)), "REVIEW_UNDER_WAY");
  const auto asked = WhoIsAsked();
  ASSERT_TRUE(Accept(asked).ok());
  EXPECT_TRUE(Submit(asked, "submit").ok());
  EXPECT_TRUE(Submit(asked, "submit").ok());
  EXPECT_EQ(ReasonOf(Submit(asked, "another")), "REVIEW_STATE");
}

TEST_F(ReviewsTest, OfTwoDesksBothDraftsComeBack) {
  Request();
  const auto asked = WhoIsAsked();
  ASSERT_TRUE(Accept(asked).ok());
  const auto save = [&](int64_t base, const std::string& praise) {
    auto request = Named<v1::SaveReviewDraftRequest>(asked.task.name());
    request.set_base_version(base);
    request.mutable_content()->set_praise(praise);
    v1::SaveReviewDraftResponse response;
    EXPECT_TRUE(Do(&Service::SaveReviewDraft, asked.token, request, &response).ok());
    return response;
  };
  EXPECT_EQ(save(0, "a").draft().version(), 1);
  EXPECT_FALSE(save(1, "ab").has_other_draft());
  const auto conflict = save(1, "ac");
  EXPECT_EQ(conflict.draft().content().praise(), "ab");
  EXPECT_EQ(conflict.other_draft().content().praise(), "ac");
  EXPECT_EQ(Task(asked).other_draft().content().praise(), "ac");
}

TEST_F(ReviewsTest, ACheckKeepsNothingAndNamesAreResolved) {
  v1::RequestReviewRequest request;
  request.set_interaction(call_);
  request.set_validate_only(true);
  v1::RequestReviewResponse response;
  ASSERT_TRUE(Do(&Service::RequestReview, ann_, request, &response).ok());
  EXPECT_EQ(response.review().could_be_asked(), 3);
  EXPECT_EQ(response.review().name(), "");
  request.add_not_to_ask("Bob");
  ASSERT_TRUE(Do(&Service::RequestReview, ann_, request, &response).ok());
  EXPECT_TRUE(response.review().by_leader()) << "two colleagues are too few";
  request.add_not_to_ask("Nobody");
  const auto refused = Do(&Service::RequestReview, ann_, request);
  EXPECT_THAT(refused.message(), HasSubstr("\"Nobody\""));
  EXPECT_EQ(ReasonOf(refused), "COLLEAGUE_UNKNOWN");
  v1::ListReviewsResponse list;
  ASSERT_TRUE(Do(&Service::ListReviews, ann_, {}, &list).ok());
  EXPECT_EQ(list.reviews_size(), 0);
}

TEST_F(ReviewsTest, TheListOfOnesOwnInteractionsSaysWhatCannotBeReviewed) {
  auto elsewhere = CallRecord("external-c2", "Ann");
  elsewhere.mutable_interaction()->set_recording_uri("https://elsewhere.example/8.wav");
  Ingest({CallRecord("external-c3", "Ann"), elsewhere, CallRecord("external-c4", "Bob")});
  const auto list = [&](const std::string& token, const std::string& user) {
    Call call(token);
    v1::ListInteractionsRequest request;
    request.set_user(user);
    v1::ListInteractionsResponse listed;
    EXPECT_TRUE(interactions_->ListInteractions(&call, request, &listed).ok());
    return listed;
  };
  const auto own = list(ann_, "users/me");
  ASSERT_EQ(own.interactions_size(), 3);
  std::map<std::string, std::string> reasons;
  for (const auto& interaction : own.interactions()) {
    const auto found = own.not_reviewable().find(interaction.name());
    reasons[interaction.external_id()] = found == own.not_reviewable().end() ? "" : found->second;
  }
  EXPECT_EQ(reasons,
            (std::map<std::string, std::string>{{"external-c1", ""},
                                                {"external-c2", "REVIEW_RECORDING_ELSEWHERE"},
                                                {"external-c3", "REVIEW_NOTHING_TO_SHOW"}}));
  EXPECT_TRUE(list(admin_, "Ann").not_reviewable().empty()) << "they could not ask for it";
}

TEST_F(ReviewsTest, SomebodyWhoIsDeactivatedLosesTheirTasksAtOnce) {
  const auto review = Request();
  const auto asked = WhoIsAsked();
  ASSERT_TRUE(Accept(asked).ok());
  v1::UpdateUserRequest leave;
  leave.mutable_user()->set_name(asked.task.name().substr(0, asked.task.name().find("/reviewT")));
  leave.mutable_user()->set_state(v1::User::STATE_DEACTIVATED);
  leave.mutable_update_mask()->add_paths("state");
  v1::UpdateUserResponse left;
  Call call(admin_);
  ASSERT_TRUE(people_->UpdateUser(&call, leave, &left).ok());
  EXPECT_EQ(Submit(asked).code(), absl::StatusCode::kUnauthenticated);
  v1::GetReviewResponse got;
  ASSERT_TRUE(Do(&Service::GetReview, ann_, Named<v1::GetReviewRequest>(review.name()), &got).ok());
  EXPECT_EQ(got.review().state(), v1::Review::STATE_LOOKING);
}

TEST_F(ReviewsTest, MalformedNamesAndPlacesAreNamed) {
  for (const char* bad : {"", "users/me", "users/me/reviews/", "users/me/reviewTasks/00000000001",
                          "teams/me/reviews/0000000000001", "reviews/1"}) {
    EXPECT_EQ(Do(&Service::GetReview, ann_, Named<v1::GetReviewRequest>(bad)).code(),
              absl::StatusCode::kInvalidArgument)
        << bad;
  }
  EXPECT_EQ(Do(&Service::GetReviewTask, ann_,
               Named<v1::GetReviewTaskRequest>("users/me/reviews/0000000000001"))
                .code(),
            absl::StatusCode::kInvalidArgument);
  v1::ListReviewsRequest list;
  list.set_page_token("x");
  EXPECT_EQ(Do(&Service::ListReviews, ann_, list).code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(ReviewsTest, HowPeopleReviewIsShownToQualityAlone) {
  Request();
  const Asked asked = WhoIsAsked();
  ASSERT_TRUE(Accept(asked).ok());
  ASSERT_TRUE(Submit(asked).ok());
  AddUser("Quinn", v1::User::ROLE_QUALITY_ANALYST, "");
  v1::ListReviewerFiguresRequest request;
  v1::ListReviewerFiguresResponse response;
  for (const std::string& token : {ann_, asked.token, admin_}) {
    const auto refused = Do(&Service::ListReviewerFigures, token, request, &response);
    EXPECT_EQ(refused.code(), absl::StatusCode::kPermissionDenied);
    EXPECT_EQ(wire::ProblemOf(refused)->reason, "ROLE_INSUFFICIENT");
  }
  ASSERT_TRUE(Do(&Service::ListReviewerFigures, TokenOf("Quinn"), request, &response).ok());
  ASSERT_EQ(response.reviewers_size(), 1);
  const v1::ReviewerFigures& figures = response.reviewers(0);
  EXPECT_EQ(figures.display_name(), asked.name);
  EXPECT_EQ(figures.reviews(), 1);
  EXPECT_EQ(figures.all_same(), 1);
  EXPECT_EQ(figures.opened_known(), 0) << "the client did not say";
  EXPECT_FALSE(figures.has_severity());
  // Of another time there is none.
  request.mutable_to()->set_year(2020);
  request.mutable_to()->set_month(1);
  request.mutable_to()->set_day(1);
  v1::ListReviewerFiguresResponse none;
  ASSERT_TRUE(Do(&Service::ListReviewerFigures, TokenOf("Quinn"), request, &none).ok());
  EXPECT_EQ(none.reviewers_size(), 0);
}

TEST_F(ReviewsTest, OnlyWhoAskedForAReviewLendsTheInteraction) {
  const v1::Review review = Request();
  const Asked asked = WhoIsAsked();
  ASSERT_TRUE(Accept(asked).ok());
  ASSERT_TRUE(Submit(asked).ok());
  auto request = Named<v1::LendReviewRequest>(review.name());
  request.set_lent(true);
  EXPECT_EQ(Do(&Service::LendReview, asked.token, request).code(), absl::StatusCode::kNotFound);
  v1::LendReviewResponse response;
  ASSERT_TRUE(Do(&Service::LendReview, ann_, request, &response).ok());
  EXPECT_TRUE(response.review().lent());
  v1::GetReviewResponse read;
  ASSERT_TRUE(
      Do(&Service::GetReview, ann_, Named<v1::GetReviewRequest>(review.name()), &read).ok());
  EXPECT_TRUE(read.review().lent());
}

}  // namespace
}  // namespace aftercall::rpc
