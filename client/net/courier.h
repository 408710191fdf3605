#pragma once

#include <memory>

#include "client/model/command.h"
#include "client/net/connection.h"
#include "client/net/feed_session.h"
#include "client/net/inbox.h"

namespace aftercall::net {

// Brings the person's commands to the server, in the order given, one at a time: each with its
// request id, again and again until the server has answered. The answer reaches the model as
// CommandAnswered; whoever gives commands keeps them until then, and gives them again after a
// crash. Methods may be called from any thread and never block.
class Courier {
 public:
  // `connection` outlives the courier, `inbox` the connection.
  Courier(Connection* connection, Inbox* inbox, SessionOptions options = {});
  ~Courier();

  void Bring(model::Command command);

 private:
  class Impl;
  const std::shared_ptr<Loop> loop_;
  const std::shared_ptr<Impl> impl_;
};

}  // namespace aftercall::net
