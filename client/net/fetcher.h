#pragma once

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "client/model/desk.h"
#include "client/net/connection.h"
#include "client/net/feed_session.h"
#include "client/net/inbox.h"

namespace aftercall::net {

// Fetches what feeds do not tell: forms, reviews, review tasks, appeals, who could be asked for a
// review, the person's contacts, who their colleagues are, and which queues they may pause; one at
// a time, each until the server has answered. It reaches the model as FormTold (checked),
// ReviewTold, a BodyTold, PreviewTold, ContactsTold, ColleaguesTold and QueuesTold. Methods may be
// called from any thread and never block.
class Fetcher {
 public:
  // `connection` outlives the fetcher, `inbox` the connection. `on_refused` is told, on the loop,
  // of what the server does not give, or what cannot be drawn; it is not asked for again. (That
  // somebody cannot be asked is an answer, and so is that there is no list of contacts,
  // colleagues or queues.)
  Fetcher(Connection* connection, Inbox* inbox, std::function<void(const absl::Status&)> on_refused,
          SessionOptions options = {});
  ~Fetcher();

  // May be called with every frame: what is wanted already is not asked for again. A preview that
  // has been answered is asked for anew when it is wanted anew.
  void Want(model::Desk::Wanted wanted);

 private:
  class Impl;
  const std::shared_ptr<Loop> loop_;
  const std::shared_ptr<Impl> impl_;
};

}  // namespace aftercall::net
