#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "tests/bench/options.h"

namespace aftercall::bench {

// Answers a second that the embedded store takes by itself: the backend's own commands, and so its
// own statements, `chunk` answers a transaction, without any network. The database is made in
// `folder`.
absl::StatusOr<double> SqliteAlone(const Options& options, const std::string& folder, size_t count);

}  // namespace aftercall::bench
