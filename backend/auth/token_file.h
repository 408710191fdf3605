#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::auth {

// Puts `token` and a line end into a file that its owner alone can read (mode 0600), replacing the
// file in one step.
absl::Status WriteTokenFile(const std::string& path, absl::string_view token);
// The token that WriteTokenFile wrote. NOT_FOUND where there is no file.
absl::StatusOr<std::string> ReadTokenFile(const std::string& path);

}  // namespace aftercall::auth
