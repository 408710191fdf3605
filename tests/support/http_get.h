#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace aftercall::testing {

// The body of what "http://A.B.C.D:PORT/PATH" answers with. UNAVAILABLE where nobody does, or not
// with 200.
absl::StatusOr<std::string> HttpGet(const std::string& url);

}  // namespace aftercall::testing
