#include "client/net/fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <variant>

#include "aftercall/v1/appeal_service.grpc.pb.h"
#include "aftercall/v1/assessment_service.grpc.pb.h"
#include "aftercall/v1/directory_service.grpc.pb.h"
#include "aftercall/v1/form_service.grpc.pb.h"
#include "aftercall/v1/interaction_service.grpc.pb.h"
#include "aftercall/v1/pause_service.grpc.pb.h"
#include "aftercall/v1/review_service.grpc.pb.h"
#include "shared/forms/default_form.h"
#include "shared/forms/form_proto.h"
#include "shared/wire/problem.h"
#include "tests/client/net/fake_server.h"
#include "tests/client/net/manual_loop.h"

namespace aftercall::net {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// Gives the default form by any name but two.
class FakeForms final : public v1::FormService::Service {
 public:
  std::vector<model::FormKey> asked() {
    absl::MutexLock lock(&mutex_);
    return asked_;
  }

 private:
  grpc::Status GetForm(grpc::ServerContext*, const v1::GetFormRequest* request,
                       v1::GetFormResponse* response) override {
    {
      absl::MutexLock lock(&mutex_);
      asked_.push_back({request->name(), request->version()});
    }
    if (request->name() == "forms/none") return {grpc::StatusCode::NOT_FOUND, "no such form"};
    const auto form = forms::DefaultForm();
    if (!form.ok()) return {grpc::StatusCode::INTERNAL, "no default form"};
    *response->mutable_form() = forms::ToProto(*form);
    if (request->name() == "forms/odd") response->mutable_form()->clear_sections();
    return grpc::Status::OK;
  }

  absl::Mutex mutex_;
  std::vector<model::FormKey> asked_ ABSL_GUARDED_BY(mutex_);
};

class FakeReviews final : public v1::ReviewService::Service {
 public:
  int previews() {
    absl::MutexLock lock(&mutex_);
    return previews_;
  }
  std::vector<std::string> not_to_ask() {
    absl::MutexLock lock(&mutex_);
    return not_to_ask_;
  }

 private:
  grpc::Status GetReview(grpc::ServerContext*, const v1::GetReviewRequest* request,
                         v1::GetReviewResponse* response) override {
    if (request->name() == "users/me/reviews/none") {
      return {grpc::StatusCode::NOT_FOUND, "no such review"};
    }
    auto& review = *response->mutable_review();
    review.set_question("why?");
    auto& element = *review.mutable_content()->add_elements();
    element.set_element_id("need");
    element.set_score(4);
    element.mutable_moment()->set_seconds(80);
    review.mutable_content()->add_elements();  // without an id
    return grpc::Status::OK;
  }
  grpc::Status GetReviewTask(grpc::ServerContext*, const v1::GetReviewTaskRequest* request,
                             v1::GetReviewTaskResponse* response) override {
    auto& task = *response->mutable_review_task();
    task.set_name(request->name());
    task.set_question("too quick?");
    task.add_elements("care");
    task.add_moments()->set_seconds(12);
    task.add_moments()->set_seconds(-1);
    task.set_recording_uri("https://rec.example.com/1");
    task.set_text("Hello");
    task.mutable_draft()->set_version(2);
    task.mutable_draft()->mutable_content()->set_praise("calm");
    task.mutable_other_draft()->mutable_content()->set_advice("ask first");
    return grpc::Status::OK;
  }
  grpc::Status RequestReview(grpc::ServerContext*, const v1::RequestReviewRequest* request,
                             v1::RequestReviewResponse* response) override {
    {
      absl::MutexLock lock(&mutex_);
      previews_ += request->validate_only() ? 1 : 100;
      not_to_ask_.assign(request->not_to_ask().begin(), request->not_to_ask().end());
    }
    if (request->interaction() == "interactions/mute") {
      return ToGrpc(wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                                   {"REVIEW_NOTHING_TO_SHOW", "interaction", "mute", "Nothing."}));
    }
    response->mutable_review()->set_could_be_asked(6);
    response->mutable_review()->set_anonymous(true);
    response->mutable_review()->set_form("forms/default");
    response->mutable_review()->set_form_version(3);
    return grpc::Status::OK;
  }

  absl::Mutex mutex_;
  int previews_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::string> not_to_ask_ ABSL_GUARDED_BY(mutex_);
};

// Refuses from the second time on.
class FakeInteractions final : public v1::InteractionService::Service {
 public:
  int asked() {
    absl::MutexLock lock(&mutex_);
    return asked_;
  }

