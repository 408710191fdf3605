#include "shared/forms/form_proto.h"
#include "shared/wire/problem.h"
#include "tests/client/ctl/program_fixture.h"
#include "tests/support/make_form.h"

// review …, from both sides.
namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ReviewCommandsTest : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    v1::Review review;
    review.set_name("users/1/reviews/7");
    review.mutable_reference()->set_interaction_external_id("c7");
    review.mutable_reference()->set_topic("Billing");
    review.set_state(v1::Review::STATE_LOOKING);
    review.set_form("forms/small");
    review.set_form_version(1);
    review.set_question("Was I too abrupt?");
    review.mutable_requested_at()->set_seconds(1773057600);
    review.set_could_be_asked(7);
    review.set_anonymous(true);
    server_.reviews = {review};
    v1::ReviewTask task;
    task.set_name("users/2/reviewTasks/9");
    task.set_state(v1::ReviewTask::STATE_ACCEPTED);
    task.set_topic("Billing");
    task.mutable_ended()->mutable_day()->set_year(2026);
    task.mutable_ended()->mutable_day()->set_month(3);
    task.mutable_ended()->mutable_day()->set_day(9);
    task.mutable_ended()->set_half(v1::DayPart::HALF_MORNING);
    task.set_minutes(15);
    task.set_form("forms/small");
    task.set_form_version(1);
    task.set_question("Was I too abrupt?");
    task.add_moments()->set_seconds(80);
    task.set_recording_uri("https://rec.example/7.wav");
    task.mutable_draft()->set_version(4);
    server_.review_tasks = {task};
    v1::EvaluationForm form = forms::ToProto(testing::SmallForm());
    form.set_version(1);
    server_.forms = {form};
  }
};

TEST_F(ReviewCommandsTest, ARequestSaysAllThatItWasTold) {
  ASSERT_EQ(Run({"review", "request", "interactions/5", "--question", "Was I too abrupt?",
                 "--element", "care", "--moment", "1:20", "--moment", "1:02:03", "--not-ask", "Bob",
                 "--not-ask", "Cat"}),
            0)
      << err_.str();
  EXPECT_THAT(server_.review_calls.back(),
              AllOf(HasSubstr("interaction: \"interactions/5\""),
                    HasSubstr("question: \"Was I too abrupt?\""), HasSubstr("elements: \"care\""),
                    HasSubstr("moments { seconds: 80 }"), HasSubstr("moments { seconds: 3723 }"),
                    HasSubstr("not_to_ask: \"Bob\" not_to_ask: \"Cat\""), HasSubstr("request_id"),
                    Not(HasSubstr("validate_only"))));
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("users/1/reviews/7"), HasSubstr("being looked for"),
                                HasSubstr("anonymous, one of 7 colleagues")));
  ASSERT_EQ(Run({"review", "request", "5", "--check"}), 0);
  EXPECT_THAT(server_.review_calls.back(),
              AllOf(HasSubstr("\"interactions/5\""), HasSubstr("validate_only: true")));
}

