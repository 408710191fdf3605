#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/model/desk.h"

namespace aftercall::net {

// The text that the disk keeps: one line with a checksum, then JSON. Times are kept to the
// microsecond.
std::string WriteKept(const model::Kept& kept);

// Reads WriteKept's text. DATA_LOSS if it was damaged, cut off, is of another version or does not
// hold together; whoever wrote it, what is returned can be drawn.
absl::StatusOr<model::Kept> ReadKept(absl::string_view text);

// SHA-256 in hexadecimal digits.
std::string HashOf(absl::string_view text);

}  // namespace aftercall::net
