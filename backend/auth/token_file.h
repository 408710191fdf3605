#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::auth {

// Puts `token` and a line end into a file that its owner alone can read (mode 0600), replacing the
// file in one step.
absl::Status WriteTokenFile(const std::string& path, absl::string_view token);

}  // namespace aftercall::auth
