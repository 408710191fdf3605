#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace aftercall {

// The sign-in token in a file, without the white space around it. NOT_FOUND where the file cannot
// be read, INVALID_ARGUMENT where it is empty or too large to be a token.
absl::StatusOr<std::string> ReadTokenFile(const std::string& path);

}  // namespace aftercall
