#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/commands/policy.h"
#include "backend/domain/pause.h"
#include "backend/store/store.h"

// Pausing what agents are asked. While a pause runs nobody it covers is asked to assess themselves
// by sample or to review, and what they were asked before stands still; whatever it held back
// goes on when it ends.
namespace aftercall::commands {

// A team, or else a queue.
struct PauseTarget {
  domain::TeamId team;
  std::string queue;
};

// Starts a pause of `duration` from now on, at most domain::kLongestPause. One that runs is
// extended, and never ends sooner by it. Refuses a team that is not there and a queue without a
// name; NOT_FOUND and INVALID_ARGUMENT.
absl::StatusOr<domain::Pause> StartPause(store::Transaction& transaction, const Policy& policy,
                                         domain::UserId by, const PauseTarget& target,
                                         absl::Duration duration);

// Ends it now. Nothing where none runs.
absl::StatusOr<std::optional<domain::Pause>> EndPause(store::Transaction& transaction,
                                                      const Policy& policy,
                                                      const PauseTarget& target);

// Ends pauses whose time is over, as of when it was; at most `limit`. Returns how many there were.
absl::StatusOr<size_t> RunDuePauses(store::Transaction& transaction, const Policy& policy,
                                    size_t limit);

}  // namespace aftercall::commands
