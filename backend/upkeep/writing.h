#pragma once

#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/synchronization/notification.h"
#include "backend/store/store.h"

namespace aftercall::upkeep {

// Runs one command and waits until it is durable, so that upkeep has at most one in the queue and
// those of others go between.
inline absl::Status WriteAndWait(store::Store& store,
                                 absl::AnyInvocable<absl::Status(store::Transaction&)> apply) {
  absl::Notification done;
  absl::Status result;
  store.Submit({std::move(apply), [&](const absl::Status& status) {
                  result = status;
                  done.Notify();
                }});
  done.WaitForNotification();
  return result;
}

}  // namespace aftercall::upkeep
