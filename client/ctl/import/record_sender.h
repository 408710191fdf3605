#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "aftercall/v1/ingest_service.pb.h"
#include "client/ctl/input/problem.h"
#include "client/ctl/link/server_link.h"

namespace aftercall::ctl {

// What the server made of records.
struct SentCounts {
  int64_t records = 0;
  int64_t created = 0;
  int64_t changed = 0;
  int64_t unchanged = 0;
  int64_t pending = 0;
  int64_t refused = 0;

  void Add(const v1::IngestResult& result);
};

// Sends records in batches over one stream after the other. A stream ends after some thousands of
// records, to learn what the server refused; while it ends the next one is already being filled, so
// the server never waits. Not thread-safe.
class RecordSender {
 public:
  // Told of each problem that the server found, with its line and that line's text.
  using OnProblem = std::function<void(const input::Problem&, const std::string& row)>;

  RecordSender(ServerLink* server, OnProblem on_problem);
  ~RecordSender();

  // Takes over the records of one row. Waits while the server is busy. An error is final: what was
  // sent before may or may not have been taken; sending it again does no harm.
  absl::Status Send(std::vector<v1::IngestRecord> records, int64_t line, const std::string& row);

  // Sends what is left and waits until everything is durable.
  absl::Status Finish();

  const SentCounts& counts() const { return counts_; }

 private:
  struct Flight;
  absl::Status SendBatch();
  absl::Status Land(std::unique_ptr<Flight> flight);

  ServerLink* server_;
  OnProblem on_problem_;
  v1::StreamIngestRequest batch_;
  size_t batch_bytes_ = 0;
  std::unique_ptr<Flight> current_;
  std::unique_ptr<Flight> landing_;
  SentCounts counts_;
};

}  // namespace aftercall::ctl
