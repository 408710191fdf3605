#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "tests/integration/kills/people.h"
#include "tests/integration/kills/server.h"
#include "tests/integration/kills/told.h"
#include "tests/support/child.h"
#include "tests/support/findings.h"

namespace aftercall::kills {

// Real `aftercallctl watch` processes, one after another: each is killed by SIGKILL after some
// lines, and the next resumes after the last line that was printed whole.
class Follower {
 public:
  Follower(const Server& server, const Person& person, std::string name, std::string token_file,
           uint64_t seed);
  ~Follower();

  // Settled, none is killed.
  void Settle(bool settled) { settled_ = settled; }
  // Ends the process that runs now, and the row.
  void Stop();
  void Join();

  const std::string& name() const { return name_; }
  const Person& person() const { return person_; }
  // The last position printed.
  int64_t position() const { return position_; }

  // Of an ended follower: compares what was printed with what the database holds.
  void Confirm(const Log& log);
  const testing::Findings& findings() const { return findings_; }
  int64_t kills() const { return kills_; }

 private:
  void Run();
  // Runs one process to its end.
  void RunOne();
  void TakeLine(const std::string& line);
  void Check(const char* guarantee, bool holds, const std::string& otherwise);

  const Server& server_;
  const Person person_;
  const std::string name_;
  const std::string token_file_;
  std::mt19937_64 random_;
  testing::Findings findings_;
  int64_t kills_ = 0;
  std::string epoch_;
  std::vector<std::string> events_;  // at position 1, 2, …: kind, interaction, rating
  std::atomic<int64_t> position_ = 0;
  std::atomic<bool> settled_ = false;
  std::atomic<bool> stopping_ = false;
  absl::Mutex mutex_;
  std::unique_ptr<testing::Child> process_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;  // last: it uses what is above
};

}  // namespace aftercall::kills