 private:
  grpc::Status ListInteractions(grpc::ServerContext*, const v1::ListInteractionsRequest* request,
                                v1::ListInteractionsResponse* response) override {
    absl::MutexLock lock(&mutex_);
    const bool is_right = request->user() == "users/me" && request->from().year() == 2025 &&
                          request->from().month() == 6 && request->from().day() == 13;
    if (!is_right) return {grpc::StatusCode::INVALID_ARGUMENT, "not what was wanted"};
    if (++asked_ > 1) return {grpc::StatusCode::PERMISSION_DENIED, "not today"};
    response->add_interactions()->set_name("interactions/a");
    return grpc::Status::OK;
  }

  absl::Mutex mutex_;
  int asked_ ABSL_GUARDED_BY(mutex_) = 0;
};

class FakeAppeals final : public v1::AppealService::Service {
  grpc::Status GetAppeal(grpc::ServerContext*, const v1::GetAppealRequest* request,
                         v1::GetAppealResponse* response) override {
    response->mutable_appeal()->set_name(request->name());
    response->mutable_appeal()->set_reason("It was the delivery.");
    response->mutable_appeal()->set_decision("So it was.");
    return grpc::Status::OK;
  }
  grpc::Status GetAppealTask(grpc::ServerContext*, const v1::GetAppealTaskRequest*,
                             v1::GetAppealTaskResponse* response) override {
    auto& task = *response->mutable_appeal_task();
    task.mutable_question()->set_question_id("csat");
    task.mutable_question()->set_low(1);
    task.mutable_question()->set_high(5);
    task.mutable_question()->set_top_box_steps(2);
    task.set_rating(2);
    task.set_comment("late");
    task.set_reason("It was the delivery.");
    task.set_recording_uri("https://rec.example.com/1");
    task.set_text("Hello");
    task.set_upheld(true);
    task.set_decision("So it was.");
    return grpc::Status::OK;
  }
};

class FakeAssessments final : public v1::AssessmentService::Service {
  grpc::Status GetSelfAssessment(grpc::ServerContext*, const v1::GetSelfAssessmentRequest* request,
                                 v1::GetSelfAssessmentResponse* response) override {
    auto& assessment = *response->mutable_self_assessment();
    if (request->name() == "users/me/selfAssessments/moved") {
      assessment.set_state(v1::SelfAssessment::STATE_WITHDRAWN);
      return grpc::Status::OK;
    }
    if (request->name() != "users/me/selfAssessments/a") {
      return {grpc::StatusCode::NOT_FOUND, request->name()};
    }
    assessment.set_state(v1::SelfAssessment::STATE_COMMITTED);
    assessment.set_note("calmer");
    auto& score = *assessment.add_scores();
    score.set_element_id("need");
    score.set_score(4);
    return grpc::Status::OK;
  }
};

// Gives two colleagues the first time, and nothing after that.
class FakeDirectory final : public v1::DirectoryService::Service {
  grpc::Status ListColleagues(grpc::ServerContext*, const v1::ListColleaguesRequest* request,
                              v1::ListColleaguesResponse* response) override {
    if (request->page_size() != 1000) return {grpc::StatusCode::INVALID_ARGUMENT, "too few"};
    if (asked_++ > 0) return {grpc::StatusCode::UNIMPLEMENTED, "not here"};
    auto& bob = *response->add_colleagues();
    bob.set_name("users/bob");
    bob.set_display_name("Bob");
    bob.set_team_display_name("Blue");
    response->add_colleagues()->set_name("users/nameless");
    return grpc::Status::OK;
  }

  std::atomic<int> asked_ = 0;
};

// Tells of two queues the first time, and refuses after that.
class FakePauses final : public v1::PauseService::Service {
  grpc::Status ListQueues(grpc::ServerContext*, const v1::ListQueuesRequest*,
                          v1::ListQueuesResponse* response) override {
    if (asked_++ > 0) return {grpc::StatusCode::PERMISSION_DENIED, "not yours"};
    auto& cards = *response->add_queues();
    cards.set_queue("cards");
    cards.mutable_paused_until()->set_seconds(1750000000);
    response->add_queues()->set_queue("loans");
    response->add_queues();
    return grpc::Status::OK;
  }

  std::atomic<int> asked_ = 0;
};

