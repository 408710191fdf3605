#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "tests/integration/kills/options.h"
#include "tests/integration/kills/storm.h"
#include "tests/integration/kills/ticker.h"
#include "tests/integration/kills/wire.h"
#include "tests/support/child.h"

namespace aftercall::kills {
namespace {

constexpr int kSkipped = 77;
constexpr size_t kShown = 5;      // violations of each guarantee
constexpr size_t kLongest = 500;  // characters of one

// The certificate of a backend that is not on loopback, vouched for by itself.
absl::StatusOr<Place> MakePlace(const Wire& wire, const std::string& folder) {
  Place place;
  place.host = Wire::kServer;
  place.network = wire.server_network();
  place.tls_ca = folder + "/certificate.pem";
  place.tls_key = folder + "/key.pem";
  auto openssl = testing::Child::Start(
      {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
       "-nodes", "-days", "2", "-subj", "/CN=aftercall", "-addext",
       absl::StrCat("subjectAltName=IP:", place.host), "-keyout", place.tls_key, "-out",
       place.tls_ca},
      {.log = folder + "/openssl.log"});
  if (!openssl.ok()) return openssl.status();
  const absl::StatusOr<int> code = (*openssl)->Wait();
  if (!code.ok()) return code.status();
  if (*code != 0) return absl::InternalError("openssl made no certificate");
  return place;
}

absl::Status RunStorm(const Options& options, Place place, Wire* wire,
                      testing::Findings* findings) {
  Storm storm(options, std::move(place), wire);
  const absl::Status status = storm.Run();
  storm.Print(std::cout);
  *findings = storm.findings();
  return status;
}

absl::Status RunLink(const Options& options, testing::Findings* findings) {
  const testing::TemporaryDirectory folder;
  auto wire = Wire::Make(options.seed);
  if (!wire.ok()) return wire.status();
  auto place = MakePlace(**wire, folder.path());
  if (!place.ok()) return place.status();
  const absl::Status status = RunStorm(options, *std::move(place), wire->get(), findings);
  const Wire::Counts counts = (*wire)->counts();
  std::cout << "  " << counts.passed << " packets passed, " << counts.lost << " lost, "
            << counts.doubled << " doubled, " << counts.late << " late; " << counts.cuts
            << " cuts\n";
  return status;
}

absl::Status Run(const Options& options, testing::Findings* findings) {
  if (options.what == "ticker") return RunTicker(options, findings);
  if (options.what == "link") return RunLink(options, findings);
  return RunStorm(options, {}, nullptr, findings);
}

bool Report(const testing::Findings& findings) {
  for (const auto& [guarantee, n] : findings.checks) {
    const auto found = findings.violations.find(guarantee);
    const size_t violations = found == findings.violations.end() ? 0 : found->second.size();
    std::cout << "  " << guarantee << ": " << n << " checks, " << violations << " violations\n";
    for (size_t i = 0; i < std::min(violations, kShown); ++i) {
      std::cout << "    " << found->second[i].substr(0, kLongest) << "\n";
    }
  }
  return findings.violations.empty();
}

int Main(int argc, char** argv) {
  const absl::StatusOr<std::optional<Options>> parsed = ParseOptions(argc, argv);
  if (!parsed.ok()) {
    std::cerr << "aftercall_kills: " << parsed.status().message() << "\n";
    return 2;
  }
  if (!parsed->has_value()) return 0;
  const Options& options = **parsed;
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  std::cout << options.Command() << std::endl;
  testing::Findings findings;
  const absl::Status status = Run(options, &findings);
  const bool held = Report(findings);
  if (absl::IsFailedPrecondition(status)) {
    std::cout << "Skipped: " << status.message() << "\n";
    return kSkipped;
  }
  if (!status.ok()) std::cout << "FAILED: " << status.message() << "\n";
  if (!held) std::cout << "FAILED: a guarantee was broken\n";
  if (status.ok() && held) return 0;
  std::cout << "To do about the same again: " << options.Command() << "\n";
  return 1;
}

}  // namespace
}  // namespace aftercall::kills

int main(int argc, char** argv) { return aftercall::kills::Main(argc, argv); }
