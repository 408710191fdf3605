#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/ctl/program.h"
#include "tests/client/ctl/fake_server.h"
#include "tests/client/ctl/reading.h"

// The program as people use it: command lines in, text and exit codes out, a fake server behind.
namespace aftercall::ctl {

// Hands out a server that the test keeps.
class Forward : public ServerLink {
 public:
  explicit Forward(FakeServer* server) : server_(server) {}
  absl::StatusOr<v1::BatchIngestResponse> BatchIngest(const v1::BatchIngestRequest& r) override {
    return server_->BatchIngest(r);
  }
  std::unique_ptr<IngestStream> StreamIngest() override { return server_->StreamIngest(); }
  absl::Status WatchFeed(const v1::WatchFeedRequest& r,
                         const std::function<bool(const v1::WatchFeedResponse&)>& f) override {
    return server_->WatchFeed(r, f);
  }
  absl::StatusOr<v1::GetSummaryResponse> GetSummary(const v1::GetSummaryRequest& r) override {
    return server_->GetSummary(r);
  }
  absl::StatusOr<v1::GetElementFiguresResponse> GetElementFigures(
      const v1::GetElementFiguresRequest& r) override {
    return server_->GetElementFigures(r);
  }
  absl::StatusOr<v1::ListInteractionsResponse> ListInteractions(
      const v1::ListInteractionsRequest& r) override {
    return server_->ListInteractions(r);
  }
  absl::StatusOr<v1::GetInteractionResponse> GetInteraction(
      const v1::GetInteractionRequest& r) override {
    return server_->GetInteraction(r);
  }
  absl::StatusOr<v1::OpenSealResponse> OpenSeal(const v1::OpenSealRequest& r) override {
    return server_->OpenSeal(r);
  }
  absl::StatusOr<v1::CreateUserResponse> CreateUser(const v1::CreateUserRequest& r) override {
    return server_->CreateUser(r);
  }
  absl::StatusOr<v1::GetUserResponse> GetUser(const v1::GetUserRequest& r) override {
    return server_->GetUser(r);
  }
  absl::StatusOr<v1::ListUsersResponse> ListUsers(const v1::ListUsersRequest& r) override {
    return server_->ListUsers(r);
  }
  absl::StatusOr<v1::UpdateUserResponse> UpdateUser(const v1::UpdateUserRequest& r) override {
    return server_->UpdateUser(r);
  }
  absl::StatusOr<v1::ListAccessesResponse> ListAccesses(const v1::ListAccessesRequest& r) override {
    return server_->ListAccesses(r);
  }
  absl::StatusOr<v1::ListColleaguesResponse> ListColleagues(
      const v1::ListColleaguesRequest& r) override {
    return server_->ListColleagues(r);
  }
  absl::StatusOr<v1::CreateTeamResponse> CreateTeam(const v1::CreateTeamRequest& r) override {
    return server_->CreateTeam(r);
  }
  absl::StatusOr<v1::ListTeamsResponse> ListTeams(const v1::ListTeamsRequest& r) override {
    return server_->ListTeams(r);
  }
  absl::StatusOr<v1::UpdateTeamResponse> UpdateTeam(const v1::UpdateTeamRequest& r) override {
    return server_->UpdateTeam(r);
  }
  absl::StatusOr<v1::IssueTokenResponse> IssueToken(const v1::IssueTokenRequest& r) override {
    return server_->IssueToken(r);
  }
  absl::StatusOr<v1::GetStoreResponse> GetStore(const v1::GetStoreRequest& r) override {
    return server_->GetStore(r);
  }
  absl::Status VerifyStore(const v1::VerifyStoreRequest& r,
                           const std::function<bool(const v1::VerifyStoreResponse&)>& f) override {
    return server_->VerifyStore(r, f);
  }
  absl::Status BackupStore(const v1::BackupStoreRequest& r,
                           const std::function<bool(const v1::BackupStoreResponse&)>& f) override {
    return server_->BackupStore(r, f);
  }
  absl::StatusOr<v1::RestoreStoreResponse> RestoreStore(
      const std::function<absl::StatusOr<bool>(v1::RestoreStoreRequest*)>& f) override {
    return server_->RestoreStore(f);
  }
  absl::StatusOr<v1::RequestReviewResponse> RequestReview(
      const v1::RequestReviewRequest& r) override {
    return server_->RequestReview(r);
  }
  absl::StatusOr<v1::ListReviewsResponse> ListReviews(const v1::ListReviewsRequest& r) override {
    return server_->ListReviews(r);
  }
  absl::StatusOr<v1::GetReviewResponse> GetReview(const v1::GetReviewRequest& r) override {
    return server_->GetReview(r);
  }
  absl::StatusOr<v1::ThankReviewerResponse> ThankReviewer(
      const v1::ThankReviewerRequest& r) override {
    return server_->ThankReviewer(r);
  }
  absl::StatusOr<v1::AcknowledgeReviewResponse> AcknowledgeReview(
      const v1::AcknowledgeReviewRequest& r) override {
    return server_->AcknowledgeReview(r);
  }
  absl::StatusOr<v1::DifferFromReviewResponse> DifferFromReview(
      const v1::DifferFromReviewRequest& r) override {
    return server_->DifferFromReview(r);
  }
  absl::StatusOr<v1::LendReviewResponse> LendReview(const v1::LendReviewRequest& r) override {
    return server_->LendReview(r);
  }
  absl::StatusOr<v1::ListReviewerFiguresResponse> ListReviewerFigures(
      const v1::ListReviewerFiguresRequest& r) override {
    return server_->ListReviewerFigures(r);
  }
  absl::StatusOr<v1::StartEvaluationResponse> StartEvaluation(
      const v1::StartEvaluationRequest& r) override {
    return server_->StartEvaluation(r);
  }
  absl::StatusOr<v1::CloseReviewResponse> CloseReview(const v1::CloseReviewRequest& r) override {
    return server_->CloseReview(r);
  }
  absl::StatusOr<v1::ListReviewTasksResponse> ListReviewTasks(
      const v1::ListReviewTasksRequest& r) override {
    return server_->ListReviewTasks(r);
  }
  absl::StatusOr<v1::GetReviewTaskResponse> GetReviewTask(
      const v1::GetReviewTaskRequest& r) override {
    return server_->GetReviewTask(r);
  }
  absl::StatusOr<v1::AcceptReviewTaskResponse> AcceptReviewTask(
      const v1::AcceptReviewTaskRequest& r) override {
    return server_->AcceptReviewTask(r);
  }
  absl::StatusOr<v1::DeclineReviewTaskResponse> DeclineReviewTask(
      const v1::DeclineReviewTaskRequest& r) override {
    return server_->DeclineReviewTask(r);
  }
  absl::StatusOr<v1::SaveReviewDraftResponse> SaveReviewDraft(
      const v1::SaveReviewDraftRequest& r) override {
    return server_->SaveReviewDraft(r);
  }
  absl::StatusOr<v1::SubmitReviewResponse> SubmitReview(const v1::SubmitReviewRequest& r) override {
    return server_->SubmitReview(r);
  }
  absl::StatusOr<v1::OpenAppealResponse> OpenAppeal(const v1::OpenAppealRequest& r) override {
    return server_->OpenAppeal(r);
  }
  absl::StatusOr<v1::ListAppealsResponse> ListAppeals(const v1::ListAppealsRequest& r) override {
    return server_->ListAppeals(r);
  }
  absl::StatusOr<v1::GetAppealResponse> GetAppeal(const v1::GetAppealRequest& r) override {
    return server_->GetAppeal(r);
  }
  absl::StatusOr<v1::WithdrawAppealResponse> WithdrawAppeal(
      const v1::WithdrawAppealRequest& r) override {
    return server_->WithdrawAppeal(r);
  }
  absl::StatusOr<v1::ListAppealTasksResponse> ListAppealTasks(
      const v1::ListAppealTasksRequest& r) override {
    return server_->ListAppealTasks(r);
  }
  absl::StatusOr<v1::GetAppealTaskResponse> GetAppealTask(
      const v1::GetAppealTaskRequest& r) override {
    return server_->GetAppealTask(r);
  }
  absl::StatusOr<v1::TakeAppealTaskResponse> TakeAppealTask(
      const v1::TakeAppealTaskRequest& r) override {
    return server_->TakeAppealTask(r);
  }
  absl::StatusOr<v1::DecideAppealResponse> DecideAppeal(const v1::DecideAppealRequest& r) override {
    return server_->DecideAppeal(r);
  }
  absl::StatusOr<v1::GiveKudosResponse> GiveKudos(const v1::GiveKudosRequest& r) override {
    return server_->GiveKudos(r);
  }
  absl::StatusOr<v1::ListKudosResponse> ListKudos(const v1::ListKudosRequest& r) override {
    return server_->ListKudos(r);
  }
  absl::StatusOr<v1::StartPauseResponse> StartPause(const v1::StartPauseRequest& r) override {
    return server_->StartPause(r);
  }
  absl::StatusOr<v1::EndPauseResponse> EndPause(const v1::EndPauseRequest& r) override {
    return server_->EndPause(r);
  }
  absl::StatusOr<v1::ListPausesResponse> ListPauses(const v1::ListPausesRequest& r) override {
    return server_->ListPauses(r);
  }
  absl::StatusOr<v1::ListQueuesResponse> ListQueues(const v1::ListQueuesRequest& r) override {
    return server_->ListQueues(r);
  }
  absl::StatusOr<v1::ListSelfAssessmentsResponse> ListSelfAssessments(
      const v1::ListSelfAssessmentsRequest& r) override {
    return server_->ListSelfAssessments(r);
  }
  absl::StatusOr<v1::GetSelfAssessmentResponse> GetSelfAssessment(
      const v1::GetSelfAssessmentRequest& r) override {
    return server_->GetSelfAssessment(r);
  }
  absl::StatusOr<v1::RequestSelfAssessmentResponse> RequestSelfAssessment(
      const v1::RequestSelfAssessmentRequest& r) override {
    return server_->RequestSelfAssessment(r);
  }
  absl::StatusOr<v1::SnoozeSelfAssessmentResponse> SnoozeSelfAssessment(
      const v1::SnoozeSelfAssessmentRequest& r) override {
    return server_->SnoozeSelfAssessment(r);
  }
  absl::StatusOr<v1::RevealSelfAssessmentResponse> RevealSelfAssessment(
      const v1::RevealSelfAssessmentRequest& r) override {
    return server_->RevealSelfAssessment(r);
  }
  absl::StatusOr<v1::SkipSelfAssessmentResponse> SkipSelfAssessment(
      const v1::SkipSelfAssessmentRequest& r) override {
    return server_->SkipSelfAssessment(r);
  }
  absl::StatusOr<v1::CommitSelfAssessmentResponse> CommitSelfAssessment(
      const v1::CommitSelfAssessmentRequest& r) override {
    return server_->CommitSelfAssessment(r);
  }
  absl::StatusOr<v1::ShareSelfAssessmentResponse> ShareSelfAssessment(
      const v1::ShareSelfAssessmentRequest& r) override {
    return server_->ShareSelfAssessment(r);
  }
  absl::StatusOr<v1::UnshareSelfAssessmentResponse> UnshareSelfAssessment(
      const v1::UnshareSelfAssessmentRequest& r) override {
    return server_->UnshareSelfAssessment(r);
  }
  absl::StatusOr<v1::GetSamplingPolicyResponse> GetSamplingPolicy(
      const v1::GetSamplingPolicyRequest& r) override {
    return server_->GetSamplingPolicy(r);
  }
  absl::StatusOr<v1::UpdateSamplingPolicyResponse> UpdateSamplingPolicy(
      const v1::UpdateSamplingPolicyRequest& r) override {
    return server_->UpdateSamplingPolicy(r);
  }
  absl::StatusOr<v1::ListFormsResponse> ListForms(const v1::ListFormsRequest& r) override {
    return server_->ListForms(r);
  }
  absl::StatusOr<v1::GetFormResponse> GetForm(const v1::GetFormRequest& r) override {
    return server_->GetForm(r);
  }
  absl::StatusOr<v1::PublishFormResponse> PublishForm(const v1::PublishFormRequest& r) override {
    return server_->PublishForm(r);
  }
  void Cancel() override { server_->Cancel(); }