class FetcherTest : public testing::Test {
 protected:
  void SetUp() override {
    server_.Add(&forms_);
    server_.Add(&reviews_);
    server_.Add(&appeals_);
    server_.Add(&interactions_);
    server_.Add(&assessments_);
    server_.Add(&directory_);
    server_.Add(&pauses_);
    auto connection = Connection::Make({server_.address(), "the-token", ""}, loop_);
    ASSERT_TRUE(connection.ok()) << connection.status();
    connection_ = *std::move(connection);
    fetcher_.emplace(connection_.get(), &inbox_,
                     [this](const absl::Status& status) { refused_.push_back(status); });
  }
  void TearDown() override {
    fetcher_.reset();
    connection_.reset();
  }

  void RunUntil(size_t told, size_t refused) {
    loop_->RunUntil([&] {
      loop_->Advance(absl::Seconds(11));
      for (const model::FeedEvent& event : inbox_.Drain()) {
        if (const auto* form = std::get_if<model::FormTold>(&event.payload)) told_.push_back(*form);
        if (const auto* review = std::get_if<model::ReviewTold>(&event.payload)) {
          reviews_told_.push_back(*review);
        }
        if (const auto* who = std::get_if<model::PreviewTold>(&event.payload)) {
          previews_told_.push_back(*who);
        }
        if (const auto* own = std::get_if<model::CommittedTold>(&event.payload)) {
          committed_told_.push_back(*own);
        }
      }
      return told_.size() >= told && refused_.size() >= refused;
    });
  }

  const model::FormKey key_{"forms/default", 3};
  std::shared_ptr<ManualLoop> loop_ = std::make_shared<ManualLoop>();
  FakeForms forms_;
  FakeReviews reviews_;
  FakeAppeals appeals_;
  FakeInteractions interactions_;
  FakeAssessments assessments_;
  FakeDirectory directory_;
  FakePauses pauses_;
  FakeServer server_;
  Inbox inbox_{[] {}};
  std::unique_ptr<Connection> connection_;
  std::optional<Fetcher> fetcher_;
  std::vector<model::FormTold> told_;
  std::vector<model::ReviewTold> reviews_told_;
  std::vector<model::PreviewTold> previews_told_;
  std::vector<model::CommittedTold> committed_told_;
  std::vector<absl::Status> refused_;
};

TEST_F(FetcherTest, FetchesEachFormOnceHoweverOftenItIsWanted) {
  fetcher_->Want({{key_}, {}, {}, {}, {}, {}});  // before there is a server
  loop_->RunPosted();
  server_.Start();
  for (int frame = 0; frame < 20; ++frame) fetcher_->Want({{key_}, {}, {}, {}, {}, {}});
  fetcher_->Want({{key_, {"forms/other", 1}}, {}, {}, {}, {}, {}});
  RunUntil(2, 0);
  EXPECT_THAT(forms_.asked(), ElementsAre(key_, model::FormKey{"forms/other", 1}));
  EXPECT_EQ(told_[0].key, key_);
  EXPECT_EQ(told_[0].form, *forms::DefaultForm());
}

TEST_F(FetcherTest, WhatCannotBeHadOrDrawnIsSaidOnceAndTheNextGoesOn) {
  server_.Start();
  const std::vector<model::FormKey> wanted{{"forms/none", 1}, {"forms/odd", 1}, key_};
  for (int frame = 0; frame < 20; ++frame) fetcher_->Want({wanted, {}, {}, {}, {}, {}});
  RunUntil(1, 2);
  EXPECT_THAT(forms_.asked(), SizeIs(3));
  EXPECT_THAT(std::string(refused_[0].message()), HasSubstr("no such form"));
  EXPECT_THAT(std::string(refused_[1].message()), HasSubstr("forms/odd cannot be used"));
  EXPECT_EQ(told_[0].key, key_);
}

TEST_F(FetcherTest, FetchesWhatWasCommittedElsewhere) {
  server_.Start();
  model::Desk::Wanted wanted;
  wanted.committed = {"interactions/a", "interactions/moved", "interactions/gone"};
  for (int frame = 0; frame < 20; ++frame) fetcher_->Want(wanted);
  RunUntil(0, 1);
  ASSERT_THAT(committed_told_, SizeIs(1));
  EXPECT_EQ(committed_told_[0].interaction, "interactions/a");
  EXPECT_EQ(committed_told_[0].committed.note, "calmer");
  EXPECT_EQ(committed_told_[0].committed.scores.at("need"), 4);
  EXPECT_EQ(std::string(refused_[0].message()), "users/me/selfAssessments/gone");
}

