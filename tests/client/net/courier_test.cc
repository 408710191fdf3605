#include "client/net/courier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <optional>
#include <variant>

#include "aftercall/v1/appeal_service.grpc.pb.h"
#include "aftercall/v1/assessment_service.grpc.pb.h"
#include "aftercall/v1/kudos_service.grpc.pb.h"
#include "aftercall/v1/pause_service.grpc.pb.h"
#include "aftercall/v1/review_service.grpc.pb.h"
#include "shared/wire/problem.h"
#include "tests/client/net/fake_server.h"
#include "tests/client/net/manual_loop.h"

namespace aftercall::net {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Takes what it is sent as text, and answers as a test's script says.
class FakeAssessments final : public v1::AssessmentService::Service {
 public:
  // What to answer to the n-th call.
  using Script = std::function<absl::Status(int call)>;

  void SetScript(Script script) {
    absl::MutexLock lock(&mutex_);
    script_ = std::move(script);
  }
  std::vector<std::string> sent() {
    absl::MutexLock lock(&mutex_);
    return sent_;
  }
  v1::CommitSelfAssessmentRequest committed() {
    absl::MutexLock lock(&mutex_);
    return committed_;
  }

 private:
  grpc::Status Take(const std::string& what) {
    absl::MutexLock lock(&mutex_);
    sent_.push_back(what);
    const int call = static_cast<int>(sent_.size()) - 1;
    return script_ ? ToGrpc(script_(call)) : grpc::Status::OK;
  }
  grpc::Status CommitSelfAssessment(grpc::ServerContext*,
                                    const v1::CommitSelfAssessmentRequest* request,
                                    v1::CommitSelfAssessmentResponse* response) override {
    auto& made = *response->mutable_self_assessment();
    made.set_state(v1::SelfAssessment::STATE_COMMITTED);
    *made.mutable_scores() = request->scores();
    made.set_note("as the server keeps it");
    made.set_seen_first(true);
    made.set_leader_opened(true);
    {
      absl::MutexLock lock(&mutex_);
      committed_ = *request;
    }
    return Take("commit " + request->name() + " " + request->request_id());
  }
  grpc::Status SkipSelfAssessment(grpc::ServerContext*,
                                  const v1::SkipSelfAssessmentRequest* request,
                                  v1::SkipSelfAssessmentResponse*) override {
    return Take("skip " + request->name() + " " + request->request_id());
  }
  grpc::Status RevealSelfAssessment(grpc::ServerContext*,
                                    const v1::RevealSelfAssessmentRequest* request,
                                    v1::RevealSelfAssessmentResponse*) override {
    return Take("reveal " + request->name() + " " + request->request_id());
  }
  grpc::Status RequestSelfAssessment(grpc::ServerContext*,
                                     const v1::RequestSelfAssessmentRequest* request,
                                     v1::RequestSelfAssessmentResponse*) override {
    return Take("request " + request->interaction() + " " + request->request_id());
  }
  grpc::Status SnoozeSelfAssessment(grpc::ServerContext*,
                                    const v1::SnoozeSelfAssessmentRequest* request,
                                    v1::SnoozeSelfAssessmentResponse*) override {
    return Take("snooze " + request->name() + " " + request->request_id() + " " +
                std::to_string(request->duration().seconds()));
  }

  absl::Mutex mutex_;
  Script script_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> sent_ ABSL_GUARDED_BY(mutex_);
  v1::CommitSelfAssessmentRequest committed_ ABSL_GUARDED_BY(mutex_);
};

class FakeReviews final : public v1::ReviewService::Service {
 public:
  std::vector<std::string> sent() {
    absl::MutexLock lock(&mutex_);
    return sent_;
  }

