#include "backend/rpc/rate_limiter.h"

#include <algorithm>

#include "absl/hash/hash.h"

namespace aftercall::rpc {

RateLimiter::RateLimiter(int calls_per_second)
    : interval_(absl::Seconds(1) / calls_per_second), burst_(absl::Seconds(2)) {}

std::optional<absl::Duration> RateLimiter::Refuse(domain::UserId user, absl::Time now) {
  Shard& shard = shards_[absl::Hash<domain::UserId>()(user) % shards_.size()];
  absl::MutexLock lock(&shard.mutex);
  const auto [it, first] = shard.spread_until.try_emplace(user, now);
  const absl::Time spread_until = std::max(it->second, now) + interval_;
  if (spread_until - now > burst_) return spread_until - now - burst_;
  it->second = spread_until;
  return std::nullopt;
}

}  // namespace aftercall::rpc
