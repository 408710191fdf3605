#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/bench/child.h"
#include "tests/bench/options.h"

namespace aftercall::bench {

// A server that is measured, in a process of its own, and what a client needs to use it.
struct Place {
  std::unique_ptr<Child> process;
  std::string ingest_token;
  std::vector<std::string> watch_tokens;  // one a stream
  bool bare = false;

  // A connection of its own.
  std::shared_ptr<grpc::Channel> Connect() const;
};

// The bare server: this program again.
absl::StatusOr<Place> StartBare(const Options& options);

// aftercalld on `folder`, which it makes at the first start, with an agent for each stream.
absl::StatusOr<Place> StartOurs(const Options& options, const std::string& folder);

// Says who calls.
void SignIn(const std::string& token, grpc::ClientContext* context);

// Records the interactions of a series of answers, so that the answers find them.
absl::Status TellInteractions(const Place& place, const std::string& series, size_t count,
                              int agents);

}  // namespace aftercall::bench
