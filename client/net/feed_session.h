#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "absl/time/time.h"
#include "client/model/feed_event.h"
#include "client/net/connection.h"
#include "client/net/inbox.h"

namespace aftercall::net {

struct SessionOptions {
  absl::Duration first_retry = absl::Milliseconds(200);
  absl::Duration longest_retry = absl::Seconds(10);
  uint64_t seed = 0;  // of the jitter; 0: random
};

// Watches the caller's own feed and puts into the inbox what comes, and how the link stands. Starts
// before there is a server and survives its restarts: after each end it resumes from the last
// cursor that it delivered, after a jittered wait or the one the server asked for.
//
//   UNAUTHENTICATED, PERMISSION_DENIED   kTokenExpired, kRefused; it stops
//   UNAVAILABLE with RetryInfo           kDraining; back after that time and some jitter
//   RESOURCE_EXHAUSTED                   kServerFull; back after a wait
//   anything else                        kNoServer; back after a wait
//   2.5 bookmark intervals of silence    kStale; twice as long: a new attempt
//
// Messages that are not well-formed are made harmless while they are converted (from_proto.h).
// Its methods may be called from any thread and never block.
class FeedSession {
 public:
  // `connection` outlives the session, `inbox` the connection.
  FeedSession(Connection* connection, Inbox* inbox, SessionOptions options = {});
  ~FeedSession();

  // Begins to watch after `cursor`, or from a snapshot. Call once.
  void Start(std::optional<model::Cursor> cursor);

  // Ends the stream and opens another after `cursor`: the model found that something is missing.
  void Resync(std::optional<model::Cursor> cursor);

 private:
  class Impl;
  const std::shared_ptr<Loop> loop_;
  Inbox* const inbox_;
  const std::shared_ptr<Impl> impl_;
};

}  // namespace aftercall::net
