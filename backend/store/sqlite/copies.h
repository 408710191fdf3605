#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/store/store.h"

// Copies of a database, out and in.
namespace aftercall::store {

// See Store::PrepareCopy, CopyTo and StageRestore; `path` is the database that is served.
absl::StatusOr<std::string> PrepareCopy(const std::string& path, absl::string_view name,
                                        int64_t room);
absl::Status CopyDatabase(const std::string& path, const std::string& file, GoOn go_on);
absl::StatusOr<std::string> StageRestore(const std::string& path, const std::string& file,
                                         const std::string& new_epoch, GoOn go_on);

// Where a copy has been staged: puts it in the place of the database at `path`, which is kept as
// {path}.before-restore-{time}. To be called by whoever holds the database's lock, before it is
// opened. Each step is one rename, and a later call goes on where one that died stopped, so that at
// any moment both databases are whole. Returns the path at which the former one is kept; empty
// where nothing was staged, or there was none.
absl::StatusOr<std::string> FinishRestore(const std::string& path);

}  // namespace aftercall::store
