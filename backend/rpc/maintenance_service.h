#pragma once

#include <functional>

#include "aftercall/v1/maintenance_service.grpc.pb.h"
#include "backend/rpc/context.h"
#include "backend/upkeep/caretaker.h"

namespace aftercall::rpc {

// What takes long runs on the caretaker's thread.
class MaintenanceService final : public v1::MaintenanceService::CallbackService {
 public:
  // `on_restored` is called once a restored database waits to be opened and its client has been
  // told; on a thread of gRPC's.
  MaintenanceService(const Context& context, upkeep::Caretaker& caretaker,
                     std::function<void()> on_restored)
      : context_(context), caretaker_(caretaker), on_restored_(std::move(on_restored)) {}

  grpc::ServerUnaryReactor* GetStore(grpc::CallbackServerContext* call,
                                     const v1::GetStoreRequest* request,
                                     v1::GetStoreResponse* response) override;
  grpc::ServerWriteReactor<v1::VerifyStoreResponse>* VerifyStore(
      grpc::CallbackServerContext* call, const v1::VerifyStoreRequest* request) override;
  grpc::ServerWriteReactor<v1::BackupStoreResponse>* BackupStore(
      grpc::CallbackServerContext* call, const v1::BackupStoreRequest* request) override;
  grpc::ServerReadReactor<v1::RestoreStoreRequest>* RestoreStore(
      grpc::CallbackServerContext* call, v1::RestoreStoreResponse* response) override;

 private:
  absl::Status Admit(const grpc::CallbackServerContext& call) const;

  const Context& context_;
  upkeep::Caretaker& caretaker_;
  const std::function<void()> on_restored_;
};

}  // namespace aftercall::rpc
