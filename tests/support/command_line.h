#pragma once

#include <CLI/CLI.hpp>

#include "absl/status/statusor.h"

namespace aftercall::testing {

// Reads a program's command line into what `app` was told of. False where it only asked for help,
// which has been printed; INVALID_ARGUMENT with what is wrong.
absl::StatusOr<bool> ReadCommandLine(CLI::App& app, int argc, char** argv);

}  // namespace aftercall::testing
