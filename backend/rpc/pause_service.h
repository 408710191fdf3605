#pragma once

#include "aftercall/v1/pause_service.grpc.pb.h"
#include "backend/rpc/context.h"

namespace aftercall::rpc {

class PauseService final : public v1::PauseService::CallbackService {
 public:
  explicit PauseService(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* StartPause(grpc::CallbackServerContext* call,
                                       const v1::StartPauseRequest* request,
                                       v1::StartPauseResponse* response) override;
  grpc::ServerUnaryReactor* EndPause(grpc::CallbackServerContext* call,
                                     const v1::EndPauseRequest* request,
                                     v1::EndPauseResponse* response) override;
  grpc::ServerUnaryReactor* ListPauses(grpc::CallbackServerContext* call,
                                       const v1::ListPausesRequest* request,
                                       v1::ListPausesResponse* response) override;
  grpc::ServerUnaryReactor* ListQueues(grpc::CallbackServerContext* call,
                                       const v1::ListQueuesRequest* request,
                                       v1::ListQueuesResponse* response) override;

 private:
  const Context& context_;
};

}  // namespace aftercall::rpc
