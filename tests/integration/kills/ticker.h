#pragma once

#include "absl/status/status.h"
#include "tests/integration/kills/options.h"
#include "tests/support/findings.h"

namespace aftercall::kills {

// A real ticker on a display that nobody sees. Killed by SIGKILL, it is started again while the
// backend is away, has to show what it had from its disk, and then what came meanwhile; and it is
// killed at random moments while answers come. FAILED_PRECONDITION where there is no Xvfb.
absl::Status RunTicker(const Options& options, testing::Findings* findings);

}  // namespace aftercall::kills
