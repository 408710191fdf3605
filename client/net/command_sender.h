#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "client/net/connection.h"
#include "client/net/feed_session.h"
#include "client/net/inbox.h"

namespace aftercall::net {

// Sends the person's commands: each with a request id of its own, again and again with the same id
// until the server has answered. What is under way at a crash is found again by the model (it knows
// what has been shown and what the server knows). Methods may be called from any thread and never
// block.
class CommandSender {
 public:
  // `connection` outlives the sender, `inbox` the connection. `on_refused` is told, on the loop, of
  // a command that the server will never take.
  CommandSender(Connection* connection, Inbox* inbox,
                std::function<void(const absl::Status&)> on_refused, SessionOptions options = {});
  ~CommandSender();

  // MarkFeedSeen: the owner has seen everything up to `position`. May be called with every frame: a
  // position that is under way, or has been refused, is not sent again, and of those that wait only
  // the last is. The answer reaches the model as SeenTold.
  void MarkSeen(int64_t position);

 private:
  class Impl;
  const std::shared_ptr<Loop> loop_;
  const std::shared_ptr<Impl> impl_;
};

}  // namespace aftercall::net
