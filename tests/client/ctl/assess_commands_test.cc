#include "shared/forms/form_proto.h"
#include "shared/wire/problem.h"
#include "tests/client/ctl/program_fixture.h"
#include "tests/support/make_form.h"

// assess … and policy …
namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Assess : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    v1::SelfAssessment one;
    one.set_name("users/1/selfAssessments/7");
    one.mutable_reference()->set_interaction("interactions/7");
    one.mutable_reference()->set_interaction_external_id("c7");
    one.mutable_reference()->set_topic("Billing");
    one.set_state(v1::SelfAssessment::STATE_OPEN);
    one.set_form("forms/small");
    one.set_form_version(1);
    one.mutable_asked_at()->set_seconds(1773057600);
    one.mutable_lapses_at()->set_seconds(1773057600 + 43200);
    server_.assessments = {one};
    v1::EvaluationForm form = forms::ToProto(testing::SmallForm());
    form.set_version(1);
    server_.forms = {form};
  }
};

TEST_F(Assess, WhatWaitsIsListed) {
  ASSERT_EQ(Run({"assess", "list"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("interactions/7"), HasSubstr("c7"), HasSubstr("Billing"),
                                HasSubstr("open")));
  EXPECT_THAT(server_.assessment_calls.back(), HasSubstr("open_only: true"));
  ASSERT_EQ(Run({"assess", "list", "--all", "--output", "jsonl"}), 0);
  EXPECT_THAT(server_.assessment_calls.back(), Not(HasSubstr("open_only")));
  EXPECT_EQ(Out()["state"], "open");
}

TEST_F(Assess, OneIsShownWithWhatItAsks) {
  ASSERT_EQ(Run({"assess", "show", "interactions/7"}), 0) << err_.str();
  EXPECT_THAT(server_.assessment_calls.back(), HasSubstr("\"users/me/selfAssessments/7\""));
  EXPECT_EQ(server_.form_asked.version(), 1);
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("Showed care"), HasSubstr("1–3, -"), Not(HasSubstr("Solved"))));
  auto& one = server_.assessments[0];
  one.set_state(v1::SelfAssessment::STATE_COMMITTED);
  one.set_seen_first(true);
  one.set_note("Slower.");
  auto* score = one.add_scores();
  score->set_element_id("solved");
  score->set_score(1);
  ASSERT_EQ(Run({"assess", "show", "7"}), 0);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Solved"), Not(HasSubstr("Showed care")),
                                HasSubstr("Slower."), HasSubstr("seen first")));
  one.set_leader_opened(true);
  ASSERT_EQ(Run({"assess", "show", "7"}), 0);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("A team leader opened the answer before the commit."),
                                Not(HasSubstr("seen first"))));
}

TEST_F(Assess, ScoresAreCommittedAsTheyAreGiven) {
  server_.assessments[0].set_state(v1::SelfAssessment::STATE_COMMITTED);
  ASSERT_EQ(Run({"assess", "submit", "interactions/7", "--score", "care=3", "--score", "solved=-",
                 "--note", "Slower."}),
            0)
      << err_.str();
  EXPECT_THAT(server_.assessment_calls.back(),
              AllOf(HasSubstr("CommitSelfAssessment name: \"users/me/selfAssessments/7\""),
                    HasSubstr("element_id: \"care\" score: 3"),
                    HasSubstr("element_id: \"solved\" does_not_apply: true"),
                    HasSubstr("note: \"Slower.\""), HasSubstr("request_id")));
  EXPECT_EQ(out_.str(), "committed\n");
}

TEST_F(Assess, AScoreThatIsNoneIsWrongUsage) {
  for (const char* bad : {"care", "care=", "=3", "care=much", "care=3.5"}) {
    EXPECT_EQ(Run({"assess", "submit", "7", "--score", bad}), 2) << bad;
    EXPECT_THAT(err_.str(), HasSubstr("ELEMENT=NUMBER"));
  }
  EXPECT_THAT(server_.assessment_calls, IsEmpty());
}

