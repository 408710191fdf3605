#pragma once

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

namespace grpc {
class HealthCheckServiceInterface;
}

namespace aftercall {

// Says in the log and by grpc.health.v1 how the database is. A disk that is full or away passes,
// and reads go on meanwhile: that is logged. Damage does not pass: NOT_SERVING. Thread-safe.
class Health {
 public:
  // What a store's trouble listener hears.
  void OnTrouble(const absl::Status& status);
  // Where to tell; nullptr before it goes.
  void TellTo(grpc::HealthCheckServiceInterface* service);

 private:
  absl::Mutex mutex_;
  grpc::HealthCheckServiceInterface* service_ ABSL_GUARDED_BY(mutex_) = nullptr;
  bool damaged_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace aftercall
