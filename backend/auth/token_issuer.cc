#include "backend/auth/token_issuer.h"

#include <openssl/rand.h>

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "shared/wire/problem.h"

namespace aftercall::auth {
namespace {

absl::Status Refuse(std::string reason, std::string field, std::string value,
                    std::string description) {
  return wire::ToStatus(
      absl::StatusCode::kInvalidArgument,
      {std::move(reason), std::move(field), std::move(value), std::move(description)});
}

absl::StatusOr<std::string> RandomId() {
  unsigned char bytes[16];
  if (RAND_bytes(bytes, sizeof(bytes)) != 1) {
    return absl::InternalError("the system gives no random numbers");
  }
  return absl::WebSafeBase64Escape(
      absl::string_view(reinterpret_cast<const char*>(bytes), sizeof(bytes)));
}

}  // namespace

absl::StatusOr<IssuedToken> TokenIssuer::Issue(absl::string_view subject, Role role, absl::Time now,
                                               absl::Duration time_to_live) const {
  if (!IsUserName(subject)) {
    return Refuse("TOKEN_SUBJECT_INVALID", "user", std::string(subject),
                  "A token is for \"users/{user}\".");
  }
  if (time_to_live < absl::Seconds(1) || time_to_live > kLongestTimeToLive) {
    return Refuse("TOKEN_TIME_TO_LIVE_OUT_OF_RANGE", "time_to_live",
                  absl::FormatDuration(time_to_live),
                  "A token is good for one second to 400 days.");
  }
  absl::StatusOr<std::string> id = RandomId();
  if (!id.ok()) return id.status();
  const int64_t issued = absl::ToUnixSeconds(now);
  const int64_t expires = issued + absl::ToInt64Seconds(time_to_live);
  const nlohmann::json claims = {{"iss", kIssuer},
                                 {"aud", kAudience},
                                 {"sub", std::string(subject)},
                                 {"role", std::string(ToString(role))},
                                 {"iat", issued},
                                 {"nbf", issued},
                                 {"exp", expires},
                                 {"jti", *std::move(id)}};
  absl::StatusOr<std::string> token = key_.Sign(claims.dump());
  if (!token.ok()) return token.status();
  return IssuedToken{*std::move(token), absl::FromUnixSeconds(expires)};
}

}  // namespace aftercall::auth
