#include "backend/auth/token_verifier.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "backend/auth/token_issuer.h"
#include "backend/auth/verified_tokens.h"
#include "shared/wire/problem.h"

namespace aftercall::auth {
namespace {

using Json = nlohmann::json;

constexpr size_t kLargestToken = 8 * 1024;
constexpr size_t kLongestTokenId = 200;
constexpr absl::Duration kClockDifference = absl::Seconds(30);
// About 300 bytes each, and only as many as there are: more than the 100,000 agents whom one node
// was seen to feed.
constexpr size_t kRememberedTokens = 128 * 1024;

absl::Status Refuse(const char* reason, std::string description) {
  return wire::ToStatus(absl::StatusCode::kUnauthenticated,
                        {reason, "", "", std::move(description)});
}

absl::Status Malformed(absl::string_view what) {
  return Refuse("TOKEN_MALFORMED",
                absl::StrCat("The token is damaged or no signed token: ", what, "."));
}

// Strict base64url: one text for one value, so that no second form of a token verifies.
std::optional<std::string> Decode(absl::string_view text) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(text, &bytes) || absl::WebSafeBase64Escape(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

std::optional<std::string> StringOf(const Json& json, const char* name) {
  const auto it = json.find(name);
  if (it == json.end() || !it->is_string()) return std::nullopt;
  return it->get<std::string>();
}

// A NumericDate (RFC 7519 §2): seconds since 1970, perhaps with a fraction.
std::optional<absl::Time> TimeOf(const Json& json, const char* name) {
  const auto it = json.find(name);
  if (it == json.end() || !it->is_number()) return std::nullopt;
  if (it->is_number_float()) return absl::UnixEpoch() + absl::Seconds(it->get<double>());
  if (it->is_number_unsigned() && it->get<uint64_t>() > INT64_MAX) return absl::InfiniteFuture();
  return absl::FromUnixSeconds(it->get<int64_t>());
}

struct Header {
  std::string algorithm;
  std::string key_id;
};

absl::StatusOr<Header> ParseHeader(absl::string_view token) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  if (parts.size() != 3) return Malformed("it has not three parts");
  const std::optional<std::string> text = Decode(parts[0]);
  if (!text || !Decode(parts[1]) || !Decode(parts[2])) return Malformed("a part is not base64url");
  const Json json = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return Malformed("its header is not a JSON object");
  // RFC 7515 §4.1.11: an extension that must be understood, and none is.
  if (json.contains("crit")) return Malformed("its header demands an extension");
  const auto algorithm = StringOf(json, "alg");
  if (!algorithm) return Malformed("its header names no algorithm");
  return Header{*algorithm, StringOf(json, "kid").value_or("")};
}

bool IsForUs(const Json& claims) {
  const auto it = claims.find("aud");
  if (it == claims.end()) return false;
  if (it->is_string()) return *it == kAudience;
  return it->is_array() && std::find(it->begin(), it->end(), Json(kAudience)) != it->end();
}

absl::StatusOr<VerifiedToken> ReadClaims(absl::string_view payload, const std::string& issuer) {
  const Json claims =
      Json::parse(payload.begin(), payload.end(), nullptr, /*allow_exceptions=*/false);
  if (!claims.is_object()) return Malformed("its payload is not a JSON object");
  if (StringOf(claims, "iss") != issuer) {
    return Refuse("TOKEN_WRONG_ISSUER", "The token's issuer is not the one its key belongs to.");
  }
  if (!IsForUs(claims)) {
    return Refuse("TOKEN_WRONG_AUDIENCE",
                  absl::StrCat("The token is for another audience than \"", kAudience, "\"."));
  }
  const auto subject = StringOf(claims, "sub");
  if (!subject || !IsUserName(*subject)) return Malformed("its subject is not \"users/{user}\"");
  const auto role = ParseRole(StringOf(claims, "role").value_or(""));
  if (!role) return Malformed("its role is not known");
  const auto expires = TimeOf(claims, "exp");
  if (!expires) return Malformed("it names no end");
  const auto not_before = TimeOf(claims, "nbf");
  if (claims.contains("nbf") && !not_before) return Malformed("its beginning is not a time");
  const std::string id = StringOf(claims, "jti").value_or("");
  if (id.size() > kLongestTokenId) return Malformed("its id is too long");
  return VerifiedToken{Identity{*subject, *role, *expires, id},
                       not_before.value_or(absl::InfinitePast())};
}

absl::StatusOr<Identity> AtTime(const VerifiedToken& token, absl::Time now) {
  if (now >= token.identity.expires_at) {
    return Refuse("TOKEN_EXPIRED",
                  absl::StrCat("The token ended at ",
                               absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", token.identity.expires_at,
                                                absl::UTCTimeZone()),
                               "; a new one is needed."));
  }
  if (now + kClockDifference < token.not_before) {
    return Refuse("TOKEN_NOT_YET_VALID", "The token's time has not begun; a clock may be wrong.");
  }
  return token.identity;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TokenVerifier>> TokenVerifier::Create(
    const std::vector<TrustedKey>& keys) {
  absl::flat_hash_map<std::string, TrustedKey> by_id;
  for (const TrustedKey& key : keys) {
    if (!by_id.emplace(key.key.id(), key).second) {
      return absl::InvalidArgumentError("two keys for tokens have one id");
    }
  }
  return std::unique_ptr<TokenVerifier>(new TokenVerifier(std::move(by_id)));
}

TokenVerifier::TokenVerifier(absl::flat_hash_map<std::string, TrustedKey> keys)
    : keys_(std::move(keys)), verified_(std::make_unique<VerifiedTokens>(kRememberedTokens)) {}

TokenVerifier::~TokenVerifier() = default;

absl::StatusOr<Identity> TokenVerifier::Verify(absl::string_view token, absl::Time now) const {
  if (token.size() > kLargestToken) {
    return Refuse("TOKEN_TOO_LARGE", "The token is larger than 8 KiB.");
  }
  const VerifiedTokens::Digest digest = VerifiedTokens::DigestOf(token);
  if (const auto known = verified_->Find(digest)) return AtTime(*known, now);

  const absl::StatusOr<Header> header = ParseHeader(token);
  if (!header.ok()) return header.status();
  const auto trusted = keys_.find(header->key_id);
  if (trusted == keys_.end()) {
    return Refuse("TOKEN_UNKNOWN_KEY", "The token is signed with a key that is not trusted here.");
  }
  const auto& [key, issuer] = trusted->second;
  if (header->algorithm != ToString(key.algorithm())) {
    return Refuse("TOKEN_WRONG_ALGORITHM", "The token's algorithm is not that of its key.");
  }
  const absl::StatusOr<std::string> payload = key.VerifiedPayload(token);
  if (!payload.ok()) {
    return Refuse("TOKEN_SIGNATURE_INVALID", "The token's signature does not fit its content.");
  }
  const absl::StatusOr<VerifiedToken> verified = ReadClaims(*payload, issuer);
  if (!verified.ok()) return verified.status();
  absl::StatusOr<Identity> identity = AtTime(*verified, now);
  if (identity.ok()) verified_->Remember(digest, *verified, now);
  return identity;
}

}  // namespace aftercall::auth
