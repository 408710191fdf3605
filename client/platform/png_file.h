#pragma once

#include <string>

#include "absl/status/status.h"
#include "client/platform/geometry.h"

namespace aftercall::platform {

// Writes a picture as an RGB PNG file, opaque. The file appears whole or not at all.
absl::Status WritePng(const std::string& path, const Canvas& picture);

}  // namespace aftercall::platform
