#include "backend/feed/hub.h"

#include <algorithm>
#include <utility>

#include "absl/hash/hash.h"

namespace aftercall::feed {

size_t Hub::Index(domain::UserId feed) { return absl::Hash<domain::UserId>()(feed) % kShards; }

void Hub::Subscribe(domain::UserId feed, Subscriber* subscriber) {
  Shard& shard = ShardOf(feed);
  absl::MutexLock lock(&shard.mutex);
  shard.feeds[feed].subscribers.push_back(subscriber);
}

void Hub::Unsubscribe(domain::UserId feed, Subscriber* subscriber) {
  Shard& shard = ShardOf(feed);
  absl::MutexLock lock(&shard.mutex);
  const auto it = shard.feeds.find(feed);
  if (it == shard.feeds.end()) return;
  auto& subscribers = it->second.subscribers;
  subscribers.erase(std::remove(subscribers.begin(), subscribers.end(), subscriber),
                    subscribers.end());
  if (subscribers.empty()) shard.feeds.erase(it);
}

void Hub::OnCommit(absl::Span<const std::shared_ptr<const store::FeedGrowth>> growth) {
  for (const auto& grown : growth) {
    Shard& shard = ShardOf(grown->feed);
    absl::MutexLock lock(&shard.mutex);
    const auto it = shard.feeds.find(grown->feed);
    if (it == shard.feeds.end()) continue;
    Followed& followed = it->second;
    if (!grown->entries.empty()) {
      followed.recent.push_back(grown);
      followed.remembered += grown->entries.size();
      while (followed.remembered > kRemembered && !followed.recent.empty()) {
        followed.remembered -= followed.recent.front()->entries.size();
        followed.recent.pop_front();
      }
    }
    for (Subscriber* subscriber : followed.subscribers) {
      subscriber->Wake(/*standing_only=*/grown->entries.empty());
    }
  }
}

std::optional<Hub::Growths> Hub::After(domain::UserId feed, int64_t after) const {
  const Shard& shard = ShardOf(feed);
  absl::ReaderMutexLock lock(&shard.mutex);
  const auto it = shard.feeds.find(feed);
  if (it == shard.feeds.end() || it->second.recent.empty()) return std::nullopt;
  const auto& recent = it->second.recent;
  if (recent.front()->entries.front().position > after + 1) return std::nullopt;
  Growths growths;
  for (const auto& grown : recent) {
    if (grown->entries.back().position > after) growths.push_back(grown);
  }
  return growths;
}

}  // namespace aftercall::feed
