#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "backend/store/store.h"
#include "shared/base/clock.h"

namespace aftercall::store {

// Opens the embedded store at `path`, making it where there is none. One process at a time: a
// second one is refused. Writes are flushed to the disk before they are answered. `clock` outlives
// the store.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path,
                                                       const base::Clock& clock);

}  // namespace aftercall::store
