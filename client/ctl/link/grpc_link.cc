#include <grpcpp/grpcpp.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/mutex.h"
#include "aftercall/v1/appeal_service.grpc.pb.h"
#include "aftercall/v1/assessment_service.grpc.pb.h"
#include "aftercall/v1/directory_service.grpc.pb.h"
#include "aftercall/v1/feed_service.grpc.pb.h"
#include "aftercall/v1/form_service.grpc.pb.h"
#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "aftercall/v1/insight_service.grpc.pb.h"
#include "aftercall/v1/interaction_service.grpc.pb.h"
#include "aftercall/v1/kudos_service.grpc.pb.h"
#include "aftercall/v1/maintenance_service.grpc.pb.h"
#include "aftercall/v1/pause_service.grpc.pb.h"
#include "aftercall/v1/review_service.grpc.pb.h"
#include "client/ctl/link/server_link.h"
#include "shared/wire/problem.h"

namespace aftercall::ctl {
namespace {

// The server permits pings as often as this; twice the interval keeps well within it.
constexpr int kKeepaliveMilliseconds = 20000;
constexpr int kKeepaliveTimeoutMilliseconds = 10000;
constexpr int kLongestReconnectMilliseconds = 2000;
// A summary of a large file is small, a page of interactions with long comments is not.
constexpr int kLargestMessage = 64 << 20;

absl::Status ToStatus(const grpc::Status& status, bool cancelled_by_us = false) {
  if (status.ok()) return absl::OkStatus();
  // gRPC's own word for a call that reached a server while it was closing.
  if (status.error_code() == grpc::StatusCode::CANCELLED && !cancelled_by_us) {
    return absl::UnavailableError("the server was closing");
  }
  return wire::FromWire(static_cast<absl::StatusCode>(status.error_code()), status.error_message(),
                        status.error_details());
}

bool IsLoopback(absl::string_view server) {
  return absl::StartsWith(server, "127.") || absl::StartsWith(server, "localhost:") ||
         absl::StartsWith(server, "[::1]:") || absl::StartsWith(server, "unix:");
}

void Prepare(const LinkOptions& options, grpc::ClientContext* context) {
  if (!options.token.empty()) {
    context->AddMetadata("authorization", absl::StrCat("Bearer ", options.token));
  }
}

class GrpcIngestStream : public IngestStream {
 public:
  GrpcIngestStream(v1::IngestService::Stub* stub, const LinkOptions& options) {
    Prepare(options, &context_);
    writer_ = stub->StreamIngest(&context_, &response_);
  }

  ~GrpcIngestStream() override {
    if (finished_) return;
    context_.TryCancel();
    writer_->Finish();
  }

  bool Write(const v1::StreamIngestRequest& request) override { return writer_->Write(request); }

  absl::StatusOr<v1::StreamIngestResponse> Finish() override {
    writer_->WritesDone();
    finished_ = true;
    const grpc::Status status = writer_->Finish();
    if (!status.ok()) return ToStatus(status);
    return std::move(response_);
  }

 private:
  grpc::ClientContext context_;
  v1::StreamIngestResponse response_;
  std::unique_ptr<grpc::ClientWriter<v1::StreamIngestRequest>> writer_;
  bool finished_ = false;
};

class GrpcLink : public ServerLink {
 public:
  GrpcLink(LinkOptions options, const std::shared_ptr<grpc::Channel>& channel)
      : options_(std::move(options)),
        appeal_(v1::AppealService::NewStub(channel)),
        assessment_(v1::AssessmentService::NewStub(channel)),
        directory_(v1::DirectoryService::NewStub(channel)),
        feed_(v1::FeedService::NewStub(channel)),
        form_(v1::FormService::NewStub(channel)),
        ingest_(v1::IngestService::NewStub(channel)),
        insight_(v1::InsightService::NewStub(channel)),
        interaction_(v1::InteractionService::NewStub(channel)),
        kudos_(v1::KudosService::NewStub(channel)),
        pauses_(v1::PauseService::NewStub(channel)),
        maintenance_(v1::MaintenanceService::NewStub(channel)),
        review_(v1::ReviewService::NewStub(channel)) {}

  absl::StatusOr<v1::BatchIngestResponse> BatchIngest(
      const v1::BatchIngestRequest& request) override {
    return Call(*ingest_, &v1::IngestService::Stub::BatchIngest, request);
  }

