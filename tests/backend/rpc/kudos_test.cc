#include "absl/strings/match.h"
#include "aftercall/v1/kudos_service.grpc.pb.h"
#include "aftercall/v1/review_service.grpc.pb.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"
#include "tests/backend/rpc/watcher.h"

namespace aftercall::rpc {
namespace {

class KudosTest : public ServedTest {
 protected:
  void SetUp() override {
    ServedTest::SetUp();
    kudos_ = v1::KudosService::NewStub(channel_);
    AddUser("Ann", v1::User::ROLE_AGENT, "1");
    AddUser("Bob", v1::User::ROLE_AGENT, "2");
  }
  absl::StatusOr<v1::Kudos> Give(const std::string& token, const std::string& to,
                                 const std::string& words, const std::string& request_id = "") {
    v1::GiveKudosRequest request;
    request.set_user(to);
    request.set_words(words);
    request.set_request_id(request_id);
    v1::GiveKudosResponse response;
    Call call(token);
    const auto status = ToAbsl(kudos_->GiveKudos(&call, request, &response));
    if (!status.ok()) return status;
    return response.kudos();
  }
  absl::StatusOr<v1::Kudos> Give(const std::string& token, const v1::GiveKudosRequest& request) {
    v1::GiveKudosResponse response;
    Call call(token);
    const auto status = ToAbsl(kudos_->GiveKudos(&call, request, &response));
    if (!status.ok()) return status;
    return response.kudos();
  }
  absl::StatusOr<v1::Kudos> GiveFor(const std::string& token, const std::string& to,
                                    const std::string& interaction) {
    v1::GiveKudosRequest request;
    request.set_user(to);
    request.set_interaction(interaction);
    return Give(token, request);
  }
  absl::StatusOr<v1::Kudos> GiveForReview(const std::string& token, const std::string& task,
                                          const std::string& request_id = "") {
    v1::GiveKudosRequest request;
    request.set_review_task(task);
    request.set_words("Well asked");
    request.set_request_id(request_id);
    return Give(token, request);
  }
  // The latest of an agent.
  std::string LastCallOf(const std::string& name) {
    v1::ListInteractionsRequest request;
    request.set_user(name);
    v1::ListInteractionsResponse response;
    Call call(admin_);
    EXPECT_TRUE(interactions_->ListInteractions(&call, request, &response).ok());
    return response.interactions().empty() ? "" : response.interactions(0).name();
  }
  v1::ListKudosResponse List(const std::string& token, int page_size = 0,
                             const std::string& page_token = "") {
    v1::ListKudosRequest request;
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    v1::ListKudosResponse response;
    Call call(token);
    EXPECT_TRUE(kudos_->ListKudos(&call, request, &response).ok());
    return response;
  }

