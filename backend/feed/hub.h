#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "backend/store/store.h"

namespace aftercall::feed {

// Whoever follows a feed.
class Subscriber {
 public:
  virtual ~Subscriber() = default;
  // The feed grew, or its standing is new. Called on the store's writer thread; must not block and
  // must not subscribe or unsubscribe.
  virtual void Wake(bool standing_only) = 0;
};

// Tells the subscribers of feeds that these grew. Holds no entries for a subscriber; of feeds that
// are followed it remembers the last few, so that a reader who keeps up never asks the store.
// Thread-safe.
class Hub {
 public:
  // Entries of one feed that are remembered at most.
  static constexpr size_t kRemembered = 64;

  // From now on `subscriber` is woken when `feed` grows. It must unsubscribe before it dies.
  void Subscribe(domain::UserId feed, Subscriber* subscriber);
  void Unsubscribe(domain::UserId feed, Subscriber* subscriber);

  // A transaction was committed; to be given to Store::SetCommitListener.
  void OnCommit(absl::Span<const std::shared_ptr<const store::FeedGrowth>> growth);

  // What followed `after`, if all of it is remembered, in order; none where nothing followed as far
  // as is remembered. Nothing: ask the store.
  using Growths = std::vector<std::shared_ptr<const store::FeedGrowth>>;
  std::optional<Growths> After(domain::UserId feed, int64_t after) const;

 private:
  struct Followed {
    std::vector<Subscriber*> subscribers;
    std::deque<std::shared_ptr<const store::FeedGrowth>> recent;
    size_t remembered = 0;
  };
  // Feeds are spread over shards, so that thousands of streams that come and go do not wait for one
  // another.
  struct Shard {
    mutable absl::Mutex mutex;
    absl::flat_hash_map<domain::UserId, Followed> feeds ABSL_GUARDED_BY(mutex);
  };
  static constexpr size_t kShards = 16;

  Shard& ShardOf(domain::UserId feed) { return shards_[Index(feed)]; }
  const Shard& ShardOf(domain::UserId feed) const { return shards_[Index(feed)]; }
  static size_t Index(domain::UserId feed);

  Shard shards_[kShards];
};

}  // namespace aftercall::feed
