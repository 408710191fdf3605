#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::auth {

// The signature algorithms of RFC 7518 that are accepted.
enum class Algorithm { kEs256, kRs256 };

// "ES256" or "RS256", as a token's "alg" says it.
absl::string_view ToString(Algorithm algorithm);

// A key, public or with its private part, its id, and the one algorithm it is good for: EC P-256
// keys sign ES256, RSA keys of 2,048 bits or more RS256. Immutable, cheap to copy, thread-safe.
class Key {
 public:
  // A new EC P-256 key; its id is its thumbprint (RFC 7638, SHA-256).
  static absl::StatusOr<Key> Generate();

  // Reads a JWK (RFC 7517). Its id is its "kid", else its thumbprint. Refuses symmetric keys, other
  // curves, and a key whose "alg" or "use" says it is for something else. INVALID_ARGUMENT says
  // what is wrong and never quotes the key.
  static absl::StatusOr<Key> FromJwk(absl::string_view json);

  const std::string& id() const { return id_; }
  Algorithm algorithm() const { return algorithm_; }
  bool has_private_part() const { return has_private_part_; }

  // The key as JSON, with its private part: for a file that nobody else can read.
  absl::StatusOr<std::string> ToPrivateJwk() const;

  // Signs `payload` as a compact JWS of type "JWT" with "alg" and "kid" in its header.
  // FAILED_PRECONDITION without a private part.
  absl::StatusOr<std::string> Sign(absl::string_view payload) const;

  // The payload of a compact JWS, if the signature is this key's. The caller has made sure that the
  // header's "alg" is this key's algorithm. About 60 µs for ES256.
  absl::StatusOr<std::string> VerifiedPayload(absl::string_view compact) const;

 private:
  struct Handle;  // libcjose's

  Key(std::shared_ptr<const Handle> handle, std::string id, Algorithm algorithm, bool has_private);

  std::shared_ptr<const Handle> handle_;
  std::string id_;
  Algorithm algorithm_;
  bool has_private_part_;
};

// Reads keys that tokens may be signed with: a JWKS ({"keys": […]}), a JWK, or PEM
// ("PUBLIC KEY" blocks, one after another; their ids are their thumbprints). Keys of a set that are
// of other kinds are left out; none at all is INVALID_ARGUMENT.
absl::StatusOr<std::vector<Key>> ParseKeys(absl::string_view text);

// ParseKeys of a file; errors name it.
absl::StatusOr<std::vector<Key>> ReadKeyFile(const std::string& path);

}  // namespace aftercall::auth
