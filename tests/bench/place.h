#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "aftercall/v1/ingest_service.pb.h"
#include "tests/support/child.h"

namespace aftercall::bench {

// A server that is measured, in a process of its own, and what a client needs to use it.
struct Place {
  std::unique_ptr<testing::Child> process;
  std::string ingest_token;
  std::vector<std::string> watch_tokens;  // one a stream
  bool bare = false;
  std::string metrics;  // where aftercalld's are; empty: not served

  // A connection of its own, which looks for the server again soon after it was lost.
  std::shared_ptr<grpc::Channel> Connect() const;
};

// The bare server: this program again, with --serve-bare.
absl::StatusOr<Place> StartBare(int agents);

// How aftercalld is started.
struct Backend {
  std::string program;  // empty: aftercalld beside this program
  std::string folder;   // of its data; made at the first start
  std::string listen = "127.0.0.1:0";
  bool metrics = false;  // serve them, on any port
};

// aftercalld as it is, for so many agents.
absl::StatusOr<std::unique_ptr<testing::Child>> StartBackend(const Backend& backend, int agents);

// aftercalld on a new folder, with that many agents, whose tokens it issues.
absl::StatusOr<Place> StartOurs(const Backend& backend, int agents);

// Tells `count` records, `make(0)` first, by client streaming. Fails where one is refused.
absl::Status TellRecords(const Place& place, size_t count,
                         absl::FunctionRef<v1::IngestRecord(size_t)> make);

// Records the interactions of a series of answers, so that the answers find them.
absl::Status TellInteractions(const Place& place, const std::string& series, size_t count,
                              int agents);

}  // namespace aftercall::bench