 private:
  FakeServer* server_;
};

class Program : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = absl::StrCat(::testing::TempDir(), "/aftercallctl-", getpid(), "-",
                           ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    Write("token", "a.b.c\n");
    Write("small.toml", SmallMapping());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return absl::StrCat(folder_, "/", name); }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(Path(name), std::ios::binary) << text;
  }
  std::string Read(const std::string& name) {
    std::ifstream file(Path(name), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }
  // A file of `rows` contacts, each with an answer.
  void WriteRows(int rows) {
    std::string text = "id,agent,ended,score\n";
    for (int i = 1; i <= rows; ++i) {
      absl::StrAppend(&text, i, ",Lin,2023-08-01 10:00:00,", 1 + i % 5, "\n");
    }
    Write("rows.csv", text);
  }

  int Run(const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    StopSignal& stop = stop_ != nullptr ? *stop_ : *(stop_ = std::make_unique<StopSignal>(false));
    return RunProgram(arguments,
                      {out_,
                       err_,
                       false,
                       {{"AFTERCALL_TOKEN_FILE", Path("token")}, {"LANG", "C"}},
                       stop,
                       [&](LinkOptions options) -> absl::StatusOr<std::unique_ptr<ServerLink>> {
                         options_ = std::move(options);
                         return std::make_unique<Forward>(&server_);
                       }});
  }
  int Import() {
    return Run({"import", "--mapping", Path("small.toml"), Path("rows.csv"), "--output", "json"});
  }
  nlohmann::json Out() { return nlohmann::json::parse(out_.str()); }

  std::string folder_;
  FakeServer server_;
  LinkOptions options_;
  std::ostringstream out_, err_;
  std::unique_ptr<StopSignal> stop_;
};

}  // namespace aftercall::ctl
