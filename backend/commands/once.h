#pragma once

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// Runs `command` once for a request id: its result is stored with its writes, and a replay returns
// it. The same id with another fingerprint (of the request's body) is INVALID_ARGUMENT. An empty id
// runs the command each time.
absl::StatusOr<std::string> Once(store::Transaction& transaction, absl::string_view request_id,
                                 absl::string_view fingerprint,
                                 absl::FunctionRef<absl::StatusOr<std::string>()> command);

}  // namespace aftercall::commands