  std::unique_ptr<IngestStream> StreamIngest() override {
    return std::make_unique<GrpcIngestStream>(ingest_.get(), options_);
  }

  absl::Status WatchFeed(
      const v1::WatchFeedRequest& request,
      const std::function<bool(const v1::WatchFeedResponse&)>& on_message) override {
    return ReadAll(*feed_, &v1::FeedService::Stub::WatchFeed, request, on_message);
  }

  absl::StatusOr<v1::RequestReviewResponse> RequestReview(
      const v1::RequestReviewRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::RequestReview, request);
  }
  absl::StatusOr<v1::ListReviewsResponse> ListReviews(
      const v1::ListReviewsRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::ListReviews, request);
  }
  absl::StatusOr<v1::GetReviewResponse> GetReview(const v1::GetReviewRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::GetReview, request);
  }
  absl::StatusOr<v1::ThankReviewerResponse> ThankReviewer(
      const v1::ThankReviewerRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::ThankReviewer, request);
  }
  absl::StatusOr<v1::AcknowledgeReviewResponse> AcknowledgeReview(
      const v1::AcknowledgeReviewRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::AcknowledgeReview, request);
  }
  absl::StatusOr<v1::DifferFromReviewResponse> DifferFromReview(
      const v1::DifferFromReviewRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::DifferFromReview, request);
  }
  absl::StatusOr<v1::LendReviewResponse> LendReview(const v1::LendReviewRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::LendReview, request);
  }
  absl::StatusOr<v1::ListReviewerFiguresResponse> ListReviewerFigures(
      const v1::ListReviewerFiguresRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::ListReviewerFigures, request);
  }
  absl::StatusOr<v1::CloseReviewResponse> CloseReview(
      const v1::CloseReviewRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::CloseReview, request);
  }
  absl::StatusOr<v1::StartEvaluationResponse> StartEvaluation(
      const v1::StartEvaluationRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::StartEvaluation, request);
  }
  absl::StatusOr<v1::ListReviewTasksResponse> ListReviewTasks(
      const v1::ListReviewTasksRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::ListReviewTasks, request);
  }
  absl::StatusOr<v1::GetReviewTaskResponse> GetReviewTask(
      const v1::GetReviewTaskRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::GetReviewTask, request);
  }
  absl::StatusOr<v1::AcceptReviewTaskResponse> AcceptReviewTask(
      const v1::AcceptReviewTaskRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::AcceptReviewTask, request);
  }
  absl::StatusOr<v1::DeclineReviewTaskResponse> DeclineReviewTask(
      const v1::DeclineReviewTaskRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::DeclineReviewTask, request);
  }
  absl::StatusOr<v1::SaveReviewDraftResponse> SaveReviewDraft(
      const v1::SaveReviewDraftRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::SaveReviewDraft, request);
  }
  absl::StatusOr<v1::SubmitReviewResponse> SubmitReview(
      const v1::SubmitReviewRequest& request) override {
    return Call(*review_, &v1::ReviewService::Stub::SubmitReview, request);
  }

  absl::StatusOr<v1::OpenAppealResponse> OpenAppeal(const v1::OpenAppealRequest& request) override {
    return Call(*appeal_, &v1::AppealService::Stub::OpenAppeal, request);
  }
  absl::StatusOr<v1::ListAppealsResponse> ListAppeals(
      const v1::ListAppealsRequest& request) override {
    return Call(*appeal_, &v1::AppealService::Stub::ListAppeals, request);
  }
  absl::StatusOr<v1::GetAppealResponse> GetAppeal(const v1::GetAppealRequest& request) override {
    return Call(*appeal_, &v1::AppealService::Stub::GetAppeal, request);
  }
  absl::StatusOr<v1::WithdrawAppealResponse> WithdrawAppeal(
      const v1::WithdrawAppealRequest& request) override {
    return Call(*appeal_, &v1::AppealService::Stub::WithdrawAppeal, request);
  }
  absl::StatusOr<v1::ListAppealTasksResponse> ListAppealTasks(
      const v1::ListAppealTasksRequest& request) override {
    return Call(*appeal_, &v1::AppealService::Stub::ListAppealTasks, request);
  }
  absl::StatusOr<v1::GetAppealTaskResponse> GetAppealTask(
      const v1::GetAppealTaskRequest& request) override {
    return Call(*appeal_, &v1::AppealService::Stub::GetAppealTask, request);
  }
  absl::StatusOr<v1::TakeAppealTaskResponse> TakeAppealTask(
      const v1::TakeAppealTaskRequest& request) override {
    return Call(*appeal_, &v1::AppealService::Stub::TakeAppealTask, request);
  }
  absl::StatusOr<v1::DecideAppealResponse> DecideAppeal(
      const v1::DecideAppealRequest& request) override {
    return Call(*appeal_, &v1::AppealService::Stub::DecideAppeal, request);
  }
  absl::StatusOr<v1::GiveKudosResponse> GiveKudos(const v1::GiveKudosRequest& request) override {
    return Call(*kudos_, &v1::KudosService::Stub::GiveKudos, request);
  }
  absl::StatusOr<v1::ListKudosResponse> ListKudos(const v1::ListKudosRequest& request) override {
    return Call(*kudos_, &v1::KudosService::Stub::ListKudos, request);
  }
  absl::StatusOr<v1::StartPauseResponse> StartPause(const v1::StartPauseRequest& request) override {
    return Call(*pauses_, &v1::PauseService::Stub::StartPause, request);
  }
  absl::StatusOr<v1::EndPauseResponse> EndPause(const v1::EndPauseRequest& request) override {
    return Call(*pauses_, &v1::PauseService::Stub::EndPause, request);
  }
  absl::StatusOr<v1::ListPausesResponse> ListPauses(const v1::ListPausesRequest& request) override {
    return Call(*pauses_, &v1::PauseService::Stub::ListPauses, request);
  }
  absl::StatusOr<v1::ListQueuesResponse> ListQueues(const v1::ListQueuesRequest& request) override {
    return Call(*pauses_, &v1::PauseService::Stub::ListQueues, request);
  }

  absl::StatusOr<v1::GetStoreResponse> GetStore(const v1::GetStoreRequest& request) override {
    return Call(*maintenance_, &v1::MaintenanceService::Stub::GetStore, request);
  }
  absl::Status VerifyStore(
      const v1::VerifyStoreRequest& request,
      const std::function<bool(const v1::VerifyStoreResponse&)>& on_message) override {
    return ReadAll(*maintenance_, &v1::MaintenanceService::Stub::VerifyStore, request, on_message);
  }
  absl::Status BackupStore(
      const v1::BackupStoreRequest& request,
      const std::function<bool(const v1::BackupStoreResponse&)>& on_message) override {
    return ReadAll(*maintenance_, &v1::MaintenanceService::Stub::BackupStore, request, on_message);
  }

  absl::StatusOr<v1::RestoreStoreResponse> RestoreStore(
      const std::function<absl::StatusOr<bool>(v1::RestoreStoreRequest*)>& next) override {
    grpc::ClientContext context;
    if (!Begin(&context)) return absl::CancelledError("cancelled");
    v1::RestoreStoreResponse response;
    const auto stream = maintenance_->RestoreStore(&context, &response);
    v1::RestoreStoreRequest request;
    absl::StatusOr<bool> more = true;
    while (more.ok() && *more) {
      more = next(&request);
      if (more.ok() && *more && !stream->Write(request)) break;
    }
    if (!more.ok()) context.TryCancel();
    stream->WritesDone();
    const grpc::Status status = stream->Finish();
    const bool cancelled = End();
    if (!more.ok()) return more.status();
    if (!status.ok()) return ToStatus(status, cancelled);
    return response;
  }

  absl::StatusOr<v1::GetSummaryResponse> GetSummary(const v1::GetSummaryRequest& request) override {
    return Call(*insight_, &v1::InsightService::Stub::GetSummary, request);
  }
  absl::StatusOr<v1::GetElementFiguresResponse> GetElementFigures(
      const v1::GetElementFiguresRequest& request) override {
    return Call(*insight_, &v1::InsightService::Stub::GetElementFigures, request);
  }
  absl::StatusOr<v1::ListInteractionsResponse> ListInteractions(
      const v1::ListInteractionsRequest& request) override {
    return Call(*interaction_, &v1::InteractionService::Stub::ListInteractions, request);
  }
  absl::StatusOr<v1::GetInteractionResponse> GetInteraction(
      const v1::GetInteractionRequest& request) override {
    return Call(*interaction_, &v1::InteractionService::Stub::GetInteraction, request);
  }
  absl::StatusOr<v1::OpenSealResponse> OpenSeal(const v1::OpenSealRequest& request) override {
    return Call(*interaction_, &v1::InteractionService::Stub::OpenSeal, request);
  }
  absl::StatusOr<v1::CreateUserResponse> CreateUser(const v1::CreateUserRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::CreateUser, request);
  }
  absl::StatusOr<v1::GetUserResponse> GetUser(const v1::GetUserRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::GetUser, request);
  }
  absl::StatusOr<v1::ListUsersResponse> ListUsers(const v1::ListUsersRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::ListUsers, request);
  }
  absl::StatusOr<v1::UpdateUserResponse> UpdateUser(const v1::UpdateUserRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::UpdateUser, request);
  }
  absl::StatusOr<v1::ListAccessesResponse> ListAccesses(
      const v1::ListAccessesRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::ListAccesses, request);
  }
  absl::StatusOr<v1::ListColleaguesResponse> ListColleagues(
      const v1::ListColleaguesRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::ListColleagues, request);
  }
  absl::StatusOr<v1::CreateTeamResponse> CreateTeam(const v1::CreateTeamRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::CreateTeam, request);
  }
  absl::StatusOr<v1::ListTeamsResponse> ListTeams(const v1::ListTeamsRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::ListTeams, request);
  }
  absl::StatusOr<v1::UpdateTeamResponse> UpdateTeam(const v1::UpdateTeamRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::UpdateTeam, request);
  }
  absl::StatusOr<v1::IssueTokenResponse> IssueToken(const v1::IssueTokenRequest& request) override {
    return Call(*directory_, &v1::DirectoryService::Stub::IssueToken, request);
  }

  absl::StatusOr<v1::ListSelfAssessmentsResponse> ListSelfAssessments(
      const v1::ListSelfAssessmentsRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::ListSelfAssessments, request);
  }
  absl::StatusOr<v1::GetSelfAssessmentResponse> GetSelfAssessment(
      const v1::GetSelfAssessmentRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::GetSelfAssessment, request);
  }
  absl::StatusOr<v1::RequestSelfAssessmentResponse> RequestSelfAssessment(
      const v1::RequestSelfAssessmentRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::RequestSelfAssessment, request);
  }
  absl::StatusOr<v1::SnoozeSelfAssessmentResponse> SnoozeSelfAssessment(
      const v1::SnoozeSelfAssessmentRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::SnoozeSelfAssessment, request);
  }
  absl::StatusOr<v1::RevealSelfAssessmentResponse> RevealSelfAssessment(
      const v1::RevealSelfAssessmentRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::RevealSelfAssessment, request);
  }
  absl::StatusOr<v1::SkipSelfAssessmentResponse> SkipSelfAssessment(
      const v1::SkipSelfAssessmentRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::SkipSelfAssessment, request);
  }
  absl::StatusOr<v1::CommitSelfAssessmentResponse> CommitSelfAssessment(
      const v1::CommitSelfAssessmentRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::CommitSelfAssessment, request);
  }
  absl::StatusOr<v1::ShareSelfAssessmentResponse> ShareSelfAssessment(
      const v1::ShareSelfAssessmentRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::ShareSelfAssessment, request);
  }
  absl::StatusOr<v1::UnshareSelfAssessmentResponse> UnshareSelfAssessment(
      const v1::UnshareSelfAssessmentRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::UnshareSelfAssessment, request);
  }
  absl::StatusOr<v1::GetSamplingPolicyResponse> GetSamplingPolicy(
      const v1::GetSamplingPolicyRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::GetSamplingPolicy, request);
  }
  absl::StatusOr<v1::UpdateSamplingPolicyResponse> UpdateSamplingPolicy(
      const v1::UpdateSamplingPolicyRequest& request) override {
    return Call(*assessment_, &v1::AssessmentService::Stub::UpdateSamplingPolicy, request);
  }
  absl::StatusOr<v1::ListFormsResponse> ListForms(const v1::ListFormsRequest& request) override {
    return Call(*form_, &v1::FormService::Stub::ListForms, request);
  }
  absl::StatusOr<v1::GetFormResponse> GetForm(const v1::GetFormRequest& request) override {
    return Call(*form_, &v1::FormService::Stub::GetForm, request);
  }
  absl::StatusOr<v1::PublishFormResponse> PublishForm(
      const v1::PublishFormRequest& request) override {
    return Call(*form_, &v1::FormService::Stub::PublishForm, request);
  }

  void Cancel() override {
    absl::MutexLock lock(&mutex_);
    cancelled_ = true;
    if (running_ != nullptr) running_->TryCancel();
  }

 private:
  // One call that waits for its answer.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    grpc::ClientContext context;
    Prepare(options_, &context);
    context.set_deadline(absl::ToChronoTime(absl::Now() + options_.patience));
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return ToStatus(status);
    return response;
  }

  // Prepares a stream that Cancel ends; false where it has been called.
  bool Begin(grpc::ClientContext* context) {
    Prepare(options_, context);
    absl::MutexLock lock(&mutex_);
    if (cancelled_) return false;
    running_ = context;
    return true;
  }
  // Whether Cancel ended it.
  bool End() {
    absl::MutexLock lock(&mutex_);
    running_ = nullptr;
    return cancelled_;
  }

  // A stream of responses, until `on_message` says false or it ends.
  template <typename Stub, typename Request, typename Response>
  absl::Status ReadAll(Stub& stub,
                       std::unique_ptr<grpc::ClientReader<Response>> (Stub::*method)(
                           grpc::ClientContext*, const Request&),
                       const Request& request,
                       const std::function<bool(const Response&)>& on_message) {
    grpc::ClientContext context;
    if (!Begin(&context)) return absl::CancelledError("cancelled");
    const auto stream = (stub.*method)(&context, request);
    Response message;
    bool wanted = true;
    while (wanted && stream->Read(&message)) wanted = on_message(message);
    if (!wanted) context.TryCancel();
    const grpc::Status status = stream->Finish();
    const bool cancelled = End();
    return wanted ? ToStatus(status, cancelled) : absl::OkStatus();
  }

  const LinkOptions options_;
  std::unique_ptr<v1::AppealService::Stub> appeal_;
  std::unique_ptr<v1::AssessmentService::Stub> assessment_;
  std::unique_ptr<v1::DirectoryService::Stub> directory_;
  std::unique_ptr<v1::FeedService::Stub> feed_;
  std::unique_ptr<v1::FormService::Stub> form_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
  std::unique_ptr<v1::InsightService::Stub> insight_;
  std::unique_ptr<v1::InteractionService::Stub> interaction_;
  std::unique_ptr<v1::KudosService::Stub> kudos_;
  std::unique_ptr<v1::PauseService::Stub> pauses_;
  std::unique_ptr<v1::MaintenanceService::Stub> maintenance_;
  std::unique_ptr<v1::ReviewService::Stub> review_;

  absl::Mutex mutex_;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* running_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> Credentials(const LinkOptions& options) {
  if (options.tls_ca_file.empty()) {
    if (IsLoopback(options.server)) return grpc::InsecureChannelCredentials();
    return grpc::SslCredentials({});
  }
  std::ifstream file(options.tls_ca_file);
  std::stringstream pem;
  if (!file || !(pem << file.rdbuf())) {
    return absl::NotFoundError(absl::StrCat(options.tls_ca_file, ": cannot be read"));
  }
  grpc::SslCredentialsOptions tls;
  tls.pem_root_certs = pem.str();
  return grpc::SslCredentials(tls);
}

// A server that has too much to do is asked again; any other failure is told at once.
constexpr char kRetries[] =
    R"({"methodConfig": [{"name": [{}], "retryPolicy": {"maxAttempts": 5, "initialBackoff": "0.3s",
        "maxBackoff": "3s", "backoffMultiplier": 2,
        "retryableStatusCodes": ["RESOURCE_EXHAUSTED"]}}]})";

}  // namespace

absl::StatusOr<std::unique_ptr<ServerLink>> ConnectTo(LinkOptions options) {
  if (options.server.find(':') == std::string::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", options.server, "\" is no address; expected HOST:PORT"));
  }
  absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> credentials = Credentials(options);
  if (!credentials.ok()) return credentials.status();
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kLargestMessage);
  arguments.SetServiceConfigJSON(kRetries);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMilliseconds);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMilliseconds);
  // A person waits for a server that comes back.
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kLongestReconnectMilliseconds);
  const std::shared_ptr<grpc::Channel> channel =
      grpc::CreateCustomChannel(options.server, *credentials, arguments);
  return std::make_unique<GrpcLink>(std::move(options), channel);
}

}  // namespace aftercall::ctl
