#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace aftercall::net {

// Where a file is written before it takes its place.
std::string TemporaryOf(const std::string& path);

// Makes a folder, and those above it, where there are none; it is its owner's alone (0700) then.
absl::Status MakePrivateDirectory(const std::string& directory);

// Replaces a file whole: temporary file, fsync, rename. It is its owner's alone (0600), in a folder
// of its owner's alone (0700), which is made where there is none. Blocks on the disk.
absl::Status ReplacePrivateFile(const std::string& path, absl::string_view text);

}  // namespace aftercall::net
