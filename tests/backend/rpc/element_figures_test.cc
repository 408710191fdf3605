#include "aftercall/v1/assessment_service.grpc.pb.h"
#include "aftercall/v1/form_service.grpc.pb.h"
#include "shared/forms/form_proto.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"
#include "tests/support/make_form.h"

// Figures by element: one's own, or of so many that nobody can be read out of them.
namespace aftercall::rpc {
namespace {

using ::testing::DoubleNear;

class ElementFiguresTest : public ServedTest {
 protected:
  void SetUp() override {
    ServedTest::SetUp();
    assessments_ = v1::AssessmentService::NewStub(channel_);
    Ingest({StarsRecord()});
    AddTeam("Red", {AddUser("Lee", v1::User::ROLE_TEAM_LEADER).name()});
    AddTeam("Blue", {AddUser("Kim", v1::User::ROLE_TEAM_LEADER).name()});
    v1::PublishFormRequest publish;
    *publish.mutable_form() = forms::ToProto(testing::ComparedForm());
    v1::PublishFormResponse published;
    Call publish_call(admin_);
    const auto forms = v1::FormService::NewStub(channel_);
    ASSERT_TRUE(forms->PublishForm(&publish_call, publish, &published).ok());
    v1::UpdateSamplingPolicyRequest policy;
    policy.mutable_policy()->set_form("forms/compared");
    v1::UpdateSamplingPolicyResponse updated;
    Call policy_call(admin_);
    ASSERT_TRUE(assessments_->UpdateSamplingPolicy(&policy_call, policy, &updated).ok());
  }

  // The agent of this number assesses one of their calls, and its customer answers.
  void Assess(int agent, int own_score, int rating) {
    const std::string number = absl::StrCat(agent), call = absl::StrCat("c", ++calls_);
    Ingest({CallRecord(call, number)});
    const std::string token = TokenOf("Agent " + number);
    v1::ListInteractionsRequest list;
    list.set_user("users/me");
    list.set_page_size(1);
    v1::ListInteractionsResponse listed;
    Call list_call(token);
    ASSERT_TRUE(interactions_->ListInteractions(&list_call, list, &listed).ok());
    v1::RequestSelfAssessmentRequest ask;
    ask.set_interaction(listed.interactions(0).name());
    v1::RequestSelfAssessmentResponse asked;
    Call ask_call(token);
    ASSERT_TRUE(assessments_->RequestSelfAssessment(&ask_call, ask, &asked).ok());
    v1::CommitSelfAssessmentRequest commit;
    commit.set_name(asked.self_assessment().name());
    for (const auto& [element, score] : {std::pair("care", 2), {"whole", own_score}}) {
      commit.add_scores()->set_element_id(element);
      commit.mutable_scores(commit.scores_size() - 1)->set_score(score);
    }
    v1::CommitSelfAssessmentResponse committed;
    Call commit_call(token);
    ASSERT_TRUE(assessments_->CommitSelfAssessment(&commit_call, commit, &committed).ok());
    Ingest({AnswerRecord(call, "r" + call, rating)});
  }

  absl::StatusOr<v1::GetElementFiguresResponse> Figures(const std::string& token,
                                                        const std::string& user,
                                                        const std::string& team = "") {
    v1::GetElementFiguresRequest request;
    if (!user.empty()) {
      request.set_user(user);
    } else if (!team.empty()) {
      request.set_team(team);
    } else {
      request.set_all(true);
    }
    v1::GetElementFiguresResponse response;
    Call call(token);
    const auto status = ToAbsl(insight_->GetElementFigures(&call, request, &response));
    if (!status.ok()) return status;
    return response;
  }

  std::unique_ptr<v1::AssessmentService::Stub> assessments_;
  int calls_ = 0;
};

TEST_F(ElementFiguresTest, OnesOwnHaveAGapFromFiveConversationsOn) {
  for (int i = 0; i < 4; ++i) Assess(7, 4, 3);
  const std::string token = TokenOf("Agent 7");
  auto figures = Figures(token, "users/me");
  ASSERT_TRUE(figures.ok()) << figures.status();
  ASSERT_EQ(figures->elements_size(), 2);
  EXPECT_EQ(figures->elements(0).element_id(), "care");
  EXPECT_EQ(figures->elements(0).question_id(), "");
  EXPECT_FALSE(figures->elements(0).has_customer_mean());
  const auto& four = figures->elements(1);
  EXPECT_EQ(four.form(), "forms/compared");
  EXPECT_EQ(four.self_mean().value(), 4);
  EXPECT_EQ(four.self_mean().n(), 4);
  EXPECT_EQ(four.customer_mean().value(), 3);
  EXPECT_FALSE(four.has_gap());
  EXPECT_FALSE(four.withheld());
  Assess(7, 5, 1);
  figures = Figures(token, "Agent 7");
  ASSERT_TRUE(figures.ok()) << figures.status();
  const auto& five = figures->elements(1);
  EXPECT_EQ(five.gap().n(), 5);
  EXPECT_THAT(five.gap().value(), DoubleNear((4 * 1 + 4) / 5.0, 1e-12));
  EXPECT_LT(five.gap().low(), five.gap().value());
  EXPECT_LE(five.self_mean().high(), 5) << "no interval leaves the scale";
}

TEST_F(ElementFiguresTest, NobodyReadsAnothers) {
  Assess(7, 4, 3);
  for (const std::string& token : {TokenOf("Lee"), TokenOf("Kim"), admin_}) {
    EXPECT_EQ(ReasonOf(Figures(token, "Agent 7").status()), "SELF_ASSESSMENT_PRIVATE");
  }
  EXPECT_EQ(ReasonOf(Figures(TokenOf("Agent 7"), "Lee").status()), "SELF_ASSESSMENT_PRIVATE");
  EXPECT_EQ(Figures("", "users/me").status().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(ElementFiguresTest, ATeamsAreForThoseWhoLeadItAndOfFivePeopleAtLeast) {
  for (int agent = 1; agent <= 4; ++agent) {
    for (int i = 0; i < 2; ++i) Assess(agent, 4, 3);
  }
  const std::string lee = TokenOf("Lee");
  auto figures = Figures(lee, "", "Red");
  ASSERT_TRUE(figures.ok()) << figures.status();
  ASSERT_EQ(figures->elements_size(), 2);
  EXPECT_TRUE(figures->elements(1).withheld());
  EXPECT_FALSE(figures->elements(1).has_self_mean());
  EXPECT_FALSE(figures->elements(1).has_gap());
  Assess(5, 5, 3);
  for (const std::string& token : {lee, admin_}) {
    figures = Figures(token, "", "Red");
    ASSERT_TRUE(figures.ok()) << figures.status();
    EXPECT_FALSE(figures->elements(1).withheld());
    EXPECT_EQ(figures->elements(1).self_mean().n(), 9);
    EXPECT_EQ(figures->elements(1).gap().n(), 9);
  }
  EXPECT_TRUE(Figures(admin_, "").ok());
  EXPECT_EQ(ReasonOf(Figures(lee, "").status()), "ROLE_INSUFFICIENT");
  EXPECT_EQ(ReasonOf(Figures(TokenOf("Kim"), "", "Red").status()), "TEAM_NOT_YOURS");
  EXPECT_EQ(ReasonOf(Figures(TokenOf("Agent 1"), "", "Red").status()), "TEAM_NOT_YOURS");
  EXPECT_EQ(ReasonOf(Figures(TokenOf("Agent 1"), "").status()), "ROLE_INSUFFICIENT");
}

}  // namespace
}  // namespace aftercall::rpc
