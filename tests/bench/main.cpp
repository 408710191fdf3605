#include <iostream>

#include "absl/synchronization/mutex.h"
#include "tests/bench/bare_server.h"
#include "tests/bench/files.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/picture.h"
#include "tests/bench/report.h"

namespace aftercall::bench {
namespace {

int Fail(const absl::Status& status, int code) {
  std::cerr << "aftercall_bench: " << status.message() << "\n";
  return code;
}

int Main(int argc, char** argv) {
  const absl::StatusOr<std::optional<Options>> parsed = ParseOptions(argc, argv);
  if (!parsed.ok()) return Fail(parsed.status(), 2);
  if (!parsed->has_value()) return 0;
  const Options& options = **parsed;
  // Debian's Abseil looks for deadlocks in production too; that costs memory and time.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  RaiseFileLimit();
  if (options.serve_bare) return ServeBare();
  const Folder folder(options.folder, "bench");
  Samples samples;
  for (int run = 1; run <= options.runs; ++run) {
    const absl::Status status = MeasureRun(options, run, folder.path(), &samples);
    if (!status.ok()) return Fail(status, 1);
  }
  std::cout << options.streams << " streams, " << options.runs
            << " runs: median (lowest-highest)\n\n";
  WriteTable(samples, std::cout);
  WriteStages(samples, std::cout);
  if (!options.picture.empty()) {
    const absl::Status drawn = WritePicture(samples, options.streams, options.picture);
    if (!drawn.ok()) return Fail(drawn, 1);
  }
  if (options.json.empty()) return 0;
  const absl::Status written = WriteJson(samples, options);
  return written.ok() ? 0 : Fail(written, 1);
}

}  // namespace
}  // namespace aftercall::bench

int main(int argc, char** argv) { return aftercall::bench::Main(argc, argv); }
