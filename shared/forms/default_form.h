#pragma once

#include "absl/status/statusor.h"
#include "shared/forms/form.h"

namespace aftercall::forms {

// The form that ships, in English and Chinese: default.toml, which is carried inside this library.
absl::StatusOr<Form> DefaultForm();

}  // namespace aftercall::forms
