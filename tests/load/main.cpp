#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "tests/bench/bare_server.h"
#include "tests/bench/files.h"
#include "tests/load/options.h"
#include "tests/load/report.h"
#include "tests/load/scenarios.h"

namespace aftercall::load {
namespace {

constexpr int kSkipped = 77;
// What a process opens besides its agents' connections.
constexpr uint64_t kOtherFiles = 200;

int Fail(const absl::Status& status, int code) {
  std::cerr << "aftercall_load: " << status.message() << "\n";
  return code;
}

absl::Status CheckFiles(const Options& options) {
  const uint64_t allowed = bench::RaiseFileLimit();
  const uint64_t needed = static_cast<uint64_t>(options.lines()) + kOtherFiles;
  if (allowed >= needed) return absl::OkStatus();
  return absl::ResourceExhaustedError(absl::StrCat(
      options.lines(), " connections need ", needed,
      " open files in this process and in the server, and a process may have ", allowed,
      " here. Raise the hard limit (\"ulimit -Hn ", needed,
      "\" as root, LimitNOFILE= in a systemd unit, nofile in /etc/security/limits.conf), or let "
      "agents share connections: --connections ",
      allowed > kOtherFiles ? allowed - kOtherFiles : 1, "."));
}

absl::Status Run(const Options& options, Visit* visit, const std::string& folder) {
  using Scenario = absl::Status (Visit::*)();
  if (!options.no_bare) {
    if (absl::Status bare = visit->MeasureBare(); !bare.ok()) return bare;
  }
  if (absl::Status begun = visit->Begin(folder); !begun.ok()) return begun;
  const std::pair<const char*, Scenario> scenarios[] = {{"idle", &Visit::StayIdle},
                                                        {"broadcast", &Visit::Broadcast},
                                                        {"directed", &Visit::Direct},
                                                        {"storm", &Visit::Storm}};
  for (const auto& [name, scenario] : scenarios) {
    if (!options.Wants(name)) continue;
    if (absl::Status status = (visit->*scenario)(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  const absl::StatusOr<std::optional<Options>> parsed = ParseOptions(argc, argv);
  if (!parsed.ok()) return Fail(parsed.status(), 2);
  if (!parsed->has_value()) return 0;
  const Options& options = **parsed;
  // Debian's Abseil looks for deadlocks in production too; that costs memory and time.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  if (absl::Status files = CheckFiles(options); !files.ok()) return Fail(files, kSkipped);
  if (options.serve_bare) return bench::ServeBare();
  const bench::Folder folder(options.folder, "load");
  Report report;
  report.load_average = LoadAverage();
  Visit visit(options, &report);
  const absl::Status status = Run(options, &visit, folder.path());
  if (!report.figures.empty()) {
    WriteTable(report, options, visit.counts(), std::cout);
    if (!options.json.empty()) {
      if (absl::Status json = WriteJson(report, options, visit.counts()); !json.ok()) {
        return Fail(json, 1);
      }
    }
  }
  if (!status.ok()) return Fail(status, 1);
  return visit.counts().IsClean() ? 0 : 1;
}

}  // namespace
}  // namespace aftercall::load

int main(int argc, char** argv) { return aftercall::load::Main(argc, argv); }