 private:
  grpc::Status Take(const std::string& what) {
    absl::MutexLock lock(&mutex_);
    sent_.push_back(what);
    return grpc::Status::OK;
  }
  grpc::Status RequestReview(grpc::ServerContext*, const v1::RequestReviewRequest* request,
                             v1::RequestReviewResponse*) override {
    std::string what = "request " + request->interaction() + " " + request->question() + " ";
    for (const std::string& element : request->elements()) what += element + " ";
    for (const auto& moment : request->moments()) what += std::to_string(moment.seconds()) + " ";
    for (const std::string& name : request->not_to_ask()) what += "not " + name + " ";
    return Take(what + request->request_id());
  }
  grpc::Status StartEvaluation(grpc::ServerContext*, const v1::StartEvaluationRequest* request,
                               v1::StartEvaluationResponse* response) override {
    response->mutable_review_task()->set_name("users/me/reviewTasks/t");
    return Take("evaluate " + request->interaction() + " " + request->request_id());
  }
  grpc::Status ThankReviewer(grpc::ServerContext*, const v1::ThankReviewerRequest* request,
                             v1::ThankReviewerResponse*) override {
    return Take("thank " + request->name() + " " + request->request_id());
  }
  grpc::Status AcknowledgeReview(grpc::ServerContext*, const v1::AcknowledgeReviewRequest* request,
                                 v1::AcknowledgeReviewResponse*) override {
    return Take("acknowledge " + request->name() + " " + request->request_id());
  }
  grpc::Status DifferFromReview(grpc::ServerContext*, const v1::DifferFromReviewRequest* request,
                                v1::DifferFromReviewResponse*) override {
    return Take("differ " + request->name() + " " + request->answer() + " " +
                request->request_id());
  }
  grpc::Status LendReview(grpc::ServerContext*, const v1::LendReviewRequest* request,
                          v1::LendReviewResponse*) override {
    return Take(std::string(request->lent() ? "lend " : "keep ") + request->name() + " " +
                request->request_id());
  }
  grpc::Status CloseReview(grpc::ServerContext*, const v1::CloseReviewRequest* request,
                           v1::CloseReviewResponse*) override {
    return Take("close " + request->name() + " " + request->request_id());
  }
  grpc::Status AcceptReviewTask(grpc::ServerContext*, const v1::AcceptReviewTaskRequest* request,
                                v1::AcceptReviewTaskResponse*) override {
    return Take("accept " + request->name() + " " + request->request_id());
  }
  grpc::Status DeclineReviewTask(grpc::ServerContext*, const v1::DeclineReviewTaskRequest* request,
                                 v1::DeclineReviewTaskResponse*) override {
    return Take("decline " + request->name() + " " + request->reason() + " " +
                request->request_id());
  }
  grpc::Status SaveReviewDraft(grpc::ServerContext*, const v1::SaveReviewDraftRequest* request,
                               v1::SaveReviewDraftResponse* response) override {
    // Another desk has saved version 4 meanwhile.
    response->mutable_draft()->set_version(4);
    response->mutable_draft()->mutable_content()->set_praise("at home");
    if (request->base_version() < 4) {
      *response->mutable_other_draft()->mutable_content() = request->content();
    }
    return Take("save " + request->name() + " on " + std::to_string(request->base_version()) + " " +
                Said(request->content()) + " " + request->request_id());
  }
  grpc::Status SubmitReview(grpc::ServerContext*, const v1::SubmitReviewRequest* request,
                            v1::SubmitReviewResponse*) override {
    const std::string opened = !request->has_opened() ? ""
                               : request->opened()    ? "opened "
                                                      : "unopened ";
    return Take("submit " + request->name() + " " + Said(request->content()) + " " + opened +
                request->request_id());
  }

  static std::string Said(const v1::ReviewContent& content) {
    std::string said = content.praise() + "/" + content.advice();
    for (const auto& element : content.elements()) {
      said += " " + element.element_id() + "=" +
              (element.has_score() ? std::to_string(element.score()) : "-") + ":" +
              (element.has_moment() ? std::to_string(element.moment().seconds()) : "") +
              element.comment();
    }
    return said;
  }

