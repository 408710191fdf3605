#pragma once

#include <string>

#include "absl/status/status.h"

namespace aftercall::platform {

// Opens a web address in the program that the desktop opens such with (xdg-open); does not wait for
// it, and leaves no child behind. INVALID_ARGUMENT where it is not http or https: a server must not
// make a desktop run anything else. NOT_FOUND where there is no xdg-open.
absl::Status OpenUri(const std::string& uri);

}  // namespace aftercall::platform