TEST_F(FetcherTest, FetchesReviewsOnceForEachTelling) {
  server_.Start();
  const model::Desk::Wanted wanted{
      {}, {{"users/me/reviews/r", 3}, {"users/me/reviews/none", 4}}, {}, {}, {}, {}};
  for (int frame = 0; frame < 20; ++frame) fetcher_->Want(wanted);
  RunUntil(0, 1);
  ASSERT_THAT(reviews_told_, SizeIs(1));
  EXPECT_EQ(reviews_told_[0].key.position, 3);
  const std::vector<forms::ReviewContent::Element> expected{
      {"need", 4, false, "", absl::Seconds(80)}};
  EXPECT_EQ(reviews_told_[0].body.content.elements, expected);
  fetcher_->Want({{}, {{"users/me/reviews/r", 5}}, {}, {}, {}, {}});
  loop_->RunUntil([&] {
    for (const model::FeedEvent& event : inbox_.Drain()) {
      reviews_told_.push_back(std::get<model::ReviewTold>(event.payload));
    }
    return reviews_told_.size() == 2;
  });
  EXPECT_EQ(reviews_told_[1].key.position, 5);
}

TEST_F(FetcherTest, FetchesAReviewTaskAnewWheneverItIsOpened) {
  server_.Start();
  for (const int64_t opening : {1, 1, 2}) {
    fetcher_->Want({{}, {}, {{"users/me/reviewTasks/t", 3, opening}}, {}, {}, {}});
  }
  std::vector<model::ReviewTaskTold> told;
  loop_->RunUntil([&] {
    for (const model::FeedEvent& event : inbox_.Drain()) {
      told.push_back(std::get<model::ReviewTaskTold>(event.payload));
    }
    return told.size() == 2;
  });
  EXPECT_EQ(told[0].key.opening, 1);
  EXPECT_EQ(told[1].key.opening, 2);
  const model::ReviewTaskBody& body = told[0].body;
  EXPECT_EQ(body.question, "too quick?");
  EXPECT_THAT(body.elements, ElementsAre("care"));
  EXPECT_THAT(body.moments, ElementsAre(absl::Seconds(12))) << "-1 s is none";
  EXPECT_EQ(body.recording_uri, "https://rec.example.com/1");
  EXPECT_EQ(body.text, "Hello");
  ASSERT_TRUE(body.draft && body.other_draft);
  EXPECT_EQ(body.draft->version, 2);
  EXPECT_EQ(body.draft->content.praise, "calm");
  EXPECT_EQ(body.other_draft->content.advice, "ask first");
}

TEST_F(FetcherTest, FetchesAppealsForBothSides) {
  server_.Start();
  fetcher_->Want(
      {{}, {}, {}, {{"users/me/appeals/a", 3, 1}}, {{"users/me/appealTasks/t", 4, 1}}, {}});
  std::vector<model::FeedEvent> told;
  loop_->RunUntil([&] {
    for (model::FeedEvent& event : inbox_.Drain()) told.push_back(std::move(event));
    return told.size() == 2;
  });
  const auto& made = std::get<model::AppealTold>(told[0].payload);
  EXPECT_EQ(made.key, (model::OpenedKey{"users/me/appeals/a", 3, 1}));
  EXPECT_EQ(made.body, (model::AppealBody{"It was the delivery.", "So it was."}));
  const auto& asked = std::get<model::AppealTaskTold>(told[1].payload);
  EXPECT_EQ(asked.key, (model::OpenedKey{"users/me/appealTasks/t", 4, 1}));
  EXPECT_TRUE(model::IsOnScale(asked.body.question, asked.body.rating));
  EXPECT_EQ(asked.body.comment, "late");
  EXPECT_EQ(asked.body.reason, "It was the delivery.");
  EXPECT_EQ(asked.body.recording_uri, "https://rec.example.com/1");
  EXPECT_EQ(asked.body.text, "Hello");
  EXPECT_TRUE(asked.body.upheld);
  EXPECT_EQ(asked.body.decision, "So it was.");
}

