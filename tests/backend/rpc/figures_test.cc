#include "tests/backend/rpc/served.h"

// Figures from end to end.
namespace aftercall::rpc {
namespace {

using ::testing::DoubleNear;

class FiguresTest : public ServedTest {};

TEST_F(FiguresTest, AThreeStepScaleOnWhichOneIsBestGoesAllTheWay) {
  std::vector<v1::IngestRecord> records = {PressOneRecord()};
  const int ratings[] = {1, 1, 2, 3};
  for (int i = 0; i < 4; ++i) {
    const std::string call = "c" + std::string(1, static_cast<char>('0' + i));
    records.push_back(CallRecord(call, "7"));
    auto answer = AnswerRecord(call, "r" + call, ratings[i]);
    answer.mutable_response()->set_question_id("press-one");
    records.push_back(answer);
  }
  auto off_scale = AnswerRecord("c0", "r-off", 5);
  off_scale.mutable_response()->set_question_id("press-one");
  Ingest(records);
  EXPECT_EQ(TryIngest({off_scale}, admin_)->refused(), 1);
  const auto summary = Summary(admin_, "Agent 7");
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->csat().count(), 2);
  EXPECT_EQ(summary->csat().n(), 4);
  EXPECT_DOUBLE_EQ(summary->csat().percent(), 50);
  EXPECT_THAT(summary->mean_rating().value(), DoubleNear(1.75, 1e-12));
  ASSERT_EQ(summary->questions_size(), 1);
  ASSERT_EQ(summary->questions(0).distribution_size(), 3);
  EXPECT_EQ(summary->questions(0).distribution(0).count(), 2);
  Watcher watcher(*feed_, TokenOf("Agent 7"));
  ASSERT_TRUE(watcher.WaitUntilLive());
  const auto question = watcher.snapshot().at(0).verdict().question();
  EXPECT_EQ(question.direction(), v1::SurveyQuestion::DIRECTION_LOW_IS_BEST);
  EXPECT_EQ(question.low(), 1);
  EXPECT_EQ(question.high(), 3);
  EXPECT_EQ(question.steps(0).label(), "very satisfied");
  EXPECT_EQ(watcher.snapshot().at(0).verdict().rating(), 1);
}

TEST_F(FiguresTest, WhatBlamesTheCompanyIsInTheTotalOnly) {
  auto blaming = AnswerRecord("c2", "r2", 1);
  blaming.mutable_response()->set_company_fault(true);
  Ingest({StarsRecord(), CallRecord("c1", "7"), AnswerRecord("c1", "r1", 5), CallRecord("c2", "7"),
          blaming});
  const auto summary = Summary(admin_, "Agent 7");
  EXPECT_EQ(summary->csat().n(), 1);
  EXPECT_DOUBLE_EQ(summary->csat().percent(), 100);
  EXPECT_EQ(summary->csat_total().n(), 2);
  EXPECT_DOUBLE_EQ(summary->csat_total().percent(), 50);
}

TEST_F(FiguresTest, PeriodsAreBusinessDays) {
  Ingest({StarsRecord(), CallRecord("c1", "7"), AnswerRecord("c1", "r1", 5)});
  const auto on = [&](int day, v1::GetSummaryRequest::Basis basis) {
    v1::GetSummaryRequest request;
    request.set_all(true);
    request.set_basis(basis);
    for (auto* date : {request.mutable_from(), request.mutable_to()}) {
      date->set_year(2026);
      date->set_month(3);
      date->set_day(day);
    }
    v1::GetSummaryResponse response;
    Call call(admin_);
    EXPECT_TRUE(insight_->GetSummary(&call, request, &response).ok());
    return response.summary().responses();
  };
  EXPECT_EQ(on(9, v1::GetSummaryRequest::BASIS_ENDED), 1);
  EXPECT_EQ(on(10, v1::GetSummaryRequest::BASIS_ENDED), 0);
  auto next_day = AnswerRecord("c1", "r1", 4);
  next_day.mutable_response()->mutable_answered_at()->set_seconds(1773050400 + 20 * 3600);
  Ingest({next_day});
  EXPECT_EQ(on(9, v1::GetSummaryRequest::BASIS_ENDED), 1);
  EXPECT_EQ(on(9, v1::GetSummaryRequest::BASIS_ANSWERED), 0);
  EXPECT_EQ(on(10, v1::GetSummaryRequest::BASIS_ANSWERED), 1);
}

TEST_F(FiguresTest, InteractionsAreListedPageByPageWithTheirAnswers) {
  std::vector<v1::IngestRecord> records = {StarsRecord()};
  for (char c = 'a'; c < 'h'; ++c) records.push_back(CallRecord(std::string(1, c), "7"));
  records.push_back(AnswerRecord("a", "r1", 2));
  auto changed = AnswerRecord("a", "r2", 4);
  changed.mutable_response()->mutable_answered_at()->set_seconds(1773050400 + 7200);
  records.push_back(changed);
  Ingest(records);
  std::vector<std::string> listed;
  v1::ListInteractionsRequest request;
  request.set_user("Agent 7");
  request.set_page_size(3);
  std::string name_of_a;
  do {
    v1::ListInteractionsResponse response;
    Call call(admin_);
    const auto status = ToAbsl(interactions_->ListInteractions(&call, request, &response));
    ASSERT_TRUE(status.ok()) << status;
    for (const auto& interaction : response.interactions()) {
      listed.push_back(interaction.external_id());
      if (interaction.external_id() == "a") name_of_a = interaction.name();
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(listed, ::testing::ElementsAre("g", "f", "e", "d", "c", "b", "a"));
  v1::GetInteractionRequest one;
  one.set_name(name_of_a);
  v1::GetInteractionResponse whole;
  Call call(admin_);
  ASSERT_TRUE(interactions_->GetInteraction(&call, one, &whole).ok());
  ASSERT_EQ(whole.interaction().responses_size(), 1);
  EXPECT_EQ(whole.interaction().responses(0).rating(), 4);
  ASSERT_EQ(whole.interaction().superseded_responses_size(), 1);
  EXPECT_EQ(whole.interaction().superseded_responses(0).rating(), 2);
}

}  // namespace
}  // namespace aftercall::rpc
