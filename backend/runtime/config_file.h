#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "backend/runtime/settings.h"

namespace aftercall::runtime {

// The settings of a TOML file: its keys are the settings' names, its values strings, whole numbers
// or booleans. INVALID_ARGUMENT, naming file and line, for what is no TOML or no setting; values
// are not looked at. Private to the room.
absl::StatusOr<GivenValues> ReadConfigFile(const std::string& path);

}  // namespace aftercall::runtime