TEST_F(FetcherTest, WhoCouldBeAskedIsAnAnswerEitherWayAndAskedAnewWhenWantedAnew) {
  server_.Start();
  const auto want = [&](const std::string& interaction) {
    const size_t before = previews_told_.size();
    fetcher_->Want({{}, {}, {}, {}, {}, {{interaction, {"Bob"}}}});
    loop_->RunUntil([&] {
      for (const model::FeedEvent& event : inbox_.Drain()) {
        previews_told_.push_back(std::get<model::PreviewTold>(event.payload));
      }
      return previews_told_.size() > before;
    });
  };
  want("interactions/a");
  want("interactions/mute");
  want("interactions/a");
  EXPECT_EQ(reviews_.previews(), 3) << "nothing was asked for in earnest";
  EXPECT_EQ(previews_told_[0].preview.could_be_asked, 6);
  EXPECT_TRUE(previews_told_[0].preview.anonymous);
  EXPECT_EQ(previews_told_[1].preview.refusal_reason, "REVIEW_NOTHING_TO_SHOW");
  EXPECT_EQ(previews_told_[1].preview.refused_value, "mute");
  EXPECT_EQ(previews_told_[0].key, (model::PreviewKey{"interactions/a", {"Bob"}}));
  EXPECT_EQ(previews_told_[0].preview.form, (model::FormKey{"forms/default", 3}));
  EXPECT_THAT(reviews_.not_to_ask(), ElementsAre("Bob"));
  EXPECT_THAT(refused_, SizeIs(0));
}

TEST_F(FetcherTest, FetchesTheColleaguesWithEachOpening) {
  server_.Start();
  const auto want = [&](int64_t opening) {
    model::Desk::Wanted wanted;
    wanted.colleagues = model::ColleaguesKey{opening};
    for (int frame = 0; frame < 20; ++frame) fetcher_->Want(wanted);
    std::optional<model::ColleaguesTold> told;
    loop_->RunUntil([&] {
      for (const model::FeedEvent& event : inbox_.Drain()) {
        told = std::get<model::ColleaguesTold>(event.payload);
      }
      return told.has_value();
    });
    EXPECT_EQ(told->key.opening, opening);
    return told->colleagues;
  };
  const std::vector<model::Colleague> expected{{"users/bob", "Bob", "Blue"}};
  EXPECT_EQ(want(1), expected);
  EXPECT_EQ(want(2), std::nullopt) << "a server that does not give them is no trouble";
  EXPECT_THAT(refused_, SizeIs(0));
}

TEST_F(FetcherTest, FetchesTheQueuesWithEachOpening) {
  server_.Start();
  const auto want = [&](int64_t opening) {
    model::Desk::Wanted wanted;
    wanted.queues = model::QueuesKey{opening};
    for (int frame = 0; frame < 20; ++frame) fetcher_->Want(wanted);
    std::optional<model::QueuesTold> told;
    loop_->RunUntil([&] {
      for (const model::FeedEvent& event : inbox_.Drain()) {
        told = std::get<model::QueuesTold>(event.payload);
      }
      return told.has_value();
    });
    EXPECT_EQ(told->key.opening, opening);
    return told->queues;
  };
  const std::vector<model::Queue> expected{{"cards", absl::FromUnixSeconds(1'750'000'000)},
                                           {"loans", std::nullopt}};
  EXPECT_EQ(want(1), expected);
  EXPECT_EQ(want(2), std::nullopt) << "whoever may not pause queues is offered none";
  EXPECT_THAT(refused_, SizeIs(0));
}

TEST_F(FetcherTest, FetchesTheContactsWithEachOpening) {
  server_.Start();
  const auto want = [&](int64_t opening) {
    const model::ContactsKey key{absl::CivilDay(2025, 6, 13), opening};
    for (int frame = 0; frame < 20; ++frame) fetcher_->Want({{}, {}, {}, {}, {}, {}, key});
    std::optional<model::ContactsTold> told;
    loop_->RunUntil([&] {
      for (const model::FeedEvent& event : inbox_.Drain()) {
        told = std::get<model::ContactsTold>(event.payload);
      }
      return told.has_value();
    });
    EXPECT_EQ(told->key, key);
    return *told;
  };
  const model::ContactsTold told = want(1);
  EXPECT_EQ(interactions_.asked(), 1) << "however often it is wanted";
  ASSERT_THAT(told.contacts.all, SizeIs(1));
  EXPECT_EQ(told.contacts.all[0].reference.interaction, "interactions/a");
  EXPECT_FALSE(told.refusal);
  const model::ContactsTold refused = want(2);
  ASSERT_TRUE(refused.refusal) << "that is an answer, which the person is told";
  EXPECT_EQ(refused.refusal->sentence, "not today");
  EXPECT_THAT(refused_, SizeIs(0));
}

}  // namespace
}  // namespace aftercall::net
