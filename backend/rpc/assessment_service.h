#pragma once

#include "aftercall/v1/assessment_service.grpc.pb.h"
#include "backend/rpc/context.h"

namespace aftercall::rpc {

class AssessmentService final : public v1::AssessmentService::CallbackService {
 public:
  explicit AssessmentService(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* ListSelfAssessments(grpc::CallbackServerContext* call,
                                                const v1::ListSelfAssessmentsRequest* request,
                                                v1::ListSelfAssessmentsResponse* response) override;
  grpc::ServerUnaryReactor* GetSelfAssessment(grpc::CallbackServerContext* call,
                                              const v1::GetSelfAssessmentRequest* request,
                                              v1::GetSelfAssessmentResponse* response) override;
  grpc::ServerUnaryReactor* RequestSelfAssessment(
      grpc::CallbackServerContext* call, const v1::RequestSelfAssessmentRequest* request,
      v1::RequestSelfAssessmentResponse* response) override;
  grpc::ServerUnaryReactor* SnoozeSelfAssessment(
      grpc::CallbackServerContext* call, const v1::SnoozeSelfAssessmentRequest* request,
      v1::SnoozeSelfAssessmentResponse* response) override;
  grpc::ServerUnaryReactor* RevealSelfAssessment(
      grpc::CallbackServerContext* call, const v1::RevealSelfAssessmentRequest* request,
      v1::RevealSelfAssessmentResponse* response) override;
  grpc::ServerUnaryReactor* SkipSelfAssessment(grpc::CallbackServerContext* call,
                                               const v1::SkipSelfAssessmentRequest* request,
                                               v1::SkipSelfAssessmentResponse* response) override;
  grpc::ServerUnaryReactor* CommitSelfAssessment(
      grpc::CallbackServerContext* call, const v1::CommitSelfAssessmentRequest* request,
      v1::CommitSelfAssessmentResponse* response) override;
  grpc::ServerUnaryReactor* ShareSelfAssessment(grpc::CallbackServerContext* call,
                                                const v1::ShareSelfAssessmentRequest* request,
                                                v1::ShareSelfAssessmentResponse* response) override;
  grpc::ServerUnaryReactor* UnshareSelfAssessment(
      grpc::CallbackServerContext* call, const v1::UnshareSelfAssessmentRequest* request,
      v1::UnshareSelfAssessmentResponse* response) override;
  grpc::ServerUnaryReactor* GetSamplingPolicy(grpc::CallbackServerContext* call,
                                              const v1::GetSamplingPolicyRequest* request,
                                              v1::GetSamplingPolicyResponse* response) override;
  grpc::ServerUnaryReactor* UpdateSamplingPolicy(
      grpc::CallbackServerContext* call, const v1::UpdateSamplingPolicyRequest* request,
      v1::UpdateSamplingPolicyResponse* response) override;

 private:
  const Context& context_;
};

}  // namespace aftercall::rpc
