#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "tests/support/child.h"

namespace aftercall::kills {

// Where the backend is, and where its network is.
struct Place {
  std::string host = "127.0.0.1";
  int network = -1;     // file of the network namespace it lives in; -1: ours
  std::string tls_ca;   // PEM file of who vouches for it; empty: plain text
  std::string tls_key;  // PEM file of its private key
};

// A real aftercalld on SQLite in a folder, on the same port in all its lives. Used by one thread.
class Server {
 public:
  Server(Place place, std::string folder);

  // Returns when it listens.
  absl::Status Start();
  // Starts it and kills it after `delay`, wherever it is then.
  absl::Status StartAndKill(absl::Duration delay);
  // SIGKILL.
  void Kill();
  // SIGTERM; fails if it does not end by itself and well.
  absl::Status Drain();

  const std::string& address() const { return address_; }
  const Place& place() const { return place_; }
  std::string database() const { return folder_ + "/kills.db"; }
  std::string admin_token_file() const { return folder_ + "/admin.token"; }
  // What it wrote to its log.
  std::string log_file() const { return folder_ + "/log"; }
  // A connection of one's own.
  std::shared_ptr<grpc::Channel> Connect() const;

 private:
  absl::Status Spawn();

  const Place place_;
  const std::string folder_;
  const std::string address_;
  std::unique_ptr<testing::Child> process_;
};

}  // namespace aftercall::kills
