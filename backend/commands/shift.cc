#include "backend/commands/shift.h"

#include <algorithm>

namespace aftercall::commands {

absl::StatusOr<absl::Time> ShiftBegan(store::Transaction& transaction, domain::UserId user) {
  const auto since = transaction.SignedInSince(user);
  if (!since.ok()) return since.status();
  const absl::Time now = transaction.Now();
  return *since ? std::max(**since, now - kLongestShift) : now - kUsualShift;
}

}  // namespace aftercall::commands
