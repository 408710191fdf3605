#pragma once

#include "absl/status/status.h"
#include "backend/store/sqlite/database.h"

namespace aftercall::store {

// Makes the tables where there are none, and adds what an older program did not know; refuses a
// database that a newer program made.
absl::Status Migrate(Database& database);

}  // namespace aftercall::store
