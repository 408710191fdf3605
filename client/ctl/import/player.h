#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "client/ctl/import/importer.h"
#include "client/ctl/import/pacing.h"

namespace aftercall::ctl {

// How to play a file.
struct PlayOptions {
  // Between two answers of the agent with the most.
  absl::Duration every = absl::Seconds(3);
  // Tell everything as of the moment it is played, instead of its own time.
  bool as_of_now = false;
};

// Reads a table whole; what cannot be taken goes to the rejects. CANCELLED when stopped.
absl::StatusOr<std::vector<PacedRow>> ReadForPlay(input::TableReader* table,
                                                  const ImportParts& parts, ImportResult* result);

// Tells rows in their order, each when it is due; what is due at once is one batch. Ends early when
// stopped. Adds what the server made of them to `result`.
absl::Status Play(std::vector<PacedRow> rows, const PlayOptions& options, const ImportParts& parts,
                  ImportResult* result);

}  // namespace aftercall::ctl