  std::unique_ptr<v1::KudosService::Stub> kudos_;
};

TEST_F(KudosTest, ReachTheFeedAndTheListOfWhomTheyAreFor) {
  const std::string ann = TokenOf("Ann"), bob = TokenOf("Bob");
  const auto given = Give(ann, "Bob", "Calm all along");
  ASSERT_TRUE(given.ok()) << given.status();
  EXPECT_EQ(given->giver_display_name(), "Ann");
  Watcher watcher(*feed_, bob);
  ASSERT_TRUE(watcher.WaitUntilLive());
  ASSERT_EQ(watcher.snapshot().size(), 1u);
  const auto told = watcher.snapshot()[0];
  EXPECT_EQ(told.kudos().name(), given->name());
  EXPECT_EQ(told.kudos().giver_display_name(), "Ann");
  EXPECT_EQ(told.kudos().words(), "Calm all along");
  EXPECT_TRUE(told.has_created_at());
  ASSERT_TRUE(Give(admin_, "Bob", "").ok());
  const auto page = List(bob, 1);
  ASSERT_EQ(page.kudos_size(), 1);
  EXPECT_EQ(page.kudos(0).words(), "");
  const auto next = List(bob, 1, page.next_page_token());
  ASSERT_EQ(next.kudos_size(), 1);
  EXPECT_EQ(next.kudos(0).name(), given->name());
  EXPECT_TRUE(next.kudos(0).has_given_at());
  EXPECT_EQ(next.next_page_token(), "");
  EXPECT_EQ(List(ann).kudos_size(), 0);
}

TEST_F(KudosTest, AreGivenOnceHoweverOftenTheyAreSent) {
  const std::string ann = TokenOf("Ann");
  EXPECT_EQ(Give(ann, "Bob", "", "once")->name(), Give(ann, "Bob", "", "once")->name());
  EXPECT_EQ(ReasonOf(Give(ann, "Bob", "", "twice").status()), "KUDOS_GIVEN_TODAY");
  EXPECT_EQ(List(TokenOf("Bob")).kudos_size(), 1);
}

TEST_F(KudosTest, ForAnInteractionAreFromThoseWhoMayReadItToWhoseItIs) {
  AddTeam("Red", {AddUser("Lee", v1::User::ROLE_TEAM_LEADER).name()});
  AddTeam("Blue", {AddUser("Kim", v1::User::ROLE_TEAM_LEADER).name()});
  Ingest({StarsRecord(), CallRecord("c1", "1", "Red"), CallRecord("c2", "2", "Red"),
          AnswerRecord("c2", "r1", 1, "Never called back.")});
  const std::string call = LastCallOf("Bob"), others = LastCallOf("Ann");
  const std::string lee = TokenOf("Lee");
  // What one may not read, what is not the recipient's and what is not there look alike.
  for (const auto& refused :
       {GiveFor(TokenOf("Ann"), "Bob", call), GiveFor(TokenOf("Kim"), "Bob", call),
        GiveFor(lee, "Bob", others), GiveFor(TokenOf("Ann"), "Bob", others),
        GiveFor(lee, "Bob", "interactions/0dbt2v4p9k3rm")}) {
    EXPECT_EQ(refused.status().code(), absl::StatusCode::kNotFound) << refused.status();
    EXPECT_EQ(wire::ProblemOf(refused.status())->field, "interaction");
  }
  EXPECT_EQ(GiveFor(lee, "Bob", "c2").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(List(TokenOf("Bob")).kudos_size(), 0);
  const auto given = GiveFor(lee, "Bob", call);
  ASSERT_TRUE(given.ok()) << given.status();
  const auto listed = List(TokenOf("Bob"));
  ASSERT_EQ(listed.kudos_size(), 1);
  EXPECT_EQ(listed.kudos(0).giver_display_name(), "Lee");
  EXPECT_EQ(listed.kudos(0).reference().interaction(), call);
  EXPECT_EQ(listed.kudos(0).reference().interaction_external_id(), "c2");
  EXPECT_EQ(listed.kudos(0).DebugString().find("Never"), std::string::npos);
  EXPECT_EQ(listed.kudos(0).SerializeAsString(), given->SerializeAsString());
  Watcher watcher(*feed_, TokenOf("Bob"));
  ASSERT_TRUE(watcher.WaitUntilLive());
  const v1::Kudos told = watcher.snapshot().back().kudos();
  EXPECT_EQ(told.reference().SerializeAsString(), given->reference().SerializeAsString());
}

TEST_F(KudosTest, ForAReviewNeitherLearnsWhoTheOtherIs) {
  for (const char* name : {"Cat", "Dan"}) AddUser(name, v1::User::ROLE_AGENT, name);
  auto record = CallRecord("c1", "1", "Red");
  record.mutable_interaction()->set_text("Customer: At last.");
  Ingest({record});
  const auto reviews = v1::ReviewService::NewStub(channel_);
  v1::RequestReviewRequest ask;
  ask.set_interaction(LastCallOf("Ann"));
  v1::RequestReviewResponse asked;
  Call asking(TokenOf("Ann"));
  const auto status = ToAbsl(reviews->RequestReview(&asking, ask, &asked));
  ASSERT_TRUE(status.ok()) << status;
  std::string task, reviewer, bystander;
  for (const char* name : {"Bob", "Cat", "Dan"}) {
    v1::ListReviewTasksResponse tasks;
    Call call(TokenOf(name));
    ASSERT_TRUE(reviews->ListReviewTasks(&call, {}, &tasks).ok());
    (tasks.review_tasks().empty() ? bystander : reviewer) = TokenOf(name);
    if (!tasks.review_tasks().empty()) task = tasks.review_tasks(0).name();
  }
  ASSERT_NE(task, "");
  const std::string mine = "users/me" + task.substr(task.find("/reviewTasks/"));
  EXPECT_EQ(ReasonOf(GiveForReview(reviewer, mine).status()), "KUDOS_REVIEW_OVER");
  v1::AcceptReviewTaskRequest accept;
  accept.set_name(mine);
  v1::AcceptReviewTaskResponse accepted;
  Call accepting(reviewer);
  ASSERT_TRUE(reviews->AcceptReviewTask(&accepting, accept, &accepted).ok());
  for (const auto& name : {task, mine}) {
    EXPECT_EQ(GiveForReview(bystander, name).status().code(), absl::StatusCode::kNotFound);
  }
  const auto given = GiveForReview(reviewer, mine, "once");
  ASSERT_TRUE(given.ok()) << given.status();
  EXPECT_TRUE(absl::StartsWith(given->name(), "users/-/kudos/"));
  EXPECT_EQ(given->giver() + given->giver_display_name(), "");
  EXPECT_FALSE(given->has_reference());
  EXPECT_FALSE(given->has_given_at());
  EXPECT_EQ(GiveForReview(reviewer, mine, "once")->name(), given->name());
  EXPECT_EQ(ReasonOf(GiveForReview(reviewer, mine).status()), "KUDOS_GIVEN_FOR_REVIEW");
  const std::string ann = TokenOf("Ann");
  const auto listed = List(ann);
  ASSERT_EQ(listed.kudos_size(), 1);
  Watcher watcher(*feed_, ann);
  ASSERT_TRUE(watcher.WaitUntilLive());
  for (const auto& told : {listed.kudos(0), watcher.snapshot().back().kudos()}) {
    EXPECT_EQ(told.giver() + told.giver_display_name(), "");
    EXPECT_FALSE(told.has_given_at());
    EXPECT_EQ(told.words(), "Well asked");
    EXPECT_EQ(told.reference().interaction(), LastCallOf("Ann"));
  }
}

TEST_F(KudosTest, AreForEitherAUserOrAReviewTask) {
  v1::GiveKudosRequest request;
  const auto field = [&] {
    const auto status = Give(TokenOf("Ann"), request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    return wire::ProblemOf(status)->field;
  };
  EXPECT_EQ(field(), "user");
  request.set_review_task("users/me/reviewTasks/0dbt2v4p9k3rm");
  request.set_interaction("interactions/0dbt2v4p9k3rm");
  EXPECT_EQ(field(), "interaction");
  request.set_user("Bob");
  EXPECT_EQ(field(), "review_task");
  request.clear_user();
  request.clear_interaction();
  request.set_review_task("7");
  EXPECT_EQ(field(), "review_task");
}

TEST_F(KudosTest, ComeFromPeopleToOthersWhoAreKnown) {
  EXPECT_EQ(ReasonOf(Give(TokenOf("Ann"), "users/me", "").status()), "KUDOS_TO_ONESELF");
  EXPECT_EQ(Give(TokenOf("Ann"), "Nobody", "").status().code(), absl::StatusCode::kNotFound);
  AddUser("Adapter", v1::User::ROLE_ADAPTER);
  EXPECT_EQ(Give(TokenOf("Adapter"), "Bob", "").status().code(),
            absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace aftercall::rpc
