#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "tests/bench/bare_server.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"

namespace aftercall::bench {
namespace {

// A folder of our own for databases, gone at the end.
class Folder {
 public:
  explicit Folder(const std::string& where)
      : path_(absl::StrCat(where.empty() ? std::filesystem::temp_directory_path().string() : where,
                           "/aftercall-bench-", getpid())) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  const std::string path_;
};

// Every connection is a file to both ends.
void AllowManyFiles() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

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
  AllowManyFiles();
  if (options.serve_bare) return ServeBare();
  const Folder folder(options.folder);
  Samples samples;
  for (int run = 1; run <= options.runs; ++run) {
    const absl::Status status = MeasureRun(options, run, folder.path(), &samples);
    if (!status.ok()) return Fail(status, 1);
  }
  std::cout << options.streams << " streams, " << options.runs
            << " runs: median (lowest-highest)\n\n";
  WriteTable(samples, std::cout);
  if (options.json.empty()) return 0;
  const absl::Status written = WriteJson(samples, options);
  return written.ok() ? 0 : Fail(written, 1);
}

}  // namespace
}  // namespace aftercall::bench

int main(int argc, char** argv) { return aftercall::bench::Main(argc, argv); }
