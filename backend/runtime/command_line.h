#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "backend/runtime/settings.h"

namespace aftercall::runtime {

// What the flags say. Private to the room.
struct CommandLine {
  std::optional<std::string> text;    // --help, --version
  std::optional<std::string> config;  // --config
  GivenValues values;
};

// INVALID_ARGUMENT for unknown flags, missing values and stray words. Values are not looked at.
absl::StatusOr<CommandLine> ParseCommandLine(std::vector<std::string> arguments);

}  // namespace aftercall::runtime
