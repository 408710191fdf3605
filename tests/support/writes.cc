#include "tests/support/writes.h"

#include <utility>

#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"

namespace aftercall::testing {

absl::Status Run(store::Store& store, Command command) {
  absl::Notification done;
  absl::Status result;
  store.Submit({std::move(command), [&](const absl::Status& status) {
                  result = status;
                  done.Notify();
                }});
  done.WaitForNotification();
  return result;
}

std::vector<absl::Status> RunTogether(store::Store& store, std::vector<Command> commands) {
  absl::Notification holding;
  absl::Notification go;
  absl::BlockingCounter left(static_cast<int>(commands.size()) + 1);
  store.Submit({[&](store::Transaction&) {
                  holding.Notify();
                  go.WaitForNotification();
                  return absl::OkStatus();
                },
                [&](const absl::Status&) { left.DecrementCount(); }});
  holding.WaitForNotification();
  std::vector<absl::Status> results(commands.size());
  for (size_t i = 0; i < commands.size(); ++i) {
    store.Submit({std::move(commands[i]), [&, i](const absl::Status& status) {
                    results[i] = status;
                    left.DecrementCount();
                  }});
  }
  go.Notify();
  left.Wait();
  return results;
}

}  // namespace aftercall::testing
