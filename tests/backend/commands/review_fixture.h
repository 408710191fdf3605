#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "backend/commands/publish_form.h"
#include "backend/commands/review.h"
#include "shared/wire/problem.h"
#include "tests/backend/commands/commands_fixture.h"

namespace aftercall::commands {

// A site on which buddy reviews are asked for. Agents are called by their numbers, have the team
// Red, and are available since 8:00 unless a test says otherwise; the clock stands at noon.
class ReviewTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    policy_.sampling_key = "key";
    policy_.recording_hosts = {"rec.example"};
    ASSERT_TRUE(testing::Run(*store_, EnsureDefaultForm).ok());
  }

  // Agents "1" to `last`, of whom "1" has the call c1 with a text; "Lee" leads them.
  void Floor(int last) {
    lee_ = Leader("Lee", {"Red"});
    for (int n = 1; n <= last; ++n) AddAgent(absl::StrCat(n));
    AddCall("c1", "1");
  }
  void AddAgent(const std::string& number) {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  UserChange user;
                  user.display_name = absl::StrCat("Agent ", number);
                  user.aliases = std::vector<domain::Alias>{{"pbx", number}};
                  user.main_team = Value(t.FindTeamByName("Red"))->id;
                  return CreateUser(t, user).status();
                }).ok());
    Tell(number, domain::AgentState::State::kAvailable, testing::At(8));
  }
  void AddCall(const std::string& call, const std::string& agent) {
    auto told = testing::CallOf(call, agent);
    told.text = "Agent: Hello. Customer: At last.";
    ASSERT_EQ(Take(told), "created");
  }
  void Tell(const std::string& number, domain::AgentState::State state, absl::Time since) {
    ASSERT_TRUE(testing::Run(*store_, [&, user = Agent(number)](store::Transaction& t) {
                  return t.PutAgentState(user, {state, since, 0, t.Now()}).status();
                }).ok());
  }
  // As a source tells it, with all that follows.
  void TellOf(const std::string& number, domain::AgentState::State state) {
    ASSERT_EQ(Take(AgentStateRecord{{"pbx", number}, {state, clock_.Now(), 0, {}}}), "created");
  }
  void SetStateOfAll(int last, domain::AgentState::State state, int but = 0) {
    for (int n = 1; n <= last; ++n) {
      if (n != but) Tell(absl::StrCat(n), state, testing::At(9));
    }
  }

  // Runs a verb; "" or the reason why it was refused.
  template <typename T>
  std::string Do(const std::function<absl::StatusOr<T>(store::Transaction&)>& verb) {
    const auto status =
        testing::Run(*store_, [&](store::Transaction& t) { return verb(t).status(); });
    const auto problem = wire::ProblemOf(status);
    EXPECT_TRUE(status.ok() || problem) << status;
    return problem ? problem->reason : "";
  }
  ReviewRequest RequestFor(const std::string& call, const std::string& agent = "1") {
    ReviewRequest request;
    EXPECT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  request.interaction =
                      Value(t.FindInteraction("pbx", call)).value_or(domain::InteractionId{4711});
                  return absl::OkStatus();
                }).ok());
    request.requester = Agent(agent);
    return request;
  }
  std::string Request(const ReviewRequest& request) {
    return Do<domain::Review>([&](auto& t) { return RequestReview(t, policy_, request); });
  }
  // The last that the agent asked for.
  domain::Review Last(const std::string& agent = "1") {
    const auto list = Value(reader_->ListReviews(Agent(agent), false, {}, 1));
    EXPECT_FALSE(list.empty()) << agent;
    return list.empty() ? domain::Review() : list[0].review;
  }
  ReviewKey Key(const std::string& agent = "1") { return {Last(agent).id, Agent(agent)}; }
  // The tasks of that review, in the order in which people were asked.
  std::vector<domain::ReviewTask> Tasks(const std::string& agent = "1") {
    std::vector<domain::ReviewTask> tasks;
    EXPECT_TRUE(testing::Run(*store_, [&, id = Last(agent).id](store::Transaction& t) {
                  tasks = Value(t.ListReviewTasks(id));
                  return absl::OkStatus();
                }).ok());
    return tasks;
  }
  static ReviewTaskKey KeyOf(const domain::ReviewTask& task) { return {task.id, task.reviewer}; }
  std::string Accept(const domain::ReviewTask& task) {
    return Do<domain::ReviewTask>([&](auto& t) { return AcceptReview(t, policy_, KeyOf(task)); });
  }
  std::string Decline(const domain::ReviewTask& task, const std::string& why = "No time") {
    return Do<domain::ReviewTask>(
        [&](auto& t) { return DeclineReview(t, policy_, KeyOf(task), why); });
  }
  std::string Submit(const domain::ReviewTask& task) { return Submit(task, Good()); }
  std::string Submit(const domain::ReviewTask& task, const domain::ReviewContent& content) {
    return Do<domain::ReviewTask>(
        [&](auto& t) { return SubmitReview(t, policy_, KeyOf(task), content); });
  }
  std::string Thank() {
    return Do<domain::Review>([&, key = Key()](auto& t) { return ThankReviewer(t, policy_, key); });
  }
  std::string Acknowledge() {
    return Do<domain::Review>(
        [&, key = Key()](auto& t) { return AcknowledgeReview(t, policy_, key); });
  }
  std::string Differ(const std::string& words) {
    return Do<domain::Review>(
        [&, key = Key()](auto& t) { return DifferFromReview(t, policy_, key, words); });
  }
  std::string Close() {
    return Do<domain::Review>([&, key = Key()](auto& t) { return CloseReview(t, policy_, key); });
  }
  // A review that somebody submitted long ago.
  void AddReviewDone(store::Transaction& t, domain::UserId reviewer) {
    domain::Review review;
    review.id = {t.NewId()};
    review.interaction = {4711};
    review.requester = {4712};
    review.state = domain::Review::State::kSubmitted;
    domain::ReviewTask task;
    task.id = {t.NewId()};
    task.review = review.id;
    task.reviewer = reviewer;
    task.state = domain::ReviewTask::State::kSubmitted;
    task.offered_at = t.Now() - absl::Hours(24 * 60);
    ASSERT_TRUE(t.PutReview(review).ok() && t.PutReviewTask(task).ok());
  }
  void RunDue() {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  return RunDueReviews(t, policy_, 100).status();
                }).ok());
  }

  // With which nothing is wrong.
  static domain::ReviewContent Good() {
    domain::ReviewContent content;
    for (const char* id : {"need", "explanation", "outcome", "care"}) {
      content.elements.push_back({id, 4, false, "", {}});
    }
    content.praise = "You stayed calm all along";
    return content;
  }

  domain::UserId lee_;
};

}  // namespace aftercall::commands
