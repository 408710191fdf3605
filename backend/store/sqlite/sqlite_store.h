#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "backend/store/store.h"
#include "shared/base/clock.h"

namespace aftercall::store {

// Opens the embedded store at `path`, making it where there is none. One process at a time: a
// second one is refused. Writes are flushed to the disk before they are answered. `clock` outlives
// the store. A restore that was staged is done first. A database that is damaged is refused; large
// ones are only looked at, see QuickCheck. `remark` hears in sentences what the opening did
// besides.
using OpeningRemark = std::function<void(absl::string_view)>;
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path,
                                                       const base::Clock& clock,
                                                       const OpeningRemark& remark = nullptr);

}  // namespace aftercall::store
