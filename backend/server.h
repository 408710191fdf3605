#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/runtime/config.h"

namespace aftercall {

// The whole backend, serving. Builds its parts in order and takes them down in reverse.
class Server {
 public:
  // Opens the store, makes what the first start needs (signing key, the administrator's account and
  // token in {data_dir}/admin.token), and serves. Returns when calls are answered. `on_restored` is
  // called when an administrator has given another database: whoever owns the server then takes it
  // down, and starts another, which opens that one. Any thread; must not wait for the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const runtime::Config& config, std::function<void()> on_restored = [] {});
  // Drains, if Drain has not been called.
  ~Server();

  // Where gRPC listens: "HOST:PORT" with the port that was really taken.
  const std::string& address() const { return address_; }

  // Where its metrics are; empty: nowhere.
  std::string MetricsUrl() const;

  // Asks every stream to come back elsewhere or later, finishes the calls that run, for at most the
  // configured time, and ends the rest. What was answered is durable. Any thread; once.
  void Drain();

 private:
  struct Parts;
  Server(std::unique_ptr<Parts> parts, std::string address, absl::Duration drain_timeout);

  std::unique_ptr<Parts> parts_;
  const std::string address_;
  const absl::Duration drain_timeout_;
};

}  // namespace aftercall
