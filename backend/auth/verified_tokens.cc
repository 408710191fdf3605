#include "backend/auth/verified_tokens.h"

#include <openssl/sha.h>

namespace aftercall::auth {

VerifiedTokens::Digest VerifiedTokens::DigestOf(absl::string_view token) {
  Digest digest;
  static_assert(sizeof(digest) == SHA256_DIGEST_LENGTH);
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
  return digest;
}

std::optional<VerifiedToken> VerifiedTokens::Find(const Digest& digest) const {
  const Shard& shard = shards_[ShardOf(digest)];
  absl::ReaderMutexLock lock(&shard.mutex);
  const auto it = shard.tokens.find(digest);
  if (it == shard.tokens.end()) return std::nullopt;
  return it->second;
}

void VerifiedTokens::Remember(const Digest& digest, const VerifiedToken& token, absl::Time now) {
  Shard& shard = shards_[ShardOf(digest)];
  absl::MutexLock lock(&shard.mutex);
  if (shard.tokens.size() >= capacity_) {
    absl::erase_if(shard.tokens,
                   [&](const auto& entry) { return entry.second.identity.expires_at <= now; });
  }
  if (shard.tokens.size() >= capacity_) shard.tokens.erase(shard.tokens.begin());
  shard.tokens.insert_or_assign(digest, token);
}

size_t VerifiedTokens::size() const {
  size_t size = 0;
  for (const Shard& shard : shards_) {
    absl::ReaderMutexLock lock(&shard.mutex);
    size += shard.tokens.size();
  }
  return size;
}

}  // namespace aftercall::auth
