#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/auth/identity.h"
#include "backend/auth/key.h"

namespace aftercall::auth {

class VerifiedTokens;

// A key whose tokens are accepted, where they name this issuer.
struct TrustedKey {
  Key key;
  std::string issuer;
};

// Tells who a token's bearer is. Thread-safe: a token seen before costs a hash and a reader's lock,
// so that ten thousand clients that connect at once do not queue.
class TokenVerifier {
 public:
  // INVALID_ARGUMENT where two keys have one id.
  static absl::StatusOr<std::unique_ptr<TokenVerifier>> Create(const std::vector<TrustedKey>& keys);

  ~TokenVerifier();

  // The identity that `token` (a compact JWS, without "Bearer ") proves at `now`.
  //
  // The header's "kid" chooses the key, and its "alg" must be that key's, before any signature is
  // looked at. "exp", "iss", "aud", "sub" and "role" are required; "nbf" is heeded where given,
  // with 30 s for clocks that differ. A token is refused from the second "exp" names, remembered or
  // not.
  //
  // Everything else is UNAUTHENTICATED with a wire::Problem: TOKEN_MALFORMED, TOKEN_TOO_LARGE (over
  // 8 KiB), TOKEN_UNKNOWN_KEY, TOKEN_WRONG_ALGORITHM, TOKEN_SIGNATURE_INVALID, TOKEN_WRONG_ISSUER,
  // TOKEN_WRONG_AUDIENCE, TOKEN_EXPIRED, TOKEN_NOT_YET_VALID. Messages hold nothing of the token.
  absl::StatusOr<Identity> Verify(absl::string_view token, absl::Time now) const;

 private:
  explicit TokenVerifier(absl::flat_hash_map<std::string, TrustedKey> keys);

  const absl::flat_hash_map<std::string, TrustedKey> keys_;
  const std::unique_ptr<VerifiedTokens> verified_;
};

}  // namespace aftercall::auth
