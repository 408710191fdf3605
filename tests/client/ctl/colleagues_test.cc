#include "client/ctl/simulate/colleagues.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "shared/forms/form_proto.h"
#include "tests/client/ctl/fake_server.h"
#include "tests/support/make_form.h"

namespace aftercall::ctl {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const absl::Time kStart = absl::FromUnixSeconds(1700000000);

struct Asked {
  std::string requester, reviewer;
  v1::Review review;
  v1::ReviewTask task;
};

// What a server knows of assessments and reviews, and who did what.
struct World {
  std::map<std::string, std::vector<v1::SelfAssessment>> assessments;  // by author
  std::vector<Asked> asked;
  std::vector<std::string> log;  // "USER METHOD NAME"
  std::vector<std::string> users;
  std::set<std::string> busy;  // cannot be asked
  absl::Status refusal;        // of every task accepted
  absl::Status away;           // of every call
  int rating = 0;              // of every customer, on a scale of 1–5; 0: none answered
  bool evaluations = false;    // every review is one that may be appealed against
};

// One person's link into it.
class Desk : public FakeServer {
 public:
  Desk(World* world, std::string user) : world_(*world), user_(std::move(user)) {}

  absl::StatusOr<v1::ListSelfAssessmentsResponse> ListSelfAssessments(
      const v1::ListSelfAssessmentsRequest&) override {
    if (!world_.away.ok()) return world_.away;
    v1::ListSelfAssessmentsResponse response;
    for (const auto& one : world_.assessments[user_]) {
      if (one.state() == v1::SelfAssessment::STATE_OPEN) *response.add_self_assessments() = one;
    }
    return response;
  }
  absl::StatusOr<v1::CommitSelfAssessmentResponse> CommitSelfAssessment(
      const v1::CommitSelfAssessmentRequest& request) override {
    v1::SelfAssessment& one = Mine(request.name());
    one.set_state(v1::SelfAssessment::STATE_COMMITTED);
    *one.mutable_scores() = request.scores();
    Log("Commit", request.name());
    return v1::CommitSelfAssessmentResponse();
  }
  absl::StatusOr<v1::SkipSelfAssessmentResponse> SkipSelfAssessment(
      const v1::SkipSelfAssessmentRequest& request) override {
    Mine(request.name()).set_state(v1::SelfAssessment::STATE_SKIPPED);
    Log("Skip", request.name());
    return v1::SkipSelfAssessmentResponse();
  }
  absl::StatusOr<v1::GetFormResponse> GetForm(const v1::GetFormRequest&) override {
    v1::GetFormResponse response;
    *response.mutable_form() = forms::ToProto(testing::SmallForm());
    return response;
  }
  absl::StatusOr<v1::ListInteractionsResponse> ListInteractions(
      const v1::ListInteractionsRequest& request) override {
    if (!world_.away.ok()) return world_.away;
    v1::ListInteractionsResponse response;
    if (request.user() != "users/me") return response;
    for (int i = 0; i < 10; ++i) {
      v1::Interaction& one = *response.add_interactions();
      one.set_name(absl::StrCat("interactions/", user_, i));
      one.set_channel(i % 2 == 0 ? v1::CHANNEL_VOICE : v1::CHANNEL_CHAT);
      if (world_.rating == 0) continue;
      v1::SurveyResponse& answer = *one.add_responses();
      answer.set_question_id("csat");
      answer.set_rating(world_.rating);
      answer.mutable_question()->set_low(1);
      answer.mutable_question()->set_high(5);
      answer.mutable_question()->set_top_box_steps(2);
      answer.mutable_question()->set_direction(v1::SurveyQuestion::DIRECTION_HIGH_IS_BEST);
    }
    return response;
  }
  absl::StatusOr<v1::RequestReviewResponse> RequestReview(
      const v1::RequestReviewRequest& request) override {
    std::vector<std::string> fit;
    for (const std::string& user : world_.users) {
      const auto& no = request.not_to_ask();
      if (user != user_ && world_.busy.count(user) == 0 &&
          std::find(no.begin(), no.end(), user) == no.end()) {
        fit.push_back(user);
      }
    }
    v1::RequestReviewResponse response;
    response.mutable_review()->set_could_be_asked(static_cast<int>(fit.size()));
    if (request.validate_only()) return response;
    Asked& one = world_.asked.emplace_back();
    const std::string id = absl::StrCat(world_.asked.size());
    one.requester = user_;
    one.review.set_name(absl::StrCat(user_, "/reviews/", id));
    one.review.mutable_reference()->set_interaction(request.interaction());
    one.review.set_state(v1::Review::STATE_LOOKING);
    if (!fit.empty()) {
      one.reviewer = fit.front();
      one.task.set_name(absl::StrCat(one.reviewer, "/reviewTasks/", id));
      one.task.set_state(v1::ReviewTask::STATE_OFFERED);
    }
    Log("Request", request.interaction());
    return response;
  }
  absl::StatusOr<v1::ListReviewsResponse> ListReviews(const v1::ListReviewsRequest&) override {
    if (!world_.away.ok()) return world_.away;
    v1::ListReviewsResponse response;
    for (const Asked& one : world_.asked) {
      if (one.requester != user_) continue;
      v1::Review& review = *response.add_reviews();
      review = one.review;
      if (world_.evaluations) review.mutable_appealable_until()->set_year(2030);
    }
    return response;
  }
  absl::StatusOr<v1::ListReviewTasksResponse> ListReviewTasks(
      const v1::ListReviewTasksRequest&) override {
    if (!world_.away.ok()) return world_.away;
    v1::ListReviewTasksResponse response;
    for (const Asked& one : world_.asked) {
      if (one.reviewer == user_) *response.add_review_tasks() = one.task;
    }
    return response;
  }
  absl::StatusOr<v1::AcceptReviewTaskResponse> AcceptReviewTask(
      const v1::AcceptReviewTaskRequest& request) override {
    if (!world_.refusal.ok()) return world_.refusal;
    Find(request.name()).task.set_state(v1::ReviewTask::STATE_ACCEPTED);
    Log("Accept", request.name());
    return v1::AcceptReviewTaskResponse();
  }
  absl::StatusOr<v1::DeclineReviewTaskResponse> DeclineReviewTask(
      const v1::DeclineReviewTaskRequest& request) override {
    EXPECT_FALSE(request.reason().empty());
    Find(request.name()).task.set_state(v1::ReviewTask::STATE_DECLINED);
    Log("Decline", request.name());
    return v1::DeclineReviewTaskResponse();
  }
  absl::StatusOr<v1::SubmitReviewResponse> SubmitReview(
      const v1::SubmitReviewRequest& request) override {
    Asked& one = Find(request.name());
    one.task.set_state(v1::ReviewTask::STATE_SUBMITTED);
    one.review.set_state(v1::Review::STATE_SUBMITTED);
    *one.review.mutable_content() = request.content();
    Log("Submit", request.name());
    return v1::SubmitReviewResponse();
  }
  absl::StatusOr<v1::OpenAppealResponse> OpenAppeal(const v1::OpenAppealRequest& request) override {
    EXPECT_FALSE(request.reason().empty());
    EXPECT_NE(request.interaction().empty(), request.review().empty());
    Log("Appeal", absl::StrCat(request.interaction(), request.review()));
    return v1::OpenAppealResponse();
  }
  absl::StatusOr<v1::LendReviewResponse> LendReview(const v1::LendReviewRequest& request) override {
    EXPECT_TRUE(request.lent());
    Find(request.name()).review.set_lent(true);
    Log("Lend", request.name());
    return v1::LendReviewResponse();
  }
  absl::StatusOr<v1::ThankReviewerResponse> ThankReviewer(
      const v1::ThankReviewerRequest& request) override {
    Find(request.name()).review.set_thanked(true);
    Log("Thank", request.name());
    return v1::ThankReviewerResponse();
  }
  absl::StatusOr<v1::AcknowledgeReviewResponse> AcknowledgeReview(
      const v1::AcknowledgeReviewRequest& request) override {
    Find(request.name()).review.set_state(v1::Review::STATE_ACKNOWLEDGED);
    Log("Acknowledge", request.name());
    return v1::AcknowledgeReviewResponse();
  }
  absl::StatusOr<v1::DifferFromReviewResponse> DifferFromReview(
      const v1::DifferFromReviewRequest& request) override {
    EXPECT_FALSE(request.answer().empty());
    Find(request.name()).review.set_state(v1::Review::STATE_DIFFERED);
    Log("Differ", request.name());
    return v1::DifferFromReviewResponse();
  }

