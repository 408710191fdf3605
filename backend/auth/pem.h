#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::auth {

// The public keys of a PEM text as JWKs. INVALID_ARGUMENT where it holds anything but EC P-256 and
// RSA public keys. Private to the room.
absl::StatusOr<std::vector<std::string>> PemToJwks(absl::string_view pem);

}  // namespace aftercall::auth
