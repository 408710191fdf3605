#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "client/ctl/link/server_link.h"

namespace aftercall::ctl {

// A server in memory: takes records by source and external id as the real one promises, and
// answers everything else from what a test puts in.
class FakeServer : public ServerLink {
 public:
  // What was told, by kind, source and id.
  std::map<std::string, std::string> known;
  std::vector<v1::IngestRecord> told;
  // Records whose external id is here are refused.
  std::map<std::string, std::string> refusals;
  // After so many batches on streams the link breaks; negative: never.
  int breaks_after = -1;
  // Called with each batch taken.
  std::function<void()> on_batch = [] {};
  std::vector<v1::WatchFeedResponse> feed;
  std::vector<v1::WatchFeedRequest> watched;
  // How a watch ends, one after the other; then OK.
  std::vector<absl::Status> watch_ends;
  v1::Summary summary;
  v1::GetElementFiguresResponse figures;
  v1::GetElementFiguresRequest figures_asked;
  std::vector<v1::Interaction> interactions;
  std::vector<v1::OpenSealRequest> seals_opened;
  absl::Status seal_refusal;
  std::vector<v1::User> users;
  std::vector<v1::Access> accesses;
  absl::Status directory_error;

  absl::StatusOr<v1::BatchIngestResponse> BatchIngest(
      const v1::BatchIngestRequest& request) override {
    v1::BatchIngestResponse response;
    for (const v1::IngestRecord& record : request.records()) {
      Take(record, response.mutable_result());
    }
    on_batch();
    return response;
  }

  std::unique_ptr<IngestStream> StreamIngest() override { return std::make_unique<Stream>(this); }

  absl::Status WatchFeed(
      const v1::WatchFeedRequest& request,
      const std::function<bool(const v1::WatchFeedResponse&)>& on_message) override {
    watched.push_back(request);
    for (const v1::WatchFeedResponse& message : feed) {
      if (!on_message(message)) return absl::OkStatus();
    }
    const size_t time = watched.size() - 1;
    return time < watch_ends.size() ? watch_ends[time] : absl::OkStatus();
  }