 private:
  void Log(const char* what, const std::string& name) {
    world_.log.push_back(absl::StrCat(user_, " ", what, " ", name));
  }
  v1::SelfAssessment& Mine(const std::string& name) {
    for (auto& one : world_.assessments[user_]) {
      if (one.name() == name) return one;
    }
    ADD_FAILURE() << user_ << " has no " << name;
    return world_.assessments[user_].emplace_back();
  }
  // Of the caller, by the name of the task or the review.
  Asked& Find(const std::string& name) {
    EXPECT_TRUE(absl::StartsWith(name, absl::StrCat(user_, "/"))) << user_ << ": " << name;
    for (Asked& one : world_.asked) {
      if (one.task.name() == name || one.review.name() == name) return one;
    }
    ADD_FAILURE() << "there is no " << name;
    return world_.asked.emplace_back();
  }

  World& world_;
  const std::string user_;
};

// Whose token it is can be read from it.
class Administrator : public FakeServer {
 public:
  absl::Status refusal;
  absl::StatusOr<v1::IssueTokenResponse> IssueToken(const v1::IssueTokenRequest& request) override {
    if (!refusal.ok()) return refusal;
    v1::IssueTokenResponse response;
    response.set_token(request.user());
    return response;
  }
};

class ColleaguesTest : public ::testing::Test {
 protected:
  // Everybody is known to the server, as users/STAFF NUMBER.
  void Open(const std::string& focus, ColleagueOptions options) {
    FloorOptions floor_options;
    floor_options.focus_agent = focus;
    auto floor = Floor::Open(floor_options, kStart);
    ASSERT_TRUE(floor.ok());
    floor_ = std::make_unique<Floor>(*std::move(floor));
    for (const SimulatedAgent& agent : floor_->agents()) {
      v1::User& user = administrator_.users.emplace_back();
      user.set_name(absl::StrCat("users/", agent.staff_number));
      v1::User::Alias& alias = *user.add_aliases();
      alias.set_source("simulator");
      alias.set_staff_number(agent.staff_number);
      world_.users.push_back(user.name());
    }
    colleagues_ = std::make_unique<Colleagues>(options, floor_.get(), &administrator_,
                                               [this](const std::string& token) {
                                                 return absl::StatusOr<std::unique_ptr<ServerLink>>(
                                                     std::make_unique<Desk>(&world_, token));
                                               });
  }
  void Run(absl::Duration length) {
    const absl::Duration end = now_ + length;
    while ((now_ = std::max(now_, colleagues_->next())) < end) {
      ASSERT_TRUE(colleagues_->Act(now_).ok());
    }
  }
  void AskToAssess(const std::string& user) {
    v1::SelfAssessment& one = world_.assessments[user].emplace_back();
    one.set_name(absl::StrCat(user, "/selfAssessments/", world_.assessments[user].size()));
    one.set_state(v1::SelfAssessment::STATE_OPEN);
    one.mutable_reference()->set_interaction_external_id(one.name());
  }
  void Tell(const std::string& staff_number, v1::AgentState::State state) {
    v1::IngestRecord record;
    record.mutable_agent_state()->set_staff_number(staff_number);
    record.mutable_agent_state()->set_state(state);
    colleagues_->Note(record);
    world_.busy.erase(absl::StrCat("users/", staff_number));
    if (state == v1::AgentState::STATE_ON_INTERACTION) {
      world_.busy.insert(absl::StrCat("users/", staff_number));
    }
  }
  const ColleagueCounts& counts() const { return colleagues_->counts(); }

