#pragma once

#include "aftercall/v1/appeal_service.grpc.pb.h"
#include "backend/rpc/context.h"
#include "backend/rpc/question_catalog.h"

namespace aftercall::rpc {

class AppealService final : public v1::AppealService::CallbackService {
 public:
  // Both outlive it.
  AppealService(const Context& context, QuestionCatalog& questions)
      : context_(context), questions_(questions) {}

  grpc::ServerUnaryReactor* OpenAppeal(grpc::CallbackServerContext* call,
                                       const v1::OpenAppealRequest* request,
                                       v1::OpenAppealResponse* response) override;
  grpc::ServerUnaryReactor* ListAppeals(grpc::CallbackServerContext* call,
                                        const v1::ListAppealsRequest* request,
                                        v1::ListAppealsResponse* response) override;
  grpc::ServerUnaryReactor* GetAppeal(grpc::CallbackServerContext* call,
                                      const v1::GetAppealRequest* request,
                                      v1::GetAppealResponse* response) override;
  grpc::ServerUnaryReactor* WithdrawAppeal(grpc::CallbackServerContext* call,
                                           const v1::WithdrawAppealRequest* request,
                                           v1::WithdrawAppealResponse* response) override;
  grpc::ServerUnaryReactor* ListAppealTasks(grpc::CallbackServerContext* call,
                                            const v1::ListAppealTasksRequest* request,
                                            v1::ListAppealTasksResponse* response) override;
  grpc::ServerUnaryReactor* GetAppealTask(grpc::CallbackServerContext* call,
                                          const v1::GetAppealTaskRequest* request,
                                          v1::GetAppealTaskResponse* response) override;
  grpc::ServerUnaryReactor* TakeAppealTask(grpc::CallbackServerContext* call,
                                           const v1::TakeAppealTaskRequest* request,
                                           v1::TakeAppealTaskResponse* response) override;
  grpc::ServerUnaryReactor* DecideAppeal(grpc::CallbackServerContext* call,
                                         const v1::DecideAppealRequest* request,
                                         v1::DecideAppealResponse* response) override;

 private:
  const Context& context_;
  QuestionCatalog& questions_;
};

}  // namespace aftercall::rpc
