#include "backend/runtime/files.h"

#include <sys/resource.h>

#include "absl/strings/str_cat.h"

namespace aftercall::runtime {
namespace {

// For the database, the log, other calls and the network's own.
constexpr uint64_t kOtherFiles = 200;

}  // namespace

uint64_t RaiseFileLimit() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
  const rlimit raised{files.rlim_max, files.rlim_max};
  return setrlimit(RLIMIT_NOFILE, &raised) == 0 ? files.rlim_max : files.rlim_cur;
}

std::optional<std::string> WarnOfFewFiles(uint64_t files, int streams) {
  const uint64_t needed = static_cast<uint64_t>(streams) + kOtherFiles;
  if (files >= needed) return std::nullopt;
  return absl::StrCat(
      "This process may open ", files, " files, and ", streams,
      " streams (max_streams) on connections of their own need ", needed,
      ". When none is left, it takes no more connections until it is started again. Raise the "
      "limit (LimitNOFILE= in a systemd unit, ulimit -Hn, nofile in /etc/security/limits.conf) or "
      "lower --max-streams.");
}

}  // namespace aftercall::runtime
