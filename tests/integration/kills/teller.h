#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "tests/integration/kills/progress.h"
#include "tests/integration/kills/server.h"
#include "tests/integration/kills/story.h"
#include "tests/support/findings.h"

namespace aftercall::kills {

// A system that tells its story to the backend on a thread of its own, batch by batch or in
// streams, and tells what was not acknowledged again: a batch with the same request id, a stream
// from its beginning. Gives up early at times, without knowing what became of a call.
class Teller {
 public:
  enum class Way { kBatches, kStreams };

  // Tells `answers` answers as `progress` allows, then the rest of the story.
  Teller(const Server& server, const People& people, Way way, int number, uint64_t seed,
         int answers, Progress* progress);
  // Waits for the thread.
  ~Teller();

  // Waits until all is told, or for Stop.
  void Join();
  // Tells no more.
  void Stop() { stopped_ = true; }

  // Of an ended teller.
  const Story& story() const { return story_; }
  const testing::Findings& findings() const { return findings_; }
  int64_t retries() const { return retries_; }
  int64_t replays() const { return replays_; }
  // Request ids, each of which was acknowledged.
  int64_t requests() const { return requests_; }

 private:
  void Run();
  void TellBatch(std::vector<v1::IngestRecord> records);
  void TellStream(std::vector<v1::IngestRecord> records);
  bool Call(const v1::BatchIngestRequest& request, v1::BatchIngestResponse* response);
  bool Stream(const std::vector<v1::IngestRecord>& records);
  bool IsDone(const grpc::Status& status);
  void CheckResult(const v1::IngestResult& result, size_t records);
  int Below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  bool Chance(double p) { return std::bernoulli_distribution(p)(random_); }

  const std::string token_;
  const Way way_;
  const int number_;
  const int answers_;
  Progress& progress_;
  std::mt19937_64 random_;
  Story story_;
  std::unique_ptr<v1::IngestService::Stub> stub_;
  testing::Findings findings_;
  int64_t retries_ = 0;
  int64_t replays_ = 0;
  int64_t requests_ = 0;
  std::atomic<bool> stopped_ = false;
  std::thread thread_;  // last: it uses what is above
};

}  // namespace aftercall::kills
