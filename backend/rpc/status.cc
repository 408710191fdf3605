#include "backend/rpc/status.h"

#include "absl/strings/str_cat.h"
#include "backend/runtime/logging.h"
#include "shared/base/text.h"
#include "shared/wire/problem.h"

namespace aftercall::rpc {

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  if (status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kUnknown) {
    runtime::LogError("internal error: ", status.message());
    return grpc::Status(grpc::StatusCode::INTERNAL,
                        "Something went wrong in the server; its log says what.");
  }
  // Damage is the server's, and mended there: whoever tells of something keeps it and tries again.
  const auto code =
      absl::IsDataLoss(status) ? absl::StatusCode::kUnavailable : absl::StatusCode(status.code());
  return grpc::Status(static_cast<grpc::StatusCode>(code), std::string(status.message()),
                      wire::ToWire(status));
}

absl::Status BadField(absl::string_view field, absl::string_view value,
                      absl::string_view description) {
  return wire::ToStatus(
      absl::StatusCode::kInvalidArgument,
      {"FIELD_INVALID", std::string(field), std::string(value), std::string(description)});
}

absl::Status NotFound(absl::string_view field, absl::string_view name) {
  return wire::ToStatus(absl::StatusCode::kNotFound,
                        {"NOT_FOUND", std::string(field), std::string(name),
                         absl::StrCat("There is no \"", base::Shorten(name, 100), "\".")});
}

absl::Status Denied(absl::string_view reason, absl::string_view description) {
  return wire::ToStatus(absl::StatusCode::kPermissionDenied,
                        {std::string(reason), "", "", std::string(description)});
}

}  // namespace aftercall::rpc
