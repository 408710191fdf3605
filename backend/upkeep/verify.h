#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"

// The check of a whole database while it is served.
namespace aftercall::upkeep {

// In the order in which they are checked; numbers of the protocol.
enum class Phase { kFile = 1, kFeeds = 2, kRollups = 3, kRequests = 4 };

// Something that is wrong.
struct Finding {
  Phase phase = Phase::kFile;
  std::string place;        // "users/{user}/feed", "users/{user} 2026-01-31", "request {id}"
  std::string description;  // a sentence
  bool mended = false;
};

struct Report {
  int64_t feeds = 0;
  int64_t feed_entries = 0;
  int64_t interactions = 0;
  int64_t rollup_cells = 0;
  int64_t requests = 0;
  int64_t findings = 0;
  int64_t mended = 0;
};

// Who follows a check, on the thread that checks.
class Observer {
 public:
  virtual ~Observer() = default;
  // Comes often; `total` 0: not known. False ends the check with CANCELLED.
  virtual bool OnProgress(Phase phase, int64_t done, int64_t total) = 0;
  // At most kMostFindings of a phase; the report counts all.
  virtual void OnFinding(const Finding& finding) = 0;
};
inline constexpr int64_t kMostFindings = 1000;

// Checks one state of everything:
//   file       SQLite's own integrity_check
//   feeds      positions trimmed + 1 … head, none missing, none above; the last change is whole
//   roll-ups   every cell, against what domain::Contribution makes of the interactions
//   requests   ids and fingerprints have their form
// `mend` rewrites roll-ups that differ, each user's day in a transaction of its own that reckons
// again what it rewrites; not where the file is damaged, since the rows may be wrong then.
absl::StatusOr<Report> Verify(store::Store& store, const commands::Policy& policy, bool mend,
                              Observer& observer);

}  // namespace aftercall::upkeep
