#pragma once

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "backend/commands/ingest_batch.h"

namespace aftercall::testing {

// Records of a small floor, at random but from a seed: calls with transfers and barges, told again
// and corrected; answers before, after and without their call, changed, moved to another call,
// late; invitations; agent states. Few of each, so that they meet.
class RandomFloor {
 public:
  explicit RandomFloor(uint64_t seed) : random_(seed) {}

  commands::Record Next();
  int Below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  bool Chance(double p) { return std::bernoulli_distribution(p)(random_); }

  // All that is told happened in the four days from here on; a clock that starts here, too, makes
  // some of it late and some of it news from the future.
  static absl::Time Beginning() { return absl::FromUnixSeconds(1772000000); }
  // What answers refer to; to be ingested first.
  static std::vector<commands::Record> Questions();

 private:
  commands::Record Call();
  commands::Record Answer();

  std::string CallId() { return absl::StrCat("c", Below(40)); }
  absl::Time Time() { return Beginning() + absl::Seconds(Below(4 * 86400)); }

  std::mt19937_64 random_;
};

// The seed of AFTERCALL_SEED, else `usual`.
uint64_t SeedOr(uint64_t usual);

}  // namespace aftercall::testing
