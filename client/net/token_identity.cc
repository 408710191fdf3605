#include "client/net/token_identity.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"

namespace aftercall::net {

absl::StatusOr<TokenIdentity> IdentityOf(absl::string_view token) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  std::string text;
  if (parts.size() != 3 || !absl::WebSafeBase64Unescape(parts[1], &text)) {
    return absl::InvalidArgumentError("the token is no signed token (JWT)");
  }
  const auto claims = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  const auto claim = [&](const char* name) {
    return claims.is_object() && claims.contains(name) ? claims[name] : nlohmann::json();
  };
  const nlohmann::json subject = claim("sub");
  const nlohmann::json expires = claim("exp");
  if (!subject.is_string() || subject.get<std::string>().empty()) {
    return absl::InvalidArgumentError("the token names nobody");
  }
  TokenIdentity identity{subject.get<std::string>()};
  if (expires.is_number()) {
    identity.expires = absl::UnixEpoch() + absl::Seconds(expires.get<double>());
  } else if (!expires.is_null()) {
    return absl::InvalidArgumentError("the token's time of expiry is no number");
  }
  return identity;
}

}  // namespace aftercall::net
