#include "shared/forms/form_proto.h"
#include "shared/wire/problem.h"
#include "tests/client/ctl/program_fixture.h"
#include "tests/support/make_form.h"

// review appeal and what belongs to it, from both sides; and kudos.
namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class AppealCommandsTest : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    v1::Appeal appeal;
    appeal.set_name("users/1/appeals/7");
    appeal.mutable_reference()->set_interaction_external_id("c7");
    appeal.mutable_reference()->set_topic("Billing");
    appeal.set_question_id("stars");
    appeal.set_state(v1::Appeal::STATE_OPEN);
    appeal.set_reason("It was another call");
    appeal.mutable_opened_at()->set_seconds(1773057600);
    server_.appeals = {appeal};
    v1::AppealTask task;
    task.set_name("users/2/appealTasks/9");
    task.set_state(v1::AppealTask::STATE_TAKEN);
    task.set_topic("Billing");
    task.mutable_due_at()->set_seconds(1773057600);
    task.mutable_question()->set_question_id("stars");
    task.mutable_question()->set_prompt("How satisfied?");
    task.mutable_question()->set_low(1);
    task.mutable_question()->set_high(5);
    task.set_rating(2);
    task.set_comment("Nobody called back");
    task.set_reason("It was another call");
    task.set_recording_uri("https://rec.example/7.wav");
    task.set_text("Hello.");
    server_.appeal_tasks = {task};
    v1::Kudos kudos;
    kudos.set_giver("users/1");
    kudos.set_giver_display_name("Ann");
    kudos.set_words("Calm all along");
    kudos.mutable_given_at()->set_seconds(1773057600);
    server_.kudos = {kudos};
  }
  std::string Last() { return server_.appeal_calls.back(); }
};

TEST_F(AppealCommandsTest, AnAppealSaysAllThatItWasTold) {
  ASSERT_EQ(Run({"review", "appeal", "interactions/5", "--question", "stars", "--reason",
                 "It was another call"}),
            0)
      << err_.str();
  EXPECT_THAT(Last(), AllOf(HasSubstr("OpenAppeal interaction: \"interactions/5\""),
                            HasSubstr("question_id: \"stars\""),
                            HasSubstr("reason: \"It was another call\""), HasSubstr("request_id")));
  EXPECT_EQ(out_.str(), "users/1/appeals/7\nwaiting to be decided\n");
  ASSERT_EQ(Run({"review", "appeal", "5", "--reason", "x", "--output", "jsonl"}), 0);
  EXPECT_THAT(Last(), HasSubstr("\"interactions/5\""));
  EXPECT_EQ(Out()["state"], "open");
  EXPECT_EQ(Run({"review", "appeal", "5"}), 2) << "a reason is needed";
}

