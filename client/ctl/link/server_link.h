#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "aftercall/v1/appeal_service.pb.h"
#include "aftercall/v1/assessment_service.pb.h"
#include "aftercall/v1/directory_service.pb.h"
#include "aftercall/v1/feed_service.pb.h"
#include "aftercall/v1/form_service.pb.h"
#include "aftercall/v1/ingest_service.pb.h"
#include "aftercall/v1/insight_service.pb.h"
#include "aftercall/v1/interaction_service.pb.h"
#include "aftercall/v1/kudos_service.pb.h"
#include "aftercall/v1/maintenance_service.pb.h"
#include "aftercall/v1/pause_service.pb.h"
#include "aftercall/v1/review_service.pb.h"

namespace aftercall::ctl {

// A stream of batches into the server. Used by one thread.
class IngestStream {
 public:
  virtual ~IngestStream() = default;
  // Sends a batch; waits while the server is busy with earlier ones. False when the stream has
  // ended; Finish() then says why.
  virtual bool Write(const v1::StreamIngestRequest& request) = 0;
  // Says that nothing more comes, and waits until all that was written is durable.
  virtual absl::StatusOr<v1::StreamIngestResponse> Finish() = 0;
};

// The services, as the command line uses them: calls that wait. Errors carry what the server said
// about them (shared/wire/problem.h). One thread at a time, but for Cancel().
class ServerLink {
 public:
  virtual ~ServerLink() = default;

  virtual absl::StatusOr<v1::BatchIngestResponse> BatchIngest(
      const v1::BatchIngestRequest& request) = 0;
  virtual std::unique_ptr<IngestStream> StreamIngest() = 0;

  // Calls `on_message` with each message of the feed until it returns false (then OK) or the stream
  // ends (then why).
  virtual absl::Status WatchFeed(
      const v1::WatchFeedRequest& request,
      const std::function<bool(const v1::WatchFeedResponse&)>& on_message) = 0;

  virtual absl::StatusOr<v1::GetSummaryResponse> GetSummary(
      const v1::GetSummaryRequest& request) = 0;
  virtual absl::StatusOr<v1::GetElementFiguresResponse> GetElementFigures(
      const v1::GetElementFiguresRequest& request) = 0;
  virtual absl::StatusOr<v1::ListInteractionsResponse> ListInteractions(
      const v1::ListInteractionsRequest& request) = 0;
  virtual absl::StatusOr<v1::GetInteractionResponse> GetInteraction(
      const v1::GetInteractionRequest& request) = 0;
  virtual absl::StatusOr<v1::OpenSealResponse> OpenSeal(const v1::OpenSealRequest& request) = 0;
  virtual absl::StatusOr<v1::CreateUserResponse> CreateUser(
      const v1::CreateUserRequest& request) = 0;
  virtual absl::StatusOr<v1::GetUserResponse> GetUser(const v1::GetUserRequest& request) = 0;
  virtual absl::StatusOr<v1::ListUsersResponse> ListUsers(const v1::ListUsersRequest& request) = 0;
  virtual absl::StatusOr<v1::UpdateUserResponse> UpdateUser(
      const v1::UpdateUserRequest& request) = 0;
  virtual absl::StatusOr<v1::ListAccessesResponse> ListAccesses(
      const v1::ListAccessesRequest& request) = 0;
  virtual absl::StatusOr<v1::ListColleaguesResponse> ListColleagues(
      const v1::ListColleaguesRequest& request) = 0;
  virtual absl::StatusOr<v1::CreateTeamResponse> CreateTeam(
      const v1::CreateTeamRequest& request) = 0;
  virtual absl::StatusOr<v1::ListTeamsResponse> ListTeams(const v1::ListTeamsRequest& request) = 0;
  virtual absl::StatusOr<v1::UpdateTeamResponse> UpdateTeam(
      const v1::UpdateTeamRequest& request) = 0;
  virtual absl::StatusOr<v1::IssueTokenResponse> IssueToken(
      const v1::IssueTokenRequest& request) = 0;