  absl::Mutex mutex_;
  std::vector<std::string> sent_ ABSL_GUARDED_BY(mutex_);
};

class FakeAppeals final : public v1::AppealService::Service,
                          public v1::KudosService::Service,
                          public v1::PauseService::Service {
 public:
  std::vector<std::string> sent() {
    absl::MutexLock lock(&mutex_);
    return sent_;
  }

 private:
  grpc::Status Take(const std::string& what) {
    absl::MutexLock lock(&mutex_);
    sent_.push_back(what);
    return grpc::Status::OK;
  }
  grpc::Status OpenAppeal(grpc::ServerContext*, const v1::OpenAppealRequest* request,
                          v1::OpenAppealResponse*) override {
    return Take("appeal " + request->interaction() + " " + request->question_id() +
                request->review() + " " + request->reason() + " " + request->request_id());
  }
  grpc::Status WithdrawAppeal(grpc::ServerContext*, const v1::WithdrawAppealRequest* request,
                              v1::WithdrawAppealResponse*) override {
    return Take("withdraw " + request->name() + " " + request->request_id());
  }
  grpc::Status TakeAppealTask(grpc::ServerContext*, const v1::TakeAppealTaskRequest* request,
                              v1::TakeAppealTaskResponse*) override {
    return Take("take " + request->name() + " " + request->request_id());
  }
  grpc::Status DecideAppeal(grpc::ServerContext*, const v1::DecideAppealRequest* request,
                            v1::DecideAppealResponse*) override {
    return Take("decide " + request->name() + " " +
                v1::DecideAppealRequest::Decision_Name(request->decision()) + " " +
                request->reason() + " " + request->request_id());
  }
  grpc::Status GiveKudos(grpc::ServerContext*, const v1::GiveKudosRequest* request,
                         v1::GiveKudosResponse*) override {
    std::string what = "kudos " + request->user() + request->review_task() + " ";
    if (!request->interaction().empty()) what += "for " + request->interaction() + " ";
    return Take(what + request->words() + " " + request->request_id());
  }
  grpc::Status StartPause(grpc::ServerContext*, const v1::StartPauseRequest* request,
                          v1::StartPauseResponse*) override {
    return Take("pause " + request->team() + request->queue() +
                (request->has_duration() ? " long " : " ") + request->request_id());
  }
  grpc::Status EndPause(grpc::ServerContext*, const v1::EndPauseRequest* request,
                        v1::EndPauseResponse*) override {
    return Take("go on " + request->team() + request->queue() + " " + request->request_id());
  }

  absl::Mutex mutex_;
  std::vector<std::string> sent_ ABSL_GUARDED_BY(mutex_);
};

class CourierTest : public testing::Test {
 protected:
  void SetUp() override {
    server_.Add(&assessments_);
    server_.Add(&reviews_);
    server_.Add(static_cast<v1::AppealService::Service*>(&appeals_));
    server_.Add(static_cast<v1::KudosService::Service*>(&appeals_));
    server_.Add(static_cast<v1::PauseService::Service*>(&appeals_));
    auto connection = Connection::Make({server_.address(), "the-token", ""}, loop_);
    ASSERT_TRUE(connection.ok()) << connection.status();
    connection_ = *std::move(connection);
    courier_.emplace(connection_.get(), &inbox_);
  }
  void TearDown() override {
    courier_.reset();
    connection_.reset();
  }

  void Bring(const std::string& id, model::Doing what) {
    courier_->Bring({id, "interactions/0abc", std::move(what)});
  }
  void RunUntilAnswered(size_t times) {
    loop_->RunUntil([&] {
      loop_->Advance(absl::Seconds(11));
      for (const model::FeedEvent& event : inbox_.Drain()) {
        answers_.push_back(std::get<model::CommandAnswered>(event.payload));
      }
      return answers_.size() >= times;
    });
  }

