#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace aftercall::rpc {

// A status for the wire, with its details. What went wrong inside us is logged, not told.
grpc::Status ToGrpc(const absl::Status& status);

// INVALID_ARGUMENT about one field of a request.
absl::Status BadField(absl::string_view field, absl::string_view value,
                      absl::string_view description);

// NOT_FOUND of the thing called `name`.
absl::Status NotFound(absl::string_view field, absl::string_view name);

// PERMISSION_DENIED with a reason for programs and a sentence for people.
absl::Status Denied(absl::string_view reason, absl::string_view description);

}  // namespace aftercall::rpc
