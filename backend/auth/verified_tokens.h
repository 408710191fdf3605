#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "backend/auth/identity.h"

namespace aftercall::auth {

// What a verified token says.
struct VerifiedToken {
  Identity identity;
  absl::Time not_before;
};

// Remembers tokens whose signatures have been checked. Keeps their SHA-256, not the tokens.
// Bounded: the expired give way first, then any. Thread-safe; readers do not exclude one another.
class VerifiedTokens {
 public:
  using Digest = std::array<unsigned char, 32>;

  explicit VerifiedTokens(size_t capacity) : capacity_(capacity / kShards) {}

  static Digest DigestOf(absl::string_view token);

  // Also what has expired since: the caller compares times.
  std::optional<VerifiedToken> Find(const Digest& digest) const;

  void Remember(const Digest& digest, const VerifiedToken& token, absl::Time now);

  size_t size() const;

 private:
  static constexpr size_t kShards = 16;

  struct Shard {
    mutable absl::Mutex mutex;
    absl::flat_hash_map<Digest, VerifiedToken> tokens ABSL_GUARDED_BY(mutex);
  };

  static size_t ShardOf(const Digest& digest) { return digest[0] % kShards; }

  const size_t capacity_;  // of a shard
  std::array<Shard, kShards> shards_;
};

}  // namespace aftercall::auth