  std::shared_ptr<ManualLoop> loop_ = std::make_shared<ManualLoop>();
  FakeAssessments assessments_;
  FakeReviews reviews_;
  FakeAppeals appeals_;
  FakeServer server_;
  Inbox inbox_{[] {}};
  std::unique_ptr<Connection> connection_;
  std::optional<Courier> courier_;
  std::vector<model::CommandAnswered> answers_;
};

TEST_F(CourierTest, BringsEveryKindInOrderUnderItsOwnId) {
  server_.Start();
  Bring("1", model::SnoozeAssessment{absl::Minutes(30)});
  Bring("2", model::RevealAssessment{});
  Bring("3", model::CommitAssessment{});
  Bring("4", model::SkipAssessment{});
  Bring("5", model::RequestAssessment{});
  RunUntilAnswered(5);
  EXPECT_THAT(assessments_.sent(),
              ElementsAre("snooze users/me/selfAssessments/0abc 1 1800",
                          "reveal users/me/selfAssessments/0abc 2",
                          "commit users/me/selfAssessments/0abc 3",
                          "skip users/me/selfAssessments/0abc 4", "request interactions/0abc 5"));
  for (size_t i = 0; i < answers_.size(); ++i) {
    EXPECT_EQ(answers_[i].request_id, std::to_string(i + 1));
    EXPECT_FALSE(answers_[i].refusal);
  }
}

TEST_F(CourierTest, BringsWhatIsDoneAboutReviews) {
  server_.Start();
  const std::string name = "users/me/reviews/r";
  courier_->Bring(
      {"1", "interactions/a/review",
       model::RequestReview{
           "interactions/a", "why?", {"need", "care"}, {absl::Seconds(12)}, {"Bob", "Cat"}}});
  courier_->Bring({"2", name, model::ThankReviewer{}});
  courier_->Bring({"3", name, model::DifferFromReview{"no"}});
  courier_->Bring({"4", name, model::AcknowledgeReview{}});
  courier_->Bring({"5", name, model::CloseReview{}});
  courier_->Bring({"6", name, model::LendReview{true}});
  courier_->Bring({"7", name, model::LendReview{false}});
  RunUntilAnswered(7);
  EXPECT_THAT(
      reviews_.sent(),
      ElementsAre("request interactions/a why? need care 12 not Bob not Cat 1",
                  "thank " + name + " 2", "differ " + name + " no 3", "acknowledge " + name + " 4",
                  "close " + name + " 5", "lend " + name + " 6", "keep " + name + " 7"));
  EXPECT_FALSE(answers_[0].committed) << "that is none of a review's";
}

TEST_F(CourierTest, BringsWhatIsWrittenOfAReviewTask) {
  server_.Start();
  const std::string name = "users/me/reviewTasks/t";
  const forms::ReviewContent content{
      {{"care", 2, false, "slow", absl::Seconds(12)}, {"need", {}, true, "", {}}},
      "calm",
      "ask first"};
  courier_->Bring({"1", name, model::AcceptReview{}});
  courier_->Bring({"2", name, model::SaveReviewDraft{3, content}});
  courier_->Bring({"3", name, model::SaveReviewDraft{4, {}}});
  courier_->Bring({"4", name, model::SubmitReview{content}});
  courier_->Bring({"5", name, model::DeclineReview{"no time"}});
  courier_->Bring({"6", name, model::SubmitReview{content, false}});
  RunUntilAnswered(6);
  const std::string said = "calm/ask first care=2:12slow need=-:";
  EXPECT_THAT(
      reviews_.sent(),
      ElementsAre("accept " + name + " 1", "save " + name + " on 3 " + said + " 2",
                  "save " + name + " on 4 / 3", "submit " + name + " " + said + " 4",
                  "decline " + name + " no time 5", "submit " + name + " " + said + " unopened 6"));
  EXPECT_FALSE(answers_[0].saved);
  ASSERT_TRUE(answers_[1].saved && answers_[2].saved);
  EXPECT_TRUE(answers_[1].saved->beside);
  EXPECT_EQ(answers_[1].saved->latest.version, 4);
  EXPECT_EQ(answers_[1].saved->latest.content.praise, "at home");
  EXPECT_FALSE(answers_[2].saved->beside);
}

TEST_F(CourierTest, BringsAppealsAndPraise) {
  server_.Start();
  courier_->Bring({"1", "interactions/a/appeal/csat",
                   model::OpenAppeal{"interactions/a", "csat", "the delivery"}});
  courier_->Bring({"2", "users/me/appeals/p", model::WithdrawAppeal{}});
  courier_->Bring({"3", "users/me/appealTasks/t", model::TakeAppeal{}});
  courier_->Bring({"4", "users/me/appealTasks/t", model::DecideAppeal{true, "so it was"}});
  courier_->Bring({"5", "users/me/appealTasks/t", model::DecideAppeal{false, "no"}});
  courier_->Bring({"6", "users/maya/kudos", model::GiveKudos{"users/maya", "calm"}});
  RunUntilAnswered(6);
  EXPECT_THAT(appeals_.sent(),
              ElementsAre("appeal interactions/a csat the delivery 1",
                          "withdraw users/me/appeals/p 2", "take users/me/appealTasks/t 3",
                          "decide users/me/appealTasks/t DECISION_UPHOLD so it was 4",
                          "decide users/me/appealTasks/t DECISION_DECLINE no 5",
                          "kudos users/maya calm 6"));
}

TEST_F(CourierTest, BringsTheBeginningOfAnEvaluationAndItsAppeal) {
  server_.Start();
  courier_->Bring({"1", "interactions/a/evaluation", model::StartEvaluation{"interactions/a"}});
  courier_->Bring(
      {"2", "users/me/reviews/r/appeal", model::OpenAppeal{"", "", "I did", "users/me/reviews/r"}});
  RunUntilAnswered(2);
  EXPECT_THAT(reviews_.sent(), ElementsAre("evaluate interactions/a 1"));
  EXPECT_EQ(answers_[0].review_task, "users/me/reviewTasks/t");
  EXPECT_THAT(appeals_.sent(), ElementsAre("appeal  users/me/reviews/r I did 2"));
  EXPECT_EQ(answers_[1].review_task, "");
}

TEST_F(CourierTest, BringsWhatPraiseIsFor) {
  server_.Start();
  courier_->Bring(
      {"1", "users/maya/kudos", model::GiveKudos{"users/maya", "calm", "interactions/a"}});
  courier_->Bring({"2", "users/me/reviewTasks/t/kudos",
                   model::GiveKudos{"", "", "", "users/me/reviewTasks/t"}});
  RunUntilAnswered(2);
  EXPECT_THAT(appeals_.sent(), ElementsAre("kudos users/maya for interactions/a calm 1",
                                           "kudos users/me/reviewTasks/t  2"));
}

TEST_F(CourierTest, BringsPauses) {
  server_.Start();
  courier_->Bring({"1", "teams/a/pause", model::StartPause{{"teams/a"}}});
  courier_->Bring({"2", "teams/a/pause", model::EndPause{{"teams/a"}}});
  courier_->Bring({"3", "queues/cards/pause", model::StartPause{{"", "cards"}}});
  courier_->Bring({"4", "queues/cards/pause", model::EndPause{{"", "cards"}}});
  RunUntilAnswered(4);
  EXPECT_THAT(appeals_.sent(),
              ElementsAre("pause teams/a 1", "go on teams/a 2", "pause cards 3", "go on cards 4"));
}

TEST_F(CourierTest, ACommitComesBackAsTheServerKeepsIt) {
  server_.Start();
  const model::Scores scores{{"need", 4}, {"identity", std::nullopt}};
  Bring("1", model::CommitAssessment{{scores, "call me on 0171"}});
  RunUntilAnswered(1);
  EXPECT_EQ(assessments_.committed().note(), "call me on 0171");
  const model::Committed expected{scores, "as the server keeps it", true, true};
  EXPECT_EQ(answers_[0].committed, expected);
}

TEST_F(CourierTest, TriesWithTheSameIdUntilItIsAnswered) {
  assessments_.SetScript(
      [](int call) { return call < 2 ? absl::UnavailableError("going away") : absl::OkStatus(); });
  Bring("1", model::SkipAssessment{});  // before there is a server
  loop_->RunPosted();
  server_.Start();
  RunUntilAnswered(1);
  EXPECT_THAT(assessments_.sent(), SizeIs(3));
  EXPECT_THAT(assessments_.sent(), testing::Each("skip users/me/selfAssessments/0abc 1"));
  EXPECT_FALSE(answers_[0].refusal);
}

TEST_F(CourierTest, ARefusalIsAnAnswerWithItsReasonAndTheNextGoesOn) {
  assessments_.SetScript([](int call) {
    if (call > 0) return absl::OkStatus();
    return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                          {"SELF_ASSESSMENT_STATE", "name", "", "It has lapsed."});
  });
  server_.Start();
  Bring("1", model::CommitAssessment{});
  Bring("2", model::RevealAssessment{});
  RunUntilAnswered(2);
  const model::Refusal expected{"SELF_ASSESSMENT_STATE", "It has lapsed."};
  EXPECT_EQ(answers_[0].refusal, expected);
  EXPECT_FALSE(answers_[0].committed);
  EXPECT_FALSE(answers_[1].refusal);
}

TEST_F(CourierTest, CanGoWhileACommandIsUnderWay) {
  Bring("1", model::SkipAssessment{});
  loop_->RunPosted();
  courier_.reset();
  connection_.reset();
  EXPECT_THAT(inbox_.Drain(), IsEmpty());
}

}  // namespace
}  // namespace aftercall::net
