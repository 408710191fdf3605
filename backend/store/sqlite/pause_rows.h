#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/store/sqlite/database.h"
#include "backend/store/store.h"

// Pauses as rows; what the writer's transaction and readers share.
namespace aftercall::store {

// Those that nobody has ended yet, the earliest to end first.
absl::StatusOr<std::vector<domain::Pause>> LoadPauses(Database& database);
absl::Status WritePause(Database& database, const domain::Pause& pause);

// What a standing says of pauses.
absl::Status LoadPausesOf(Database& database, domain::UserId user, StandingRow& standing);

}  // namespace aftercall::store