  absl::StatusOr<v1::GetSummaryResponse> GetSummary(const v1::GetSummaryRequest&) override {
    v1::GetSummaryResponse response;
    *response.mutable_summary() = summary;
    return response;
  }
  absl::StatusOr<v1::GetElementFiguresResponse> GetElementFigures(
      const v1::GetElementFiguresRequest& request) override {
    figures_asked = request;
    return figures;
  }
  absl::StatusOr<v1::ListInteractionsResponse> ListInteractions(
      const v1::ListInteractionsRequest& request) override {
    v1::ListInteractionsResponse response;
    size_t at = request.page_token().empty() ? 0 : std::stoul(request.page_token());
    for (; at < interactions.size() && response.interactions_size() < request.page_size(); ++at) {
      *response.add_interactions() = interactions[at];
    }
    if (at < interactions.size()) response.set_next_page_token(absl::StrCat(at));
    return response;
  }
  absl::StatusOr<v1::GetInteractionResponse> GetInteraction(
      const v1::GetInteractionRequest&) override {
    v1::GetInteractionResponse response;
    *response.mutable_interaction() = interactions.at(0);
    return response;
  }
  absl::StatusOr<v1::OpenSealResponse> OpenSeal(const v1::OpenSealRequest& request) override {
    seals_opened.push_back(request);
    if (!seal_refusal.ok()) return seal_refusal;
    interactions.at(0).set_seal_opened(true);
    return v1::OpenSealResponse();
  }
  absl::StatusOr<v1::CreateUserResponse> CreateUser(const v1::CreateUserRequest& request) override {
    if (!directory_error.ok()) return directory_error;
    v1::CreateUserResponse response;
    *response.mutable_user() = request.user();
    return response;
  }
  absl::StatusOr<v1::GetUserResponse> GetUser(const v1::GetUserRequest& request) override {
    if (!directory_error.ok()) return directory_error;
    v1::GetUserResponse response;
    response.mutable_user()->set_name("users/1");
    response.mutable_user()->set_display_name(request.name());
    return response;
  }
  absl::StatusOr<v1::ListUsersResponse> ListUsers(const v1::ListUsersRequest&) override {
    v1::ListUsersResponse response;
    for (const v1::User& user : users) *response.add_users() = user;
    return response;
  }
  absl::StatusOr<v1::UpdateUserResponse> UpdateUser(const v1::UpdateUserRequest& request) override {
    updates.push_back(request);
    v1::UpdateUserResponse response;
    *response.mutable_user() = request.user();
    return response;
  }
  absl::StatusOr<v1::ListAccessesResponse> ListAccesses(const v1::ListAccessesRequest&) override {
    v1::ListAccessesResponse response;
    for (const v1::Access& access : accesses) *response.add_accesses() = access;
    return response;
  }
  // One a page, as if there were many.
  absl::StatusOr<v1::ListColleaguesResponse> ListColleagues(
      const v1::ListColleaguesRequest& request) override {
    v1::ListColleaguesResponse response;
    const size_t at = request.page_token().size();
    if (at < colleagues.size()) *response.add_colleagues() = colleagues[at];
    if (at + 1 < colleagues.size()) response.set_next_page_token(std::string(at + 1, 'x'));
    return response;
  }
  absl::StatusOr<v1::CreateTeamResponse> CreateTeam(const v1::CreateTeamRequest& request) override {
    v1::CreateTeamResponse response;
    teams.push_back(request.team());
    teams.back().set_name("teams/1");
    *response.mutable_team() = request.team();
    return response;
  }
  absl::StatusOr<v1::ListTeamsResponse> ListTeams(const v1::ListTeamsRequest&) override {
    v1::ListTeamsResponse response;
    for (const v1::Team& team : teams) *response.add_teams() = team;
    return response;
  }
  absl::StatusOr<v1::UpdateTeamResponse> UpdateTeam(const v1::UpdateTeamRequest& request) override {
    team_updates.push_back(request);
    v1::UpdateTeamResponse response;
    *response.mutable_team() = request.team();
    return response;
  }
  absl::StatusOr<v1::IssueTokenResponse> IssueToken(const v1::IssueTokenRequest&) override {
    v1::IssueTokenResponse response;
    response.set_token("a.b.c");
    return response;
  }
  absl::StatusOr<v1::GetStoreResponse> GetStore(const v1::GetStoreRequest&) override {
    if (looks_until_back-- > 0) return absl::UnavailableError("connection refused");
    if (!store_error.ok()) return store_error;
    v1::GetStoreResponse response;
    response.set_epoch("the next life");
    return response;
  }
  absl::Status VerifyStore(
      const v1::VerifyStoreRequest& request,
      const std::function<bool(const v1::VerifyStoreResponse&)>& on_message) override {
    verified = request;
    for (const v1::VerifyStoreResponse& message : check) on_message(message);
    return maintenance_error;
  }
  absl::Status BackupStore(
      const v1::BackupStoreRequest&,
      const std::function<bool(const v1::BackupStoreResponse&)>& on_message) override {
    for (const v1::BackupStoreResponse& message : backup) {
      if (!on_message(message)) return absl::OkStatus();
    }
    return maintenance_error;
  }
  absl::StatusOr<v1::RestoreStoreResponse> RestoreStore(
      const std::function<absl::StatusOr<bool>(v1::RestoreStoreRequest*)>& next) override {
    v1::RestoreStoreRequest request;
    while (true) {
      const absl::StatusOr<bool> more = next(&request);
      if (!more.ok()) return more.status();
      if (!*more) break;
      restored.push_back(request);
    }
    if (!maintenance_error.ok()) return maintenance_error;
    v1::RestoreStoreResponse response;
    response.set_epoch("the next life");
    return response;
  }
  absl::StatusOr<v1::ListFormsResponse> ListForms(const v1::ListFormsRequest&) override {
    v1::ListFormsResponse response;
    for (const v1::EvaluationForm& form : forms) *response.add_forms() = form;
    return response;
  }
  absl::StatusOr<v1::GetFormResponse> GetForm(const v1::GetFormRequest& request) override {
    form_asked = request;
    v1::GetFormResponse response;
    *response.mutable_form() = forms.at(0);
    return response;
  }
  absl::StatusOr<v1::PublishFormResponse> PublishForm(
      const v1::PublishFormRequest& request) override {
    published = request;
    if (!form_refusal.ok()) return form_refusal;
    v1::PublishFormResponse response;
    *response.mutable_form() = request.form();
    response.mutable_form()->set_version(4);
    response.set_is_new(true);
    return response;
  }
  absl::StatusOr<v1::ListSelfAssessmentsResponse> ListSelfAssessments(
      const v1::ListSelfAssessmentsRequest& request) override {
    assessment_calls.push_back("ListSelfAssessments " + request.ShortDebugString());
    v1::ListSelfAssessmentsResponse response;
    for (const auto& one : assessments) *response.add_self_assessments() = one;
    return response;
  }
  absl::StatusOr<v1::GetSelfAssessmentResponse> GetSelfAssessment(
      const v1::GetSelfAssessmentRequest& request) override {
    assessment_calls.push_back("GetSelfAssessment " + request.ShortDebugString());
    v1::GetSelfAssessmentResponse response;
    *response.mutable_self_assessment() = assessments.at(0);
    return response;
  }
  absl::StatusOr<v1::RequestSelfAssessmentResponse> RequestSelfAssessment(
      const v1::RequestSelfAssessmentRequest& request) override {
    assessment_calls.push_back("RequestSelfAssessment " + request.ShortDebugString());
    if (!assessment_refusal.ok()) return assessment_refusal;
    v1::RequestSelfAssessmentResponse response;
    *response.mutable_self_assessment() = assessments.at(0);
    return response;
  }
  absl::StatusOr<v1::SnoozeSelfAssessmentResponse> SnoozeSelfAssessment(
      const v1::SnoozeSelfAssessmentRequest& request) override {
    assessment_calls.push_back("SnoozeSelfAssessment " + request.ShortDebugString());
    if (!assessment_refusal.ok()) return assessment_refusal;
    v1::SnoozeSelfAssessmentResponse response;
    *response.mutable_self_assessment() = assessments.at(0);
    return response;
  }
  absl::StatusOr<v1::RevealSelfAssessmentResponse> RevealSelfAssessment(
      const v1::RevealSelfAssessmentRequest& request) override {
    assessment_calls.push_back("RevealSelfAssessment " + request.ShortDebugString());
    if (!assessment_refusal.ok()) return assessment_refusal;
    v1::RevealSelfAssessmentResponse response;
    *response.mutable_self_assessment() = assessments.at(0);
    return response;
  }
  absl::StatusOr<v1::SkipSelfAssessmentResponse> SkipSelfAssessment(
      const v1::SkipSelfAssessmentRequest& request) override {
    assessment_calls.push_back("SkipSelfAssessment " + request.ShortDebugString());
    if (!assessment_refusal.ok()) return assessment_refusal;
    v1::SkipSelfAssessmentResponse response;
    *response.mutable_self_assessment() = assessments.at(0);
    return response;
  }
  absl::StatusOr<v1::CommitSelfAssessmentResponse> CommitSelfAssessment(
      const v1::CommitSelfAssessmentRequest& request) override {
    assessment_calls.push_back("CommitSelfAssessment " + request.ShortDebugString());
    if (!assessment_refusal.ok()) return assessment_refusal;
    v1::CommitSelfAssessmentResponse response;
    *response.mutable_self_assessment() = assessments.at(0);
    return response;
  }
  absl::StatusOr<v1::ShareSelfAssessmentResponse> ShareSelfAssessment(
      const v1::ShareSelfAssessmentRequest& request) override {
    assessment_calls.push_back("ShareSelfAssessment " + request.ShortDebugString());
    if (!assessment_refusal.ok()) return assessment_refusal;
    v1::ShareSelfAssessmentResponse response;
    *response.mutable_shares() = assessments.at(0).shares();
    return response;
  }
  absl::StatusOr<v1::UnshareSelfAssessmentResponse> UnshareSelfAssessment(
      const v1::UnshareSelfAssessmentRequest& request) override {
    assessment_calls.push_back("UnshareSelfAssessment " + request.ShortDebugString());
    if (!assessment_refusal.ok()) return assessment_refusal;
    v1::UnshareSelfAssessmentResponse response;
    *response.mutable_shares() = assessments.at(0).shares();
    return response;
  }
  absl::StatusOr<v1::RequestReviewResponse> RequestReview(
      const v1::RequestReviewRequest& request) override {
    review_calls.push_back("RequestReview " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::RequestReviewResponse response;
    *response.mutable_review() = reviews.at(0);
    return response;
  }
  absl::StatusOr<v1::ListReviewsResponse> ListReviews(
      const v1::ListReviewsRequest& request) override {
    review_calls.push_back("ListReviews " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::ListReviewsResponse response;
    for (const auto& one : reviews) *response.add_reviews() = one;
    return response;
  }
  absl::StatusOr<v1::GetReviewResponse> GetReview(const v1::GetReviewRequest& request) override {
    review_calls.push_back("GetReview " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::GetReviewResponse response;
    *response.mutable_review() = reviews.at(0);
    return response;
  }
  absl::StatusOr<v1::ThankReviewerResponse> ThankReviewer(
      const v1::ThankReviewerRequest& request) override {
    review_calls.push_back("ThankReviewer " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::ThankReviewerResponse response;
    *response.mutable_review() = reviews.at(0);
    return response;
  }
  absl::StatusOr<v1::AcknowledgeReviewResponse> AcknowledgeReview(
      const v1::AcknowledgeReviewRequest& request) override {
    review_calls.push_back("AcknowledgeReview " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::AcknowledgeReviewResponse response;
    *response.mutable_review() = reviews.at(0);
    return response;
  }
  absl::StatusOr<v1::DifferFromReviewResponse> DifferFromReview(
      const v1::DifferFromReviewRequest& request) override {
    review_calls.push_back("DifferFromReview " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::DifferFromReviewResponse response;
    *response.mutable_review() = reviews.at(0);
    return response;
  }
  absl::StatusOr<v1::LendReviewResponse> LendReview(const v1::LendReviewRequest& request) override {
    review_calls.push_back("LendReview " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::LendReviewResponse response;
    *response.mutable_review() = reviews.at(0);
    return response;
  }
  absl::StatusOr<v1::ListReviewerFiguresResponse> ListReviewerFigures(
      const v1::ListReviewerFiguresRequest& request) override {
    review_calls.push_back("ListReviewerFigures " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    return reviewer_figures;
  }
  absl::StatusOr<v1::CloseReviewResponse> CloseReview(
      const v1::CloseReviewRequest& request) override {
    review_calls.push_back("CloseReview " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::CloseReviewResponse response;
    *response.mutable_review() = reviews.at(0);
    return response;
  }
  absl::StatusOr<v1::StartEvaluationResponse> StartEvaluation(
      const v1::StartEvaluationRequest& request) override {
    review_calls.push_back("StartEvaluation " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::StartEvaluationResponse response;
    *response.mutable_review_task() = review_tasks.at(0);
    return response;
  }
  absl::StatusOr<v1::ListReviewTasksResponse> ListReviewTasks(
      const v1::ListReviewTasksRequest& request) override {
    review_calls.push_back("ListReviewTasks " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::ListReviewTasksResponse response;
    for (const auto& one : review_tasks) *response.add_review_tasks() = one;
    return response;
  }
  absl::StatusOr<v1::GetReviewTaskResponse> GetReviewTask(
      const v1::GetReviewTaskRequest& request) override {
    review_calls.push_back("GetReviewTask " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::GetReviewTaskResponse response;
    *response.mutable_review_task() = review_tasks.at(0);
    return response;
  }
  absl::StatusOr<v1::AcceptReviewTaskResponse> AcceptReviewTask(
      const v1::AcceptReviewTaskRequest& request) override {
    review_calls.push_back("AcceptReviewTask " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::AcceptReviewTaskResponse response;
    *response.mutable_review_task() = review_tasks.at(0);
    return response;
  }
  absl::StatusOr<v1::DeclineReviewTaskResponse> DeclineReviewTask(
      const v1::DeclineReviewTaskRequest& request) override {
    review_calls.push_back("DeclineReviewTask " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::DeclineReviewTaskResponse response;
    *response.mutable_review_task() = review_tasks.at(0);
    return response;
  }
  absl::StatusOr<v1::SaveReviewDraftResponse> SaveReviewDraft(
      const v1::SaveReviewDraftRequest& request) override {
    review_calls.push_back("SaveReviewDraft " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::SaveReviewDraftResponse response;
    response.mutable_draft()->set_version(request.base_version() + 1);
    return response;
  }
  absl::StatusOr<v1::SubmitReviewResponse> SubmitReview(
      const v1::SubmitReviewRequest& request) override {
    review_calls.push_back("SubmitReview " + request.ShortDebugString());
    if (!review_refusal.ok()) return review_refusal;
    v1::SubmitReviewResponse response;
    *response.mutable_review_task() = review_tasks.at(0);
    return response;
  }
  absl::StatusOr<v1::OpenAppealResponse> OpenAppeal(const v1::OpenAppealRequest& request) override {
    appeal_calls.push_back("OpenAppeal " + request.ShortDebugString());
    if (!appeal_refusal.ok()) return appeal_refusal;
    v1::OpenAppealResponse response;
    *response.mutable_appeal() = appeals.at(0);
    return response;
  }
  absl::StatusOr<v1::ListAppealsResponse> ListAppeals(
      const v1::ListAppealsRequest& request) override {
    appeal_calls.push_back("ListAppeals " + request.ShortDebugString());
    if (!appeal_refusal.ok()) return appeal_refusal;
    v1::ListAppealsResponse response;
    for (const auto& one : appeals) *response.add_appeals() = one;
    return response;
  }
  absl::StatusOr<v1::GetAppealResponse> GetAppeal(const v1::GetAppealRequest& request) override {
    appeal_calls.push_back("GetAppeal " + request.ShortDebugString());
    if (!appeal_refusal.ok()) return appeal_refusal;
    v1::GetAppealResponse response;
    *response.mutable_appeal() = appeals.at(0);
    return response;
  }
  absl::StatusOr<v1::WithdrawAppealResponse> WithdrawAppeal(
      const v1::WithdrawAppealRequest& request) override {
    appeal_calls.push_back("WithdrawAppeal " + request.ShortDebugString());
    if (!appeal_refusal.ok()) return appeal_refusal;
    v1::WithdrawAppealResponse response;
    *response.mutable_appeal() = appeals.at(0);
    return response;
  }
  absl::StatusOr<v1::ListAppealTasksResponse> ListAppealTasks(
      const v1::ListAppealTasksRequest& request) override {
    appeal_calls.push_back("ListAppealTasks " + request.ShortDebugString());
    if (!appeal_refusal.ok()) return appeal_refusal;
    v1::ListAppealTasksResponse response;
    for (const auto& one : appeal_tasks) *response.add_appeal_tasks() = one;
    return response;
  }
  absl::StatusOr<v1::GetAppealTaskResponse> GetAppealTask(
      const v1::GetAppealTaskRequest& request) override {
    appeal_calls.push_back("GetAppealTask " + request.ShortDebugString());
    if (!appeal_refusal.ok()) return appeal_refusal;
    v1::GetAppealTaskResponse response;
    *response.mutable_appeal_task() = appeal_tasks.at(0);
    return response;
  }
  absl::StatusOr<v1::TakeAppealTaskResponse> TakeAppealTask(
      const v1::TakeAppealTaskRequest& request) override {
    appeal_calls.push_back("TakeAppealTask " + request.ShortDebugString());
    if (!appeal_refusal.ok()) return appeal_refusal;
    v1::TakeAppealTaskResponse response;
    *response.mutable_appeal_task() = appeal_tasks.at(0);
    return response;
  }
  absl::StatusOr<v1::DecideAppealResponse> DecideAppeal(
      const v1::DecideAppealRequest& request) override {
    appeal_calls.push_back("DecideAppeal " + request.ShortDebugString());
    if (!appeal_refusal.ok()) return appeal_refusal;
    v1::DecideAppealResponse response;
    *response.mutable_appeal_task() = appeal_tasks.at(0);
    return response;
  }
  absl::StatusOr<v1::GiveKudosResponse> GiveKudos(const v1::GiveKudosRequest& request) override {
    kudos_calls.push_back("GiveKudos " + request.ShortDebugString());
    if (!kudos_refusal.ok()) return kudos_refusal;
    v1::GiveKudosResponse response;
    *response.mutable_kudos() = kudos.at(0);
    return response;
  }
  absl::StatusOr<v1::ListKudosResponse> ListKudos(const v1::ListKudosRequest& request) override {
    kudos_calls.push_back("ListKudos " + request.ShortDebugString());
    if (!kudos_refusal.ok()) return kudos_refusal;
    v1::ListKudosResponse response;
    for (const auto& one : kudos) *response.add_kudos() = one;
    return response;
  }
  absl::StatusOr<v1::StartPauseResponse> StartPause(const v1::StartPauseRequest& request) override {
    pause_calls.push_back("StartPause " + request.ShortDebugString());
    if (!pause_refusal.ok()) return pause_refusal;
    v1::StartPauseResponse response;
    *response.mutable_pause() = pauses.at(0);
    return response;
  }
  absl::StatusOr<v1::EndPauseResponse> EndPause(const v1::EndPauseRequest& request) override {
    pause_calls.push_back("EndPause " + request.ShortDebugString());
    v1::EndPauseResponse response;
    if (!pauses.empty()) *response.mutable_pause() = pauses[0];
    return response;
  }
  absl::StatusOr<v1::ListPausesResponse> ListPauses(const v1::ListPausesRequest&) override {
    v1::ListPausesResponse response;
    for (const auto& one : pauses) *response.add_pauses() = one;
    return response;
  }
  absl::StatusOr<v1::ListQueuesResponse> ListQueues(const v1::ListQueuesRequest&) override {
    if (!pause_refusal.ok()) return pause_refusal;
    v1::ListQueuesResponse response;
    for (const auto& one : queues) *response.add_queues() = one;
    return response;
  }
  absl::StatusOr<v1::GetSamplingPolicyResponse> GetSamplingPolicy(
      const v1::GetSamplingPolicyRequest&) override {
    v1::GetSamplingPolicyResponse response;
    *response.mutable_policy() = policy;
    return response;
  }
  absl::StatusOr<v1::UpdateSamplingPolicyResponse> UpdateSamplingPolicy(
      const v1::UpdateSamplingPolicyRequest& request) override {
    policy = request.policy();
    v1::UpdateSamplingPolicyResponse response;
    *response.mutable_policy() = policy;
    return response;
  }
  void Cancel() override {}

  std::vector<v1::SelfAssessment> assessments;
  // The name of each call with its request.
  std::vector<std::string> assessment_calls;
  absl::Status assessment_refusal;

  std::vector<v1::Review> reviews;
  std::vector<v1::ReviewTask> review_tasks;
  v1::ListReviewerFiguresResponse reviewer_figures;
  std::vector<std::string> review_calls;  // as assessment_calls
  absl::Status review_refusal;

  std::vector<v1::Appeal> appeals;
  std::vector<v1::AppealTask> appeal_tasks;
  std::vector<std::string> appeal_calls;  // as assessment_calls
  absl::Status appeal_refusal;
  std::vector<v1::Colleague> colleagues;
  std::vector<v1::Kudos> kudos;
  std::vector<std::string> kudos_calls;  // as assessment_calls
  absl::Status kudos_refusal;
  std::vector<v1::Pause> pauses;
  std::vector<v1::Queue> queues;
  std::vector<std::string> pause_calls;  // as assessment_calls
  absl::Status pause_refusal;

  v1::SamplingPolicy policy;

  std::vector<v1::EvaluationForm> forms;
  v1::GetFormRequest form_asked;
  v1::PublishFormRequest published;
  absl::Status form_refusal;

  std::vector<v1::VerifyStoreResponse> check;
  v1::VerifyStoreRequest verified;
  std::vector<v1::BackupStoreResponse> backup;
  std::vector<v1::RestoreStoreRequest> restored;
  absl::Status maintenance_error;
  // How often nobody answers before the restored database is served; how it is refused then.
  int looks_until_back = 0;
  absl::Status store_error;
  std::vector<v1::UpdateUserRequest> updates;
  std::vector<v1::Team> teams;
  std::vector<v1::UpdateTeamRequest> team_updates;

 private:
  class Stream : public IngestStream {
   public:
    explicit Stream(FakeServer* server) : server_(server) {}
    bool Write(const v1::StreamIngestRequest& request) override {
      if (server_->breaks_after == 0) return false;
      if (server_->breaks_after > 0) --server_->breaks_after;
      for (const v1::IngestRecord& record : request.records()) {
        const int before = response_.result().problems_size();
        server_->Take(record, response_.mutable_result());
        for (int i = before; i < response_.result().problems_size(); ++i) {
          response_.mutable_result()->mutable_problems(i)->set_index(records_);
        }
        ++records_;
      }
      server_->on_batch();
      return true;
    }
    absl::StatusOr<v1::StreamIngestResponse> Finish() override {
      if (server_->breaks_after == 0) return absl::UnavailableError("gone");
      return response_;
    }

   private:
    FakeServer* server_;
    v1::StreamIngestResponse response_;
    int64_t records_ = 0;
  };

  void Take(const v1::IngestRecord& record, v1::IngestResult* result) {
    const auto [key, id] = [&]() -> std::pair<std::string, std::string> {
      if (record.has_interaction()) return {"interaction ", record.interaction().external_id()};
      if (record.has_response()) return {"response ", record.response().external_id()};
      if (record.has_invitation()) return {"invitation ", record.invitation().external_id()};
      if (record.has_question()) return {"question ", record.question().question_id()};
      return {"state ", absl::StrCat(record.agent_state().staff_number(), " ",
                                     record.agent_state().since().DebugString())};
    }();
    told.push_back(record);
    if (const auto refusal = refusals.find(id); refusal != refusals.end()) {
      result->set_refused(result->refused() + 1);
      v1::IngestProblem* problem = result->add_problems();
      problem->set_refused(true);
      problem->set_reason(refusal->second);
      problem->set_description("The server says no.");
      return;
    }
    std::string& value = known[key + id];
    const std::string now = record.SerializeAsString();
    if (value.empty()) {
      result->set_created(result->created() + 1);
    } else if (value == now) {
      result->set_unchanged(result->unchanged() + 1);
    } else {
      result->set_changed(result->changed() + 1);
    }
    value = now;
  }
};

}  // namespace aftercall::ctl