TEST_F(AppealCommandsTest, BothSidesAreListed) {
  ASSERT_EQ(Run({"review", "appeals"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("users/1/appeals/7"), HasSubstr("c7"),
                                HasSubstr("waiting to be decided")));
  EXPECT_THAT(Last(), AllOf(HasSubstr("ListAppeals "), HasSubstr("open_only: true")));
  ASSERT_EQ(Run({"review", "appeals", "--tasks", "--all"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("users/2/appealTasks/9"), HasSubstr("taken")));
  EXPECT_THAT(Last(), AllOf(HasSubstr("ListAppealTasks "), Not(HasSubstr("open_only"))));
  ASSERT_EQ(Run({"review", "appeals", "--tasks", "--output", "jsonl"}), 0);
  EXPECT_EQ(Out()["rating"], 2);
}

TEST_F(AppealCommandsTest, ATaskIsShownWithWhatIsContested) {
  ASSERT_EQ(Run({"review", "show", "users/2/appealTasks/9"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("How satisfied?"), HasSubstr("2 on a scale from 1 to 5"),
                                HasSubstr("Nobody called back"), HasSubstr("It was another call"),
                                HasSubstr("https://rec.example/7.wav"), HasSubstr("Hello.")));
  auto& task = server_.appeal_tasks[0];
  task.set_state(v1::AppealTask::STATE_DECIDED);
  task.clear_due_at();
  task.clear_rating();
  task.set_upheld(true);
  task.set_decision("So it was");
  ASSERT_EQ(Run({"review", "show", "users/2/appealTasks/9"}), 0) << err_.str();
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("upheld"), HasSubstr("So it was"), Not(HasSubstr("on a scale"))));
}

TEST_F(AppealCommandsTest, AnAppealIsShownWithHowItWasDecided) {
  server_.appeals[0].set_state(v1::Appeal::STATE_DECLINED);
  server_.appeals[0].set_decision("The recording says otherwise");
  ASSERT_EQ(Run({"review", "show", "users/1/appeals/7"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("not upheld"), HasSubstr("It was another call"),
                                HasSubstr("The recording says otherwise")));
}

TEST_F(AppealCommandsTest, AReviewIsAppealedByItsName) {
  server_.appeals[0].clear_question_id();
  server_.appeals[0].set_review("users/1/reviews/3");
  ASSERT_EQ(Run({"review", "appeal", "users/me/reviews/3", "--reason", "Listen again"}), 0)
      << err_.str();
  EXPECT_THAT(Last(),
              AllOf(HasSubstr("review: \"users/me/reviews/3\""), Not(HasSubstr("interaction:"))));
  ASSERT_EQ(Run({"review", "appeals"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("(a review)"));
  ASSERT_EQ(Run({"review", "show", "users/1/appeals/7"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Against the review: users/1/reviews/3"));
}

TEST_F(AppealCommandsTest, ATaskAgainstAReviewIsShownWithTheReview) {
  v1::EvaluationForm form = forms::ToProto(testing::SmallForm());
  form.set_version(1);
  server_.forms = {form};
  auto& task = server_.appeal_tasks[0];
  task.clear_question();
  task.clear_rating();
  task.clear_comment();
  task.set_evaluation(true);
  task.set_form("forms/small");
  task.set_form_version(1);
  auto& element = *task.mutable_content()->add_elements();
  element.set_element_id("care");
  element.set_score(2);
  element.set_comment("Half listening");
  ASSERT_EQ(Run({"review", "show", "users/2/appealTasks/9"}), 0) << err_.str();
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("(a review)"), HasSubstr("Showed care"), HasSubstr("Half listening"),
                    HasSubstr("It was another call"), Not(HasSubstr("on a scale"))));
}

TEST_F(AppealCommandsTest, EveryMoveIsACommand) {
  EXPECT_EQ(Run({"review", "take", "users/me/appealTasks/9"}), 0);
  EXPECT_THAT(Last(), HasSubstr("TakeAppealTask name: \"users/me/appealTasks/9\""));
  EXPECT_EQ(out_.str(), "taken\n");
  EXPECT_EQ(Run({"review", "decide", "users/me/appealTasks/9", "--uphold", "--reason", "So"}), 0);
  EXPECT_THAT(Last(), AllOf(HasSubstr("DECISION_UPHOLD"), HasSubstr("reason: \"So\"")));
  EXPECT_EQ(Run({"review", "decide", "users/me/appealTasks/9", "--decline", "--reason", "So"}), 0);
  EXPECT_THAT(Last(), HasSubstr("DECISION_DECLINE"));
  EXPECT_EQ(Run({"review", "withdraw", "users/me/appeals/7"}), 0);
  EXPECT_THAT(Last(), HasSubstr("WithdrawAppeal name: \"users/me/appeals/7\""));
  server_.appeal_refusal = wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                                          {"APPEAL_STATE", "name", "", "It is upheld."});
  EXPECT_EQ(Run({"review", "withdraw", "users/me/appeals/7"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("It is upheld."));
}

TEST_F(AppealCommandsTest, ADecisionIsOneOfTwoAndHasAReason) {
  EXPECT_EQ(Run({"review", "decide", "users/me/appealTasks/9", "--reason", "So"}), 2);
  EXPECT_EQ(Run({"review", "decide", "users/me/appealTasks/9", "--reason", "So", "--uphold",
                 "--decline"}),
            2);
  EXPECT_EQ(Run({"review", "decide", "users/me/appealTasks/9", "--uphold"}), 2);
  EXPECT_THAT(server_.appeal_calls, IsEmpty());
}

TEST_F(AppealCommandsTest, KudosAreGivenAndListed) {
  ASSERT_EQ(Run({"kudos", "give", "--to", "Bob", "--words", "Calm all along"}), 0) << err_.str();
  EXPECT_THAT(server_.kudos_calls.back(),
              AllOf(HasSubstr("GiveKudos user: \"Bob\" words: \"Calm all along\""),
                    HasSubstr("request_id")));
  EXPECT_EQ(out_.str(), "given\n");
  EXPECT_EQ(Run({"kudos", "give"}), 2);
  EXPECT_EQ(Run({"kudos", "give", "--to", "Bob", "--review-task", "7"}), 2);
  EXPECT_EQ(Run({"kudos", "give", "--review-task", "7", "--interaction", "9"}), 2);
  EXPECT_EQ(server_.kudos_calls.size(), 1u);
  ASSERT_EQ(Run({"kudos", "give", "--to", "Bob", "--interaction", "9"}), 0) << err_.str();
  EXPECT_THAT(server_.kudos_calls.back(), HasSubstr("interaction: \"interactions/9\""));
  ASSERT_EQ(Run({"kudos", "give", "--review-task", "7"}), 0) << err_.str();
  EXPECT_THAT(server_.kudos_calls.back(),
              AllOf(HasSubstr("review_task: \"users/me/reviewTasks/7\""), Not(HasSubstr("user:"))));
  v1::Kudos unnamed;
  unnamed.set_words("Well asked");
  unnamed.mutable_reference()->set_interaction_external_id("call-77");
  server_.kudos.push_back(unnamed);
  ASSERT_EQ(Run({"kudos", "list"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Ann"), HasSubstr("Calm all along")));
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("a reviewer, unnamed"), HasSubstr("call-77"),
                                Not(HasSubstr("1970"))));
  server_.kudos.pop_back();
  ASSERT_EQ(Run({"kudos", "list", "--output", "jsonl"}), 0);
  EXPECT_EQ(Out()["words"], "Calm all along");
}

TEST_F(AppealCommandsTest, ColleaguesAreListedByName) {
  for (const char* name : {"Bob Young", "李梅"}) {
    v1::Colleague one;
    one.set_name("users/7");
    one.set_display_name(name);
    one.set_team_display_name("Riverside");
    server_.colleagues.push_back(one);
  }
  ASSERT_EQ(Run({"user", "colleagues"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Bob Young"), HasSubstr("李梅"), HasSubstr("Riverside")));
  ASSERT_EQ(Run({"user", "colleagues", "--output", "json"}), 0);
  EXPECT_EQ(Out()[1]["display_name"], "李梅");
}

TEST_F(AppealCommandsTest, ListsAndFiguresSayWhatWasUpheld) {
  v1::Interaction interaction;
  interaction.set_name("interactions/5");
  auto* response = interaction.add_responses();
  response->set_question_id("stars");
  response->set_rating(1);
  response->set_appeal_upheld(true);
  server_.interactions = {interaction};
  ASSERT_EQ(Run({"interactions", "list", "--user", "users/me"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("stars 1 (appeal upheld)"));
  server_.summary.set_appeals_upheld(3);
  ASSERT_EQ(Run({"summary", "--all", "--output", "json"}), 0) << err_.str();
  EXPECT_EQ(Out()["appeals_upheld"], 3);
  ASSERT_EQ(Run({"summary", "--all"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("upheld on appeal"));
}

}  // namespace
}  // namespace aftercall::ctl
