#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// The owner of `feed` has seen it up to `position`. The leaders of the verdicts' teams are told
// whose they are. Returns how far the feed has been seen now; a lower position changes nothing.
absl::StatusOr<int64_t> MarkSeen(store::Transaction& transaction, domain::UserId feed,
                                 int64_t position);

}  // namespace aftercall::commands