TEST_F(Assess, EveryMoveIsACommand) {
  EXPECT_EQ(Run({"assess", "request", "7"}), 0);
  EXPECT_THAT(server_.assessment_calls.back(), HasSubstr("interaction: \"interactions/7\""));
  EXPECT_EQ(Run({"assess", "snooze", "7", "--for", "45m"}), 0);
  EXPECT_THAT(server_.assessment_calls.back(), HasSubstr("duration { seconds: 2700 }"));
  EXPECT_EQ(Run({"assess", "reveal", "7"}), 0);
  EXPECT_THAT(server_.assessment_calls.back(), HasSubstr("RevealSelfAssessment"));
  EXPECT_EQ(Run({"assess", "skip", "7"}), 0);
  EXPECT_THAT(server_.assessment_calls.back(), HasSubstr("SkipSelfAssessment"));
  server_.assessment_refusal =
      wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                     {"SELF_ASSESSMENT_STATE", "name", "", "It is committed."});
  EXPECT_EQ(Run({"assess", "skip", "7"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("It is committed."));
}

TEST_F(Assess, APolicyIsChangedPartByPart) {
  server_.policy.set_share_ppm(0);
  server_.policy.set_most_per_shift(4);
  server_.policy.set_form("forms/default");
  ASSERT_EQ(Run({"policy", "show"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("none"));
  ASSERT_EQ(Run({"policy", "set", "--share", "12.5", "--topic", "Billing", "--topic", "Moving"}),
            0);
  EXPECT_EQ(server_.policy.share_ppm(), 125000);
  EXPECT_EQ(server_.policy.most_per_shift(), 4);
  EXPECT_THAT(server_.policy.topics(), ElementsAre("Billing", "Moving"));
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("12.5%"), HasSubstr("Billing, Moving")));
  ASSERT_EQ(Run({"policy", "set", "--all-topics", "--most-per-shift", "0", "--form", "small",
                 "--output", "json"}),
            0);
  EXPECT_THAT(server_.policy.topics(), IsEmpty());
  EXPECT_EQ(server_.policy.form(), "forms/small");
  EXPECT_EQ(Out()["share_percent"], 12.5);
  EXPECT_EQ(Out()["most_per_shift"], 0);
  EXPECT_EQ(Run({"policy", "set"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("--share"));
}

TEST_F(Assess, SharesAreGivenTakenBackAndShown) {
  auto& one = server_.assessments[0];
  one.add_shares()->set_leaders(true);
  auto& taken = *one.add_shares();
  taken.set_user("users/9");
  taken.set_display_name("Kim");
  taken.mutable_withdrawn_at()->set_seconds(1773057600);
  ASSERT_EQ(Run({"assess", "share", "7", "--leaders"}), 0) << err_.str();
  EXPECT_THAT(server_.assessment_calls.back(),
              AllOf(HasSubstr("ShareSelfAssessment name: \"users/me/selfAssessments/7\""),
                    HasSubstr("leaders: true"), HasSubstr("request_id")));
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("whoever leads your team"), HasSubstr("Kim")));
  ASSERT_EQ(Run({"assess", "unshare", "7", "--with", "Kim", "--output", "json"}), 0);
  EXPECT_THAT(server_.assessment_calls.back(),
              AllOf(HasSubstr("UnshareSelfAssessment"), HasSubstr("user: \"Kim\"")));
  EXPECT_EQ(Out()[1]["user"], "users/9");
  ASSERT_EQ(Run({"assess", "show", "7"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("Kim"));
  EXPECT_EQ(Run({"assess", "share", "7"}), 2);
  EXPECT_EQ(Run({"assess", "share", "7", "--leaders", "--with", "Kim"}), 2);
}

TEST_F(Assess, WhatOthersShareIsListedAndShownByItsWholeName) {
  server_.assessments[0].set_agent_display_name("Maya");
  ASSERT_EQ(Run({"assess", "list", "--shared"}), 0) << err_.str();
  EXPECT_THAT(server_.assessment_calls.back(), HasSubstr("shared_with_me: true"));
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("users/1/selfAssessments/7"), HasSubstr("Maya")));
  ASSERT_EQ(Run({"assess", "show", "users/1/selfAssessments/7"}), 0);
  EXPECT_THAT(server_.assessment_calls.back(), HasSubstr("\"users/1/selfAssessments/7\""));
}

TEST_F(Assess, FiguresAreShownBesideTheCustomers) {
  auto& care = *server_.figures.add_elements();
  care.set_form("forms/small");
  care.set_element_id("care");
  care.set_low(1);
  care.set_high(3);
  care.set_question_id("care-q");
  care.mutable_self_mean()->set_value(2.25);
  care.mutable_self_mean()->set_n(8);
  care.mutable_self_mean()->set_low(1.81);
  care.mutable_self_mean()->set_high(2.69);
  care.mutable_customer_mean()->set_value(1.5);
  care.mutable_customer_mean()->set_n(40);
  care.mutable_gap()->set_value(0.75);
  care.mutable_gap()->set_n(6);
  care.mutable_gap()->set_low(-0.1);
  care.mutable_gap()->set_high(1.6);
  care.mutable_leader_mean()->set_value(2.6);
  care.mutable_leader_mean()->set_n(3);
  care.set_leader_upheld(1);
  auto& solved = *server_.figures.add_elements();
  solved.set_form("forms/small");
  solved.set_element_id("solved");
  solved.set_high(1);
  solved.mutable_self_yes()->set_percent(92);
  solved.mutable_self_yes()->set_n(25);
  solved.mutable_self_yes()->set_low(75);
  solved.mutable_self_yes()->set_high(98);
  ASSERT_EQ(Run({"assess", "figures", "--user", "me", "--from", "2026-03-02"}), 0) << err_.str();
  EXPECT_EQ(server_.figures_asked.user(), "users/me");
  EXPECT_EQ(server_.figures_asked.from().day(), 2);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Showed care"), HasSubstr("2.2 (1.8–2.7)"),
                                HasSubstr("+0.8 (-0.1 … +1.6)"), HasSubstr("92% (75–98%)"),
                                HasSubstr("2.6  "), HasSubstr("3, 1 upheld on appeal")));
  ASSERT_EQ(Run({"assess", "figures", "--team", "Red", "--output", "json"}), 0);
  EXPECT_EQ(server_.figures_asked.team(), "Red");
  EXPECT_EQ(Out()[0]["self"]["value"], 2.25);
  EXPECT_EQ(Out()[0]["gap"]["n"], 6);
  EXPECT_EQ(Out()[0]["leader"]["value"], 2.6);
  EXPECT_EQ(Out()[0]["leader_upheld"], 1);
  EXPECT_TRUE(Out()[1]["leader"].is_null());
  EXPECT_EQ(Out()[1]["self"]["percent"], 92);
  EXPECT_TRUE(Out()[1]["customer"].is_null());
  EXPECT_TRUE(Out()[1]["gap"].is_null());
  EXPECT_EQ(Run({"assess", "figures"}), 2);
  solved.Clear();
  solved.set_form("forms/small");
  solved.set_element_id("solved");
  solved.set_withheld(true);
  ASSERT_EQ(Run({"assess", "figures", "--team", "Red"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("fewer than five"));
}

}  // namespace
}  // namespace aftercall::ctl
