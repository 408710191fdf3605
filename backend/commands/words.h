#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace aftercall::commands {

// INVALID_ARGUMENT where `text` is empty, or longer than `limit`.
absl::Status CheckWords(absl::string_view field, absl::string_view text, size_t limit);

}  // namespace aftercall::commands