  virtual absl::StatusOr<v1::ListFormsResponse> ListForms(const v1::ListFormsRequest& request) = 0;
  virtual absl::StatusOr<v1::GetFormResponse> GetForm(const v1::GetFormRequest& request) = 0;
  virtual absl::StatusOr<v1::PublishFormResponse> PublishForm(
      const v1::PublishFormRequest& request) = 0;

  virtual absl::StatusOr<v1::ListSelfAssessmentsResponse> ListSelfAssessments(
      const v1::ListSelfAssessmentsRequest& request) = 0;
  virtual absl::StatusOr<v1::GetSelfAssessmentResponse> GetSelfAssessment(
      const v1::GetSelfAssessmentRequest& request) = 0;
  virtual absl::StatusOr<v1::RequestSelfAssessmentResponse> RequestSelfAssessment(
      const v1::RequestSelfAssessmentRequest& request) = 0;
  virtual absl::StatusOr<v1::SnoozeSelfAssessmentResponse> SnoozeSelfAssessment(
      const v1::SnoozeSelfAssessmentRequest& request) = 0;
  virtual absl::StatusOr<v1::RevealSelfAssessmentResponse> RevealSelfAssessment(
      const v1::RevealSelfAssessmentRequest& request) = 0;
  virtual absl::StatusOr<v1::SkipSelfAssessmentResponse> SkipSelfAssessment(
      const v1::SkipSelfAssessmentRequest& request) = 0;
  virtual absl::StatusOr<v1::CommitSelfAssessmentResponse> CommitSelfAssessment(
      const v1::CommitSelfAssessmentRequest& request) = 0;
  virtual absl::StatusOr<v1::ShareSelfAssessmentResponse> ShareSelfAssessment(
      const v1::ShareSelfAssessmentRequest& request) = 0;
  virtual absl::StatusOr<v1::UnshareSelfAssessmentResponse> UnshareSelfAssessment(
      const v1::UnshareSelfAssessmentRequest& request) = 0;
  virtual absl::StatusOr<v1::GetSamplingPolicyResponse> GetSamplingPolicy(
      const v1::GetSamplingPolicyRequest& request) = 0;
  virtual absl::StatusOr<v1::UpdateSamplingPolicyResponse> UpdateSamplingPolicy(
      const v1::UpdateSamplingPolicyRequest& request) = 0;

  virtual absl::StatusOr<v1::RequestReviewResponse> RequestReview(
      const v1::RequestReviewRequest& request) = 0;
  virtual absl::StatusOr<v1::ListReviewsResponse> ListReviews(
      const v1::ListReviewsRequest& request) = 0;
  virtual absl::StatusOr<v1::GetReviewResponse> GetReview(const v1::GetReviewRequest& request) = 0;
  virtual absl::StatusOr<v1::ThankReviewerResponse> ThankReviewer(
      const v1::ThankReviewerRequest& request) = 0;
  virtual absl::StatusOr<v1::AcknowledgeReviewResponse> AcknowledgeReview(
      const v1::AcknowledgeReviewRequest& request) = 0;
  virtual absl::StatusOr<v1::DifferFromReviewResponse> DifferFromReview(
      const v1::DifferFromReviewRequest& request) = 0;
  virtual absl::StatusOr<v1::LendReviewResponse> LendReview(
      const v1::LendReviewRequest& request) = 0;
  virtual absl::StatusOr<v1::ListReviewerFiguresResponse> ListReviewerFigures(
      const v1::ListReviewerFiguresRequest& request) = 0;
  virtual absl::StatusOr<v1::CloseReviewResponse> CloseReview(
      const v1::CloseReviewRequest& request) = 0;
  virtual absl::StatusOr<v1::StartEvaluationResponse> StartEvaluation(
      const v1::StartEvaluationRequest& request) = 0;
  virtual absl::StatusOr<v1::ListReviewTasksResponse> ListReviewTasks(
      const v1::ListReviewTasksRequest& request) = 0;
  virtual absl::StatusOr<v1::GetReviewTaskResponse> GetReviewTask(
      const v1::GetReviewTaskRequest& request) = 0;
  virtual absl::StatusOr<v1::AcceptReviewTaskResponse> AcceptReviewTask(
      const v1::AcceptReviewTaskRequest& request) = 0;
  virtual absl::StatusOr<v1::DeclineReviewTaskResponse> DeclineReviewTask(
      const v1::DeclineReviewTaskRequest& request) = 0;
  virtual absl::StatusOr<v1::SaveReviewDraftResponse> SaveReviewDraft(
      const v1::SaveReviewDraftRequest& request) = 0;
  virtual absl::StatusOr<v1::SubmitReviewResponse> SubmitReview(
      const v1::SubmitReviewRequest& request) = 0;

