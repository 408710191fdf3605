#pragma once

#include "aftercall/v1/review_service.grpc.pb.h"
#include "backend/rpc/context.h"

namespace aftercall::rpc {

class ReviewService final : public v1::ReviewService::CallbackService {
 public:
  explicit ReviewService(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* RequestReview(grpc::CallbackServerContext* call,
                                          const v1::RequestReviewRequest* request,
                                          v1::RequestReviewResponse* response) override;
  grpc::ServerUnaryReactor* ListReviews(grpc::CallbackServerContext* call,
                                        const v1::ListReviewsRequest* request,
                                        v1::ListReviewsResponse* response) override;
  grpc::ServerUnaryReactor* GetReview(grpc::CallbackServerContext* call,
                                      const v1::GetReviewRequest* request,
                                      v1::GetReviewResponse* response) override;
  grpc::ServerUnaryReactor* ThankReviewer(grpc::CallbackServerContext* call,
                                          const v1::ThankReviewerRequest* request,
                                          v1::ThankReviewerResponse* response) override;
  grpc::ServerUnaryReactor* AcknowledgeReview(grpc::CallbackServerContext* call,
                                              const v1::AcknowledgeReviewRequest* request,
                                              v1::AcknowledgeReviewResponse* response) override;
  grpc::ServerUnaryReactor* DifferFromReview(grpc::CallbackServerContext* call,
                                             const v1::DifferFromReviewRequest* request,
                                             v1::DifferFromReviewResponse* response) override;
  grpc::ServerUnaryReactor* LendReview(grpc::CallbackServerContext* call,
                                       const v1::LendReviewRequest* request,
                                       v1::LendReviewResponse* response) override;
  grpc::ServerUnaryReactor* CloseReview(grpc::CallbackServerContext* call,
                                        const v1::CloseReviewRequest* request,
                                        v1::CloseReviewResponse* response) override;
  grpc::ServerUnaryReactor* StartEvaluation(grpc::CallbackServerContext* call,
                                            const v1::StartEvaluationRequest* request,
                                            v1::StartEvaluationResponse* response) override;
  grpc::ServerUnaryReactor* ListReviewTasks(grpc::CallbackServerContext* call,
                                            const v1::ListReviewTasksRequest* request,
                                            v1::ListReviewTasksResponse* response) override;
  grpc::ServerUnaryReactor* GetReviewTask(grpc::CallbackServerContext* call,
                                          const v1::GetReviewTaskRequest* request,
                                          v1::GetReviewTaskResponse* response) override;
  grpc::ServerUnaryReactor* AcceptReviewTask(grpc::CallbackServerContext* call,
                                             const v1::AcceptReviewTaskRequest* request,
                                             v1::AcceptReviewTaskResponse* response) override;
  grpc::ServerUnaryReactor* DeclineReviewTask(grpc::CallbackServerContext* call,
                                              const v1::DeclineReviewTaskRequest* request,
                                              v1::DeclineReviewTaskResponse* response) override;
  grpc::ServerUnaryReactor* SaveReviewDraft(grpc::CallbackServerContext* call,
                                            const v1::SaveReviewDraftRequest* request,
                                            v1::SaveReviewDraftResponse* response) override;
  grpc::ServerUnaryReactor* SubmitReview(grpc::CallbackServerContext* call,
                                         const v1::SubmitReviewRequest* request,
                                         v1::SubmitReviewResponse* response) override;
  grpc::ServerUnaryReactor* ListReviewerFigures(grpc::CallbackServerContext* call,
                                                const v1::ListReviewerFiguresRequest* request,
                                                v1::ListReviewerFiguresResponse* response) override;

 private:
  const Context& context_;
};

}  // namespace aftercall::rpc
