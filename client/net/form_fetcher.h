#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "client/model/self_assessment.h"
#include "client/net/connection.h"
#include "client/net/feed_session.h"
#include "client/net/inbox.h"

namespace aftercall::net {

// Fetches forms, each until the server has answered. They reach the model as FormTold, checked.
// Methods may be called from any thread and never block.
class FormFetcher {
 public:
  // `connection` outlives the fetcher, `inbox` the connection. `on_refused` is told, on the loop,
  // of a form that the server does not give, or that cannot be drawn; it is not asked for again.
  FormFetcher(Connection* connection, Inbox* inbox,
              std::function<void(const absl::Status&)> on_refused, SessionOptions options = {});
  ~FormFetcher();

  // May be called with every frame: what was asked for is not asked for again.
  void Want(std::vector<model::FormKey> forms);

 private:
  class Impl;
  const std::shared_ptr<Loop> loop_;
  const std::shared_ptr<Impl> impl_;
};

}  // namespace aftercall::net
