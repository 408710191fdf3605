#pragma once

#include "aftercall/v1/insight_service.grpc.pb.h"
#include "backend/rpc/context.h"

namespace aftercall::rpc {

class InsightService final : public v1::InsightService::CallbackService {
 public:
  explicit InsightService(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* GetSummary(grpc::CallbackServerContext* call,
                                       const v1::GetSummaryRequest* request,
                                       v1::GetSummaryResponse* response) override;
  grpc::ServerUnaryReactor* GetElementFigures(grpc::CallbackServerContext* call,
                                              const v1::GetElementFiguresRequest* request,
                                              v1::GetElementFiguresResponse* response) override;

 private:
  const Context& context_;
};

}  // namespace aftercall::rpc
