#include "tests/support/command_line.h"

namespace aftercall::testing {

absl::StatusOr<bool> ReadCommandLine(CLI::App& app, int argc, char** argv) {
  // The parser speaks in exceptions; they end here.
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    app.exit(success);
    return false;
  } catch (const CLI::ParseError& error) {
    return absl::InvalidArgumentError(error.what());
  }
  return true;
}

}  // namespace aftercall::testing
