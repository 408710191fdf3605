#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "client/model/feed.h"
#include "client/net/disk_cache.h"
#include "tests/integration/kills/people.h"
#include "tests/integration/kills/server.h"
#include "tests/integration/kills/witness.h"

namespace aftercall::kills {

// A person's screen without a window: the real session and model, joined as the ticker joins them,
// on a thread of its own. Dies after a random number of events and begins again from what its disk
// had, which is older than what it knew; at times the disk is lost as well.
class Watcher {
 public:
  struct Habits {
    bool slow = false;       // reads late, so that the backend is ahead
    bool real_disk = false;  // keeps what it knows with net::DiskCache; else in memory
    bool sees = false;       // tells the backend what was on the screen
  };

  Watcher(const Server& server, const Person& person, Habits habits, std::string name,
          std::string folder, uint64_t seed);
  // Waits for the thread.
  ~Watcher();

  // Settled, it neither dies nor dawdles nor tells what it has seen.
  void Settle(bool settled) { settled_ = settled; }
  // Ends it.
  void Stop();
  void Join();

  const std::string& name() const { return name_; }
  const Person& person() const { return person_; }
  // Whether it is live now, and the position it has reached.
  bool is_live() const { return live_; }
  int64_t position() const { return position_; }

  // Of an ended watcher.
  Witness& witness() { return witness_; }

 private:
  class Desk;
  enum class End { kStop, kDie, kLose };

  void Run();
  std::optional<model::Kept> Boot();
  std::optional<model::Kept> LoadFromDisk();
  End Live(std::optional<model::Kept> kept);
  void See(Desk& desk, model::Feed& feed);
  void Save(const model::Feed& feed);
  void Crash();
  int Below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  bool Chance(double p) { return std::bernoulli_distribution(p)(random_); }

  const Server& server_;
  const Person person_;
  const Habits habits_;
  const std::string name_;
  const std::string folder_;
  std::mt19937_64 random_;
  Witness witness_;
  std::unique_ptr<net::DiskCache> disk_;
  std::vector<model::Kept> saved_;  // where there is no real disk: the last few
  std::atomic<bool> settled_ = false;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> live_ = false;
  std::atomic<int64_t> position_ = 0;
  std::thread thread_;  // last: it uses what is above
};

}  // namespace aftercall::kills
