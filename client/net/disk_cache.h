#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/model/desk.h"
#include "client/net/token_identity.h"

namespace aftercall::net {

// $XDG_STATE_HOME/aftercall, or ~/.local/state/aftercall. Empty if neither variable is set.
std::string DefaultStateDirectory();

// What one person's work with one server leaves on this desk's disk: cursor, recent items, drafts
// and commands on their way in one file, so that a crash neither skips nor doubles any. The file's
// name is a hash of server and subject; it is readable by its owner alone (0600 in a 0700
// directory), replaced whole (temporary file, fsync, rename) and carries a checksum. One of them is
// written for a text that has been wiped as for any other change: the old words are gone from the
// file with the next save.
class DiskCache {
 public:
  struct Options {
    std::string directory;
    std::string server;
    TokenIdentity identity;
    // Shortest time between two writes; what comes meanwhile is written together.
    absl::Duration pause = absl::Seconds(1);
    // Told, on the cache's thread, of a write that failed.
    std::function<void(const absl::Status&)> on_problem;
  };

  // Starts the thread "disk", which alone blocks on writing.
  explicit DiskCache(Options options);
  // Writes what is still to be written, then ends the thread.
  ~DiskCache();

  // What was kept. Nothing where there is no file, or where the token has expired at `now` (a
  // shared desk shows nothing to whoever holds an old token). DATA_LOSS where the file is damaged:
  // go on without it. Blocks for the reading of one small file.
  absl::StatusOr<std::optional<model::Kept>> Load(absl::Time now) const;

  // Writes `kept` soon; of several only the last. `at_once`: without the pause, since it holds
  // something that the person has just done. Never blocks.
  void Save(model::Kept kept, bool at_once = false);

  // Waits until all that was saved has been written or has failed.
  void Flush();

  // Signing out: removes the file, and nothing is written from now on.
  absl::Status Remove();

 private:
  class Writer;
  const Options options_;
  const std::string path_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace aftercall::net
