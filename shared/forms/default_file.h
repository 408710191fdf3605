#pragma once

#include "absl/strings/string_view.h"

namespace aftercall::forms {

// The text of default.toml.
absl::string_view DefaultFile();

}  // namespace aftercall::forms
