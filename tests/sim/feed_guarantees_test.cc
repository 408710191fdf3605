#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/sim/feed_simulation.h"

// The feed's guarantees by their names, over a random schedule. The seed is another one each day;
// AFTERCALL_SEED plays one again.
namespace aftercall::sim {
namespace {

constexpr int kSteps = 1000;

uint64_t Seed() {
  const auto today = absl::ToUnixSeconds(absl::Now()) / 86400;
  return testing::SeedOr(static_cast<uint64_t>(today));
}

// One run for all of this process's tests.
const Findings& Ran() {
  static const Findings findings = [] {
    std::printf("AFTERCALL_SEED=%llu\n", static_cast<unsigned long long>(Seed()));
    std::fflush(stdout);
    return FeedSimulation(Seed()).Run(kSteps);
  }();
  return findings;
}

void Expect(const std::string& guarantee) {
  const Findings& findings = Ran();
  const auto checks = findings.checks.find(guarantee);
  ASSERT_NE(checks, findings.checks.end());
  EXPECT_GT(checks->second, 100);
  const auto violations = findings.violations.find(guarantee);
  if (violations == findings.violations.end()) return;
  ADD_FAILURE() << violations->second.size() << " of " << checks->second
                << " checks failed, first: " << violations->second.front()
                << "\nAFTERCALL_SEED=" << Seed() << " plays it again.";
}

TEST(FeedGuarantees, Ordered) { Expect("Ordered"); }
TEST(FeedGuarantees, Gapless) { Expect("Gapless"); }
TEST(FeedGuarantees, Unique) { Expect("Unique"); }
TEST(FeedGuarantees, Atomic) { Expect("Atomic"); }
TEST(FeedGuarantees, Durable) { Expect("Durable"); }
TEST(FeedGuarantees, Resumable) { Expect("Resumable"); }
TEST(FeedGuarantees, Bookmarkable) { Expect("Bookmarkable"); }

// A schedule of a fixed seed does what the others are for, too.
TEST(FeedSimulation, HasReadersWhoAreLeftBehindAndLivesThatEnd) {
  const Findings findings = FeedSimulation(4).Run(2 * kSteps);
  EXPECT_TRUE(findings.violations.empty()) << findings.violations.begin()->second.front();
  EXPECT_GT(findings.too_old, 0);
  EXPECT_GT(findings.left_behind, 0);
  EXPECT_GT(findings.other_epochs, 20);
}

}  // namespace
}  // namespace aftercall::sim