  World world_;
  Administrator administrator_;
  std::unique_ptr<Floor> floor_;
  std::unique_ptr<Colleagues> colleagues_;
  absl::Duration now_;
};

TEST_F(ColleaguesTest, WhoIsAskedCommitsOrSkips) {
  Open("", {.requests_a_minute = 0});
  for (const std::string& user : world_.users) {
    for (int i = 0; i < 10; ++i) AskToAssess(user);
  }
  Run(absl::Seconds(10));
  EXPECT_NEAR(static_cast<double>(counts().committed), 150, 30);
  EXPECT_EQ(counts().committed + counts().skipped, 200);
  EXPECT_EQ(counts().refused, 0);
  for (const auto& [user, all] : world_.assessments) {
    for (const auto& one : all) {
      if (one.state() == v1::SelfAssessment::STATE_COMMITTED) {
        EXPECT_EQ(one.scores_size(), 1);
      }
    }
  }
}

TEST_F(ColleaguesTest, AReviewGoesFromARequestToWhatBecomesOfIt) {
  Open("", {.requests_a_minute = 5});
  Run(absl::Minutes(10));
  EXPECT_NEAR(static_cast<double>(counts().requested), 50, 20);
  for (const int64_t count :
       {counts().accepted, counts().declined, counts().submitted, counts().thanked, counts().lent,
        counts().acknowledged, counts().differed}) {
    EXPECT_GT(count, 0);
  }
  EXPECT_EQ(counts().accepted + counts().declined, counts().requested);
  EXPECT_EQ(counts().refused, 0);
  std::map<std::string, std::set<std::string>> about;
  for (const Asked& one : world_.asked) {
    EXPECT_NE(one.requester, one.reviewer);
    // Both speak one language.
    EXPECT_EQ(one.requester.substr(0, 7), one.reviewer.substr(0, 7));
    EXPECT_TRUE(about[one.requester].insert(one.review.reference().interaction()).second);
  }
  // What can neither be heard nor read is not asked about.
  EXPECT_THAT(world_.log, Each(Not(::testing::MatchesRegex(".* Request .*[02468]"))));
}

TEST_F(ColleaguesTest, AnswersThatWereNoGoodOnesAreAppealedOnceEach) {
  Open("", {.requests_a_minute = 0, .appeals_a_minute = 10});
  world_.rating = 3;
  Run(absl::Minutes(5));
  EXPECT_NEAR(static_cast<double>(counts().appealed), 50, 25);
  const std::set<std::string> each(world_.log.begin(), world_.log.end());
  EXPECT_EQ(each.size(), world_.log.size());
  world_.log.clear();
  world_.rating = 4;
  Run(absl::Minutes(5));
  EXPECT_THAT(world_.log, IsEmpty()) << "these are good";
}

TEST_F(ColleaguesTest, SomeOfWhatLeadersWroteIsAppealed) {
  Open("", {.requests_a_minute = 10});
  Run(absl::Minutes(5));
  EXPECT_EQ(counts().appealed, 0) << "a colleague's review is advice";
  world_.evaluations = true;
  Run(absl::Minutes(5));
  EXPECT_GT(counts().appealed, 0);
  EXPECT_LT(counts().appealed, counts().acknowledged);
}

TEST_F(ColleaguesTest, WritingTakesItsTime) {
  Open("", {.requests_a_minute = 20, .writing = absl::Minutes(10)});
  Run(absl::Minutes(4));
  EXPECT_GT(counts().accepted, 0);
  EXPECT_EQ(counts().submitted, 0);
  Run(absl::Minutes(30));
  EXPECT_GT(counts().submitted, 0);
}

TEST_F(ColleaguesTest, TheSameSeedDoesTheSame) {
  const auto log_of = [this](uint64_t seed) {
    world_ = World();
    administrator_.users.clear();
    now_ = absl::ZeroDuration();
    Open("", {.seed = seed, .requests_a_minute = 20});
    Run(absl::Minutes(3));
    return world_.log;
  };
  const auto first = log_of(1);
  EXPECT_EQ(log_of(1), first);
  EXPECT_NE(log_of(2), first);
}

TEST_F(ColleaguesTest, TheFocusAgentIsAskedAndGetsWhatTheyAskFor) {
  Open("Maya Collins", {.requests_a_minute = 0.001});
  for (const SimulatedAgent& agent : floor_->agents()) {
    Tell(agent.staff_number, v1::AgentState::STATE_AVAILABLE);
  }
  for (const char* busy : {"R1001", "R1004", "W1005"}) {
    Tell(busy, v1::AgentState::STATE_ON_INTERACTION);
  }
  Run(absl::Seconds(20));
  EXPECT_THAT(world_.asked, IsEmpty()) << "while they are on an interaction";
  Tell("R1001", v1::AgentState::STATE_AFTER_CALL_WORK);
  Run(absl::Seconds(60));
  ASSERT_THAT(world_.asked, SizeIs(2));
  EXPECT_EQ(world_.asked[0].reviewer, "users/R1001");
  EXPECT_EQ(world_.asked[0].requester[6], 'R');
  EXPECT_EQ(world_.asked[0].task.state(), v1::ReviewTask::STATE_OFFERED) << "theirs to answer";
  EXPECT_EQ(world_.asked[1].requester, "users/R1001");
  EXPECT_EQ(world_.asked[1].review.state(), v1::Review::STATE_SUBMITTED) << "theirs to answer";
  EXPECT_EQ(counts().declined, 0);
}

TEST_F(ColleaguesTest, TheFocusAgentsOtherThingsAreLeftToThem) {
  Open("Maya Collins", {.requests_a_minute = 0});
  AskToAssess("users/R1001");
  AskToAssess("users/R1002");
  Run(absl::Minutes(1));
  EXPECT_EQ(world_.assessments["users/R1001"][0].state(), v1::SelfAssessment::STATE_OPEN);
  EXPECT_NE(world_.assessments["users/R1002"][0].state(), v1::SelfAssessment::STATE_OPEN);
  EXPECT_THAT(world_.asked, IsEmpty());
}

TEST_F(ColleaguesTest, SomebodyWhoWasFasterEndsNothing) {
  Open("", {.requests_a_minute = 20});
  world_.refusal = absl::FailedPreconditionError("somebody else was faster");
  AskToAssess("users/W1001");
  Run(absl::Minutes(1));
  EXPECT_GT(counts().refused, 0);
  EXPECT_EQ(counts().accepted, 0);
  EXPECT_EQ(counts().committed + counts().skipped, 1);
}

TEST_F(ColleaguesTest, AServerThatIsAwayIsWaitedFor) {
  Open("", {.requests_a_minute = 20});
  AskToAssess("users/R1002");
  world_.away = absl::UnavailableError("gone");
  Run(absl::Minutes(1));
  EXPECT_THAT(world_.log, IsEmpty());
  EXPECT_EQ(counts().refused, 0);
  world_.away = absl::OkStatus();
  Run(absl::Minutes(1));
  EXPECT_THAT(world_.log, Contains(::testing::StartsWith("users/R1002 ")));
}

TEST_F(ColleaguesTest, WithoutTokensThereIsAnError) {
  Open("", {});
  administrator_.refusal = absl::PermissionDeniedError("only administrators issue tokens");
  EXPECT_TRUE(absl::IsPermissionDenied(colleagues_->Act(absl::ZeroDuration())));
  administrator_.refusal = absl::UnavailableError("gone");
  EXPECT_TRUE(colleagues_->Act(absl::Seconds(1)).ok());
}

TEST_F(ColleaguesTest, WhoIsNotKnownYetIsWaitedFor) {
  Open("", {.commits = 1, .requests_a_minute = 0});
  const std::vector<v1::User> users = std::exchange(administrator_.users, {});
  AskToAssess("users/R1001");
  Run(absl::Seconds(10));
  EXPECT_THAT(world_.log, IsEmpty());
  administrator_.users = users;
  Run(absl::Seconds(10));
  EXPECT_EQ(counts().committed, 1);
}

}  // namespace
}  // namespace aftercall::ctl
