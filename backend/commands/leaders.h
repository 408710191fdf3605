#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// Who leads the main team of `user` now and has not left.
absl::StatusOr<std::vector<domain::UserId>> LeadersOf(store::Transaction& transaction,
                                                      domain::UserId user);

}  // namespace aftercall::commands
