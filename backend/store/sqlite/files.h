#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Files that must survive a loss of power.
namespace aftercall::store {

bool FileExists(const std::string& path);
// 0 where there is none.
int64_t FileSize(const std::string& path);
// Bytes that this process may still write beside `path`.
absl::StatusOr<int64_t> RoomBeside(const std::string& path);

// Waits until the file's contents are on the disk.
absl::Status SyncFile(const std::string& path);
// Renames within a folder, and waits until that is on the disk.
absl::Status Rename(const std::string& from, const std::string& to);
// Removes a database and what SQLite keeps beside it; none is fine, too.
void RemoveDatabase(const std::string& path);

}  // namespace aftercall::store
