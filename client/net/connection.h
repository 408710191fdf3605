#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/net/loop.h"

namespace aftercall::net {

struct ConnectionOptions {
  std::string server;       // "HOST:PORT"
  std::string token;        // the signed token, sent as "authorization: Bearer …"
  std::string tls_ca_file;  // PEM of those who may vouch for the server; empty: see UsesTls
};

// Whether traffic is encrypted: always, but to loopback without a tls_ca_file. Without one, other
// servers are checked against the system's authorities.
bool UsesTls(const ConnectionOptions& options);

// A channel to one server as one person, and the loop that what uses it lives on. Connects when it
// is first used and again whenever it is lost; a server that is not there is no error.
// Make it before FeedSession and CommandSender and destroy it after them: destruction stops the
// loop and waits for calls in flight, which have been cancelled.
class Connection {
 public:
  // INVALID_ARGUMENT if the address has no port; NOT_FOUND if tls_ca_file cannot be read.
  static absl::StatusOr<std::unique_ptr<Connection>> Make(ConnectionOptions options,
                                                          std::shared_ptr<Loop> loop);
  ~Connection();

  struct Impl;  // hides gRPC; for this room only
  Impl& impl() { return *impl_; }

 private:
  explicit Connection(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace aftercall::net
