#pragma once

#include "aftercall/v1/kudos_service.grpc.pb.h"
#include "backend/rpc/context.h"

namespace aftercall::rpc {

class KudosService final : public v1::KudosService::CallbackService {
 public:
  explicit KudosService(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* GiveKudos(grpc::CallbackServerContext* call,
                                      const v1::GiveKudosRequest* request,
                                      v1::GiveKudosResponse* response) override;
  grpc::ServerUnaryReactor* ListKudos(grpc::CallbackServerContext* call,
                                      const v1::ListKudosRequest* request,
                                      v1::ListKudosResponse* response) override;

 private:
  const Context& context_;
};

}  // namespace aftercall::rpc
