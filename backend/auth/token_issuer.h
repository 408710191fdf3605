#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/auth/identity.h"
#include "backend/auth/key.h"

namespace aftercall::auth {

// What our tokens carry as "iss" and "aud".
inline constexpr char kIssuer[] = "aftercall";
inline constexpr char kAudience[] = "aftercall";

// The longest time a token may be good for.
inline constexpr absl::Duration kLongestTimeToLive = absl::Hours(400 * 24);

struct IssuedToken {
  std::string token;      // a JWT: send it as "authorization: Bearer {token}"
  absl::Time expires_at;  // whole seconds
};

// Signs tokens. Thread-safe.
class TokenIssuer {
 public:
  // `key` has a private part.
  explicit TokenIssuer(Key key) : key_(std::move(key)) {}

  // A token for `subject` ("users/{user}"), good from `now` for `time_to_live`, with a random id.
  // INVALID_ARGUMENT with a Problem (TOKEN_SUBJECT_INVALID, TOKEN_TIME_TO_LIVE_OUT_OF_RANGE) where
  // the subject has another form or the time is not between 1 s and kLongestTimeToLive.
  absl::StatusOr<IssuedToken> Issue(absl::string_view subject, Role role, absl::Time now,
                                    absl::Duration time_to_live) const;

 private:
  Key key_;
};

}  // namespace aftercall::auth
