#include "backend/health.h"

#include <grpcpp/health_check_service_interface.h>

#include "backend/runtime/logging.h"

namespace aftercall {

void Health::OnTrouble(const absl::Status& status) {
  if (status.ok()) {
    runtime::LogInfo("the database takes writes again");
    return;
  }
  if (!absl::IsDataLoss(status)) {
    runtime::LogError("nothing can be written, and nothing is acknowledged: ", status.message());
    return;
  }
  runtime::LogError(status.message(),
                    " Nothing is written any more. `aftercallctl verify` says where it is damaged, "
                    "`aftercallctl restore` brings a backup back.");
  absl::MutexLock lock(&mutex_);
  damaged_ = true;
  if (service_ != nullptr) service_->SetServingStatus(false);
}

void Health::TellTo(grpc::HealthCheckServiceInterface* service) {
  absl::MutexLock lock(&mutex_);
  service_ = service;
  if (service_ != nullptr && damaged_) service_->SetServingStatus(false);
}

}  // namespace aftercall
