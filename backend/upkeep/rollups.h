#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/domain/facts.h"
#include "backend/store/store.h"

// Roll-ups reckoned anew from the rows, for checks and for mending alike: the same code sees an
// inspection's state or, inside a command, the writing transaction's.
namespace aftercall::upkeep {

// What the cells of a user's day hold.
struct DayCells {
  domain::RollupDelta stored;
  domain::RollupDelta reckoned;  // with late cells, of whatever days
  int64_t interactions = 0;      // that it was reckoned from
};
absl::StatusOr<DayCells> ReckonDay(store::Transaction& rows, const commands::Policy& policy,
                                   domain::UserId user, absl::CivilDay day);

// What one late cell ought to hold.
absl::StatusOr<int64_t> ReckonLate(store::Transaction& rows, const commands::Policy& policy,
                                   const domain::LateCell& cell);

// What is to be added to `stored` to make it `reckoned`, without zeroes and without late cells.
domain::RollupDelta Difference(const domain::RollupDelta& stored,
                               const domain::RollupDelta& reckoned);

// Commands that add what is missing, as it is when they run. They return what they added.
absl::StatusOr<domain::RollupDelta> MendDay(store::Transaction& transaction,
                                            const commands::Policy& policy, domain::UserId user,
                                            absl::CivilDay day);
absl::StatusOr<domain::RollupDelta> MendLate(store::Transaction& transaction,
                                             const commands::Policy& policy,
                                             const domain::LateCell& cell);

// Mends the days that an older program left to be reckoned (Transaction::ListDaysToReckon), before
// anybody is served. Goes on where it was cut short. Not in a command.
absl::Status ReckonWaitingDays(store::Store& store, const commands::Policy& policy);

}  // namespace aftercall::upkeep
