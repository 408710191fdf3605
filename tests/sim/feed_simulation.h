#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "backend/commands/ingest_batch.h"
#include "backend/store/store.h"
#include "tests/sim/feed_client.h"
#include "tests/support/manual_clock.h"
#include "tests/support/random_floor.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/writes.h"

namespace aftercall::sim {

// A random schedule from a seed: records and corrections, changes of many entries, commands that
// fail, looks at feeds, readers that are slow, break off, forget or bring a wrong cursor, a server
// that is restarted or killed, feeds that are trimmed by age, backups and restores.
class FeedSimulation {
 public:
  explicit FeedSimulation(uint64_t seed);
  ~FeedSimulation();

  Findings Run(int steps);

 private:
  void Step();
  void Ingest();
  void AppendMarked();
  void Burst();
  void SeeSome();
  void Read();
  void Restart();
  void Kill();
  void Trim();
  void Backup();
  void Restore();
  void Open();
  void CheckLogs();
  void Finish();
  FeedClient& AnyClient() { return *clients_[floor_.Below(static_cast<int>(clients_.size()))]; }
  domain::UserId AnyFeed() { return feeds_[floor_.Below(static_cast<int>(feeds_.size()))]; }
  void OnCommit(absl::Span<const std::shared_ptr<const store::FeedGrowth>> growth);

  testing::RandomFloor floor_;
  testing::TemporaryDirectory directory_;
  testing::ManualClock clock_;
  commands::Policy policy_;
  Findings findings_;
  std::string path_;
  int lives_ = 0;
  int64_t marks_ = 0;
  std::unique_ptr<feed::Hub> hub_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Reader> reader_;
  std::vector<domain::UserId> feeds_;
  std::map<domain::UserId, Truth> truths_;
  std::string backup_;  // its file; empty: none yet
  int backups_ = 0;
  std::map<domain::UserId, Truth> truths_of_backup_;
  std::vector<std::unique_ptr<FeedClient>> clients_;
};

}  // namespace aftercall::sim
