#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace aftercall::net {

// Where the token lies that a person pasted: beside the settings, in $XDG_CONFIG_HOME/aftercall
// (~/.config/aftercall). Empty where the environment names no home.
std::string DefaultTokenFile();

// The sign-in token in a file, without the white space around it. NOT_FOUND where the file cannot
// be read, INVALID_ARGUMENT where it is empty or too large to be a token.
absl::StatusOr<std::string> ReadTokenFile(const std::string& path);

// Keeps a token for the owner of the file alone. Whoever reads sees the former or the new one.
absl::Status WriteTokenFile(const std::string& path, const std::string& token);

// Removes it; a file that is not there is removed.
absl::Status RemoveTokenFile(const std::string& path);

}  // namespace aftercall::net
