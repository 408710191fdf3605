#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/integration/kills/follower.h"
#include "tests/integration/kills/options.h"
#include "tests/integration/kills/people.h"
#include "tests/integration/kills/progress.h"
#include "tests/integration/kills/server.h"
#include "tests/integration/kills/teller.h"
#include "tests/integration/kills/watcher.h"
#include "tests/support/findings.h"
#include "tests/support/temporary_directory.h"

namespace aftercall::kills {

class Wire;

// Answers are told and watched while the backend is killed and started again, by a schedule from a
// seed: kills follow what has been acknowledged, so that all of them come under load.
class Storm {
 public:
  // `wire`: the network between the backend and all others, which fails as well; null: none.
  Storm(const Options& options, Place place, Wire* wire);

  // An error: what had to come to pass did not. Violations are in findings().
  absl::Status Run();

  const testing::Findings& findings() const { return findings_; }
  void Print(std::ostream& out) const;

 private:
  absl::Status Play();
  absl::Status FirstStart();
  void Populate();
  absl::Status Rage();
  absl::Status EndServer();
  absl::Status StartServer();
  void TroubleWire();
  void Reconnect();
  absl::Status Rest();
  absl::Status Settle();
  absl::Status Judge();
  void EndScreens();
  void Gather();
  bool MostAreLive() const;
  std::string Behind(const std::map<std::string, int64_t>& heads) const;
  std::vector<const Story*> Stories() const;
  int Below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  bool Chance(double p) { return std::bernoulli_distribution(p)(random_); }

  const Options options_;
  Wire* const wire_;
  std::mt19937_64 random_;
  testing::TemporaryDirectory directory_;
  Server server_;
  Progress progress_;
  People people_;
  std::vector<std::unique_ptr<Teller>> tellers_;
  std::vector<std::unique_ptr<Watcher>> watchers_;
  std::vector<std::unique_ptr<Follower>> followers_;
  testing::Findings findings_;
  std::map<std::string, int64_t> done_;  // what was done, in words
};

}  // namespace aftercall::kills