TEST_F(ReviewCommandsTest, AnonymousIsSaidOnlyWhereTheServerSaysSo) {
  server_.reviews[0].set_anonymous(false);
  server_.reviews[0].set_could_be_asked(3);
  ASSERT_EQ(Run({"review", "list"}), 0);
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("name not shown, one of 3"), Not(HasSubstr("anonymous"))));
  server_.reviews[0].set_by_leader(true);
  ASSERT_EQ(Run({"review", "list"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("a leader"));
}

TEST_F(ReviewCommandsTest, AMomentThatIsNoneIsWrongUsage) {
  for (const char* bad : {"80", "1:60", ":20", "1:", "-1:20", "1:2:3:4", "a:b"}) {
    EXPECT_EQ(Run({"review", "request", "5", absl::StrCat("--moment=", bad)}), 2) << bad;
    EXPECT_THAT(err_.str(), HasSubstr("1:20"));
  }
  EXPECT_THAT(server_.review_calls, IsEmpty());
}

TEST_F(ReviewCommandsTest, BothSidesAreListed) {
  ASSERT_EQ(Run({"review", "list"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("users/1/reviews/7"), HasSubstr("c7")));
  EXPECT_THAT(server_.review_calls.back(),
              AllOf(HasSubstr("ListReviews "), HasSubstr("open_only: true")));
  ASSERT_EQ(Run({"review", "list", "--tasks", "--all"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("users/2/reviewTasks/9"), HasSubstr("2026-03-09 morning"),
                                HasSubstr("accepted")));
  EXPECT_THAT(server_.review_calls.back(),
              AllOf(HasSubstr("ListReviewTasks "), Not(HasSubstr("open_only"))));
  ASSERT_EQ(Run({"review", "list", "--tasks", "--output", "jsonl"}), 0);
  EXPECT_EQ(Out()["ended"]["half"], "morning");
}

TEST_F(ReviewCommandsTest, ATaskIsShownWithWhatItWants) {
  auto& draft = *server_.review_tasks[0].mutable_draft()->mutable_content();
  auto* element = draft.add_elements();
  element->set_element_id("care");
  element->set_score(2);
  element->set_comment("Half listening");
  ASSERT_EQ(Run({"review", "show", "users/2/reviewTasks/9"}), 0) << err_.str();
  EXPECT_EQ(server_.form_asked.version(), 1);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Was I too abrupt?"), HasSubstr("1:20"),
                                HasSubstr("https://rec.example/7.wav"), HasSubstr("Showed care"),
                                HasSubstr("Half listening"), Not(HasSubstr("Solved"))));
  *server_.review_tasks[0].mutable_other_draft()->mutable_content() = draft;
  server_.review_tasks[0].add_elements("solved");
  ASSERT_EQ(Run({"review", "show", "users/2/reviewTasks/9"}), 0);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Solved"), HasSubstr("Another draft")));
}

TEST_F(ReviewCommandsTest, AReviewIsShownWithWhatItSays) {
  ASSERT_EQ(Run({"review", "show", "users/1/reviews/7"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Was I too abrupt?"));
  auto& review = server_.reviews[0];
  review.set_state(v1::Review::STATE_DIFFERED);
  review.mutable_content()->set_praise("You stayed calm");
  review.mutable_content()->set_advice("Ask first");
  review.set_answer("I had to");
  ASSERT_EQ(Run({"review", "show", "users/1/reviews/7"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("You stayed calm"), HasSubstr("Ask first"),
                                HasSubstr("I had to"), HasSubstr("seen differently")));
}

TEST_F(ReviewCommandsTest, AReviewIsSubmittedAsItIsGiven) {
  server_.review_tasks[0].set_state(v1::ReviewTask::STATE_SUBMITTED);
  ASSERT_EQ(Run({"review", "submit", "users/me/reviewTasks/9", "--score", "care=2", "--score",
                 "solved=-", "--comment", "care=Said a=b", "--moment", "care=0:05", "--praise",
                 "You stayed calm", "--advice", "Ask first"}),
            0)
      << err_.str();
  EXPECT_THAT(server_.review_calls.back(),
              AllOf(HasSubstr("SubmitReview name: \"users/me/reviewTasks/9\""),
                    HasSubstr("elements { element_id: \"care\" score: 2 comment: \"Said a=b\" "
                              "moment { seconds: 5 } }"),
                    HasSubstr("elements { element_id: \"solved\" does_not_apply: true }"),
                    HasSubstr("praise: \"You stayed calm\""), HasSubstr("request_id")));
  EXPECT_EQ(out_.str(), "submitted\n");
}

TEST_F(ReviewCommandsTest, ADraftIsSavedOnTopOfWhatTheServerHas) {
  ASSERT_EQ(Run({"review", "submit", "users/me/reviewTasks/9", "--draft", "--praise", "Calm"}), 0)
      << err_.str();
  EXPECT_THAT(server_.review_calls.back(),
              AllOf(HasSubstr("SaveReviewDraft"), HasSubstr("base_version: 4")));
  EXPECT_EQ(out_.str(), "saved, version 5\n");
}

TEST_F(ReviewCommandsTest, WhatIsNoElementsValueIsWrongUsage) {
  for (const char* bad : {"--score=care", "--score==3", "--score=care=much", "--comment=care",
                          "--comment==x", "--moment=care=80"}) {
    EXPECT_EQ(Run({"review", "submit", "users/me/reviewTasks/9", bad}), 2) << bad;
  }
  EXPECT_THAT(server_.review_calls, IsEmpty());
}

TEST_F(ReviewCommandsTest, EveryMoveIsACommand) {
  const auto last = [&] { return server_.review_calls.back(); };
  EXPECT_EQ(Run({"review", "accept", "users/me/reviewTasks/9"}), 0);
  EXPECT_THAT(last(), HasSubstr("AcceptReviewTask name: \"users/me/reviewTasks/9\""));
  EXPECT_EQ(Run({"review", "decline", "users/me/reviewTasks/9", "--reason", "No time"}), 0);
  EXPECT_THAT(last(), HasSubstr("reason: \"No time\""));
  EXPECT_EQ(Run({"review", "decline", "users/me/reviewTasks/9"}), 0) << "of an evaluation";
  EXPECT_THAT(last(), AllOf(HasSubstr("DeclineReviewTask"), Not(HasSubstr("reason"))));
  EXPECT_EQ(Run({"review", "thank", "users/me/reviews/7"}), 0);
  EXPECT_THAT(last(), HasSubstr("ThankReviewer"));
  EXPECT_EQ(Run({"review", "acknowledge", "users/me/reviews/7"}), 0);
  EXPECT_THAT(last(), HasSubstr("AcknowledgeReview"));
  EXPECT_EQ(Run({"review", "differ", "users/me/reviews/7", "--answer", "I had to"}), 0);
  EXPECT_THAT(last(), HasSubstr("answer: \"I had to\""));
  EXPECT_EQ(Run({"review", "close", "users/me/reviews/7"}), 0);
  EXPECT_THAT(last(), HasSubstr("CloseReview"));
  server_.review_refusal = wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                                          {"REVIEW_STATE", "name", "", "It is submitted."});
  EXPECT_EQ(Run({"review", "close", "users/me/reviews/7"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("It is submitted."));
}

TEST_F(ReviewCommandsTest, AReviewedInteractionIsLentAndTakenBack) {
  server_.reviews[0].set_lent(true);
  ASSERT_EQ(Run({"review", "lend", "users/1/reviews/7"}), 0) << err_.str();
  EXPECT_THAT(server_.review_calls.back(), HasSubstr("lent: true"));
  EXPECT_EQ(out_.str(), "lent to others\n");
  server_.reviews[0].set_lent(false);
  ASSERT_EQ(Run({"review", "lend", "users/1/reviews/7", "--take-back"}), 0) << err_.str();
  EXPECT_THAT(server_.review_calls.back(), Not(HasSubstr("lent")));
  EXPECT_THAT(out_.str(), HasSubstr("not lent any more"));
}

TEST_F(ReviewCommandsTest, AnEvaluationIsBegunAndIsATaskThen) {
  server_.review_tasks[0].set_evaluation(true);
  server_.review_tasks[0].set_agent_display_name("Maya\x1b[2J");
  ASSERT_EQ(Run({"review", "evaluate", "interactions/5"}), 0) << err_.str();
  EXPECT_THAT(
      server_.review_calls.back(),
      AllOf(HasSubstr("StartEvaluation interaction: \"interactions/5\""), HasSubstr("request_id")));
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("users/2/reviewTasks/9\naccepted; evaluation of Maya"),
                                Not(HasSubstr("\x1b"))));
  ASSERT_EQ(Run({"review", "evaluate", "5", "--output", "jsonl"}), 0);
  EXPECT_THAT(server_.review_calls.back(), HasSubstr("\"interactions/5\""));
  EXPECT_EQ(Out()["evaluation"], true);
  ASSERT_EQ(Run({"review", "list", "--tasks"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("evaluation of Maya"));
  ASSERT_EQ(Run({"--language", "zh_CN", "review", "evaluate", "5"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("评估 Maya"));
  server_.review_refusal =
      wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                     {"EVALUATED_BEFORE", "interaction", "", "You have evaluated it before."});
  EXPECT_EQ(Run({"review", "evaluate", "5"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("You have evaluated it before."));
}

TEST_F(ReviewCommandsTest, AnEvaluationIsListedWithWhoWroteItUntilWhenItIsAppealedAndWhatCameOfIt) {
  auto& review = server_.reviews[0];
  review.set_state(v1::Review::STATE_SUBMITTED);
  review.set_by_leader(true);
  review.set_evaluation(true);
  review.set_evaluator_display_name("Lee");
  review.mutable_appealable_until()->set_year(2026);
  review.mutable_appealable_until()->set_month(3);
  review.mutable_appealable_until()->set_day(16);
  ASSERT_EQ(Run({"review", "list"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Lee, unasked"), HasSubstr("2026-03-16"),
                                Not(HasSubstr("appeal upheld"))));
  review.set_appeal_upheld(true);
  ASSERT_EQ(Run({"review", "show", "users/1/reviews/7"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("submitted (appeal upheld)"));
  ASSERT_EQ(Run({"review", "list", "--output", "jsonl"}), 0);
  EXPECT_EQ(Out()["evaluator_display_name"], "Lee");
  EXPECT_EQ(Out()["appealable_until"], "2026-03-16");
  EXPECT_EQ(Out()["appeal_upheld"], true);
}

TEST_F(ReviewCommandsTest, HowPeopleReviewIsATableWithWhatItIsOf) {
  auto& one = *server_.reviewer_figures.add_reviewers();
  one.set_display_name("Bob");
  one.set_reviews(12);
  one.set_anchors(2);
  one.mutable_severity()->set_value(0.42);
  one.mutable_severity()->set_low(0.1);
  one.mutable_severity()->set_high(0.74);
  one.mutable_severity()->set_n(18);
  one.set_spread_within(0.5);
  one.set_all_same(3);
  one.set_unopened(1);
  one.set_opened_known(9);
  server_.reviewer_figures.add_reviewers()->set_display_name("Cat");
  ASSERT_EQ(Run({"review", "reviewers", "--from", "2026-03-01"}), 0) << err_.str();
  EXPECT_THAT(server_.review_calls.back(), HasSubstr("from { year: 2026 month: 3 day: 1 }"));
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("+0.4 (+0.1 … +0.7)  18"), HasSubstr("1/9"), HasSubstr("Cat  0")));
  ASSERT_EQ(Run({"review", "reviewers", "--output", "json"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("\"all_same\""));
}

TEST_F(ReviewCommandsTest, WhatWasAnAnchorIsSaidOnceItIsOver) {
  server_.review_tasks[0].set_state(v1::ReviewTask::STATE_SUBMITTED);
  server_.review_tasks[0].set_anchor(true);
  ASSERT_EQ(Run({"review", "show", "users/2/reviewTasks/9"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Others review this one too"));
}

}  // namespace
}  // namespace aftercall::ctl
