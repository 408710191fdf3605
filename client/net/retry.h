#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <random>

#include "absl/status/status.h"
#include "client/net/feed_session.h"
#include "client/net/loop.h"
#include "shared/base/backoff.h"

namespace aftercall::net {

// When to send again what has not been answered. Touched by the loop's tasks only.
class Retry {
 public:
  Retry(std::shared_ptr<Loop> loop, const SessionOptions& options);

  // Whether the same call could be taken another time: the server is away, full or in trouble. Any
  // other error is an answer.
  static bool IsPassing(const absl::Status& status);

  // Runs `task` after a jittered wait, longer each time; after the one that the server asked for
  // where that is longer, up to five minutes.
  void Later(const absl::Status& trouble, std::function<void()> task);

  // After an answer: the next wait is short again.
  void Reset() { backoff_.Reset(); }

  std::mt19937_64& random() { return random_; }

 private:
  const std::shared_ptr<Loop> loop_;
  std::mt19937_64 random_;
  base::Backoff backoff_;
};

}  // namespace aftercall::net