  virtual absl::StatusOr<v1::OpenAppealResponse> OpenAppeal(
      const v1::OpenAppealRequest& request) = 0;
  virtual absl::StatusOr<v1::ListAppealsResponse> ListAppeals(
      const v1::ListAppealsRequest& request) = 0;
  virtual absl::StatusOr<v1::GetAppealResponse> GetAppeal(const v1::GetAppealRequest& request) = 0;
  virtual absl::StatusOr<v1::WithdrawAppealResponse> WithdrawAppeal(
      const v1::WithdrawAppealRequest& request) = 0;
  virtual absl::StatusOr<v1::ListAppealTasksResponse> ListAppealTasks(
      const v1::ListAppealTasksRequest& request) = 0;
  virtual absl::StatusOr<v1::GetAppealTaskResponse> GetAppealTask(
      const v1::GetAppealTaskRequest& request) = 0;
  virtual absl::StatusOr<v1::TakeAppealTaskResponse> TakeAppealTask(
      const v1::TakeAppealTaskRequest& request) = 0;
  virtual absl::StatusOr<v1::DecideAppealResponse> DecideAppeal(
      const v1::DecideAppealRequest& request) = 0;
  virtual absl::StatusOr<v1::GiveKudosResponse> GiveKudos(const v1::GiveKudosRequest& request) = 0;
  virtual absl::StatusOr<v1::ListKudosResponse> ListKudos(const v1::ListKudosRequest& request) = 0;
  virtual absl::StatusOr<v1::StartPauseResponse> StartPause(
      const v1::StartPauseRequest& request) = 0;
  virtual absl::StatusOr<v1::EndPauseResponse> EndPause(const v1::EndPauseRequest& request) = 0;
  virtual absl::StatusOr<v1::ListPausesResponse> ListPauses(
      const v1::ListPausesRequest& request) = 0;
  virtual absl::StatusOr<v1::ListQueuesResponse> ListQueues(
      const v1::ListQueuesRequest& request) = 0;

  virtual absl::StatusOr<v1::GetStoreResponse> GetStore(const v1::GetStoreRequest& request) = 0;
  // As WatchFeed.
  virtual absl::Status VerifyStore(
      const v1::VerifyStoreRequest& request,
      const std::function<bool(const v1::VerifyStoreResponse&)>& on_message) = 0;
  virtual absl::Status BackupStore(
      const v1::BackupStoreRequest& request,
      const std::function<bool(const v1::BackupStoreResponse&)>& on_message) = 0;
  // Sends what `next` puts into its request until it says false. An error of its ends the call and
  // is returned.
  virtual absl::StatusOr<v1::RestoreStoreResponse> RestoreStore(
      const std::function<absl::StatusOr<bool>(v1::RestoreStoreRequest*)>& next) = 0;

  // Ends the stream that runs, and any later, with CANCELLED. From any thread.
  virtual void Cancel() = 0;
};

// Where the server is and who asks.
struct LinkOptions {
  std::string server;       // "HOST:PORT"
  std::string token;        // sent as "authorization: Bearer …"; empty: none
  std::string tls_ca_file;  // PEM of those who may vouch for the server
  // How long a call may wait for a server that is not there.
  absl::Duration patience = absl::Seconds(10);
};

// A link over gRPC. Plain text to a loopback address without tls_ca_file, TLS otherwise (checked
// against the system's authorities without tls_ca_file). INVALID_ARGUMENT where the address has no
// port, NOT_FOUND where tls_ca_file cannot be read. Connects with the first call.
absl::StatusOr<std::unique_ptr<ServerLink>> ConnectTo(LinkOptions options);

}  // namespace aftercall::ctl
