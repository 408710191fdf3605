#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Files that their owner alone may read. Private to the room. Errors name the file and the system's
// reason.
namespace aftercall::auth {

// What becomes of a file that is already there.
enum class IfThere { kKeep, kReplace };

// Writes a file of mode 0600 that is there whole or not at all, also after a crash. ALREADY_EXISTS
// under kKeep where there is one.
absl::Status WritePrivateFile(const std::string& path, absl::string_view content, IfThere if_there);

// A file's content. NOT_FOUND where there is none, INVALID_ARGUMENT above 1 MiB.
absl::StatusOr<std::string> ReadSmallFile(const std::string& path);

}  // namespace aftercall::auth
