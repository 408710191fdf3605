#pragma once

#include "aftercall/v1/form_service.grpc.pb.h"
#include "backend/rpc/context.h"

namespace aftercall::rpc {

class FormService final : public v1::FormService::CallbackService {
 public:
  explicit FormService(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* ListForms(grpc::CallbackServerContext* call,
                                      const v1::ListFormsRequest* request,
                                      v1::ListFormsResponse* response) override;
  grpc::ServerUnaryReactor* GetForm(grpc::CallbackServerContext* call,
                                    const v1::GetFormRequest* request,
                                    v1::GetFormResponse* response) override;
  grpc::ServerUnaryReactor* PublishForm(grpc::CallbackServerContext* call,
                                        const v1::PublishFormRequest* request,
                                        v1::PublishFormResponse* response) override;

 private:
  const Context& context_;
};

}  // namespace aftercall::rpc
