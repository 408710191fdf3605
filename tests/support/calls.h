#pragma once

#include <grpcpp/client_context.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// What every caller of a real backend needs.
namespace aftercall::testing {

// Says who calls.
void SignIn(const std::string& token, grpc::ClientContext* context);

absl::Status FromGrpc(const grpc::Status& status);

// The token in a file, such as the administrator's that the backend writes at its first start.
absl::StatusOr<std::string> ReadToken(const std::string& path);

// The path of a program that was built into the folder of this one.
std::string ProgramBeside(absl::string_view name);

}  // namespace aftercall::testing
