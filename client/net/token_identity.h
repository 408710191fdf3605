#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace aftercall::net {

// Whom a token says it is for. Only to key what is kept on disk: nothing is verified here, the
// server does that.
struct TokenIdentity {
  std::string subject;
  absl::Time expires = absl::InfiniteFuture();
};

// Reads the claims of a JWT. INVALID_ARGUMENT if it is none or names no subject.
absl::StatusOr<TokenIdentity> IdentityOf(absl::string_view token);

}  // namespace aftercall::net
