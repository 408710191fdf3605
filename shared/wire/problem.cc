#include "shared/wire/problem.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "shared/base/text.h"

namespace aftercall::wire {
namespace {

constexpr char kDomain[] = "aftercall";
constexpr size_t kValueCharacters = 100;
constexpr absl::string_view kErrorInfo = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr absl::string_view kBadRequest = "type.googleapis.com/google.rpc.BadRequest";
constexpr absl::string_view kRetryInfo = "type.googleapis.com/google.rpc.RetryInfo";

template <typename Message>
std::optional<Message> PayloadOf(const absl::Status& status, absl::string_view url) {
  const auto payload = status.GetPayload(url);
  Message message;
  if (!payload || !message.ParseFromString(std::string(*payload))) return std::nullopt;
  return message;
}

}  // namespace

absl::Status ToStatus(absl::StatusCode code, Problem problem) {
  absl::Status status(code, problem.description);
  google::rpc::ErrorInfo info;
  info.set_domain(kDomain);
  info.set_reason(problem.reason);
  if (!problem.field.empty()) {
    (*info.mutable_metadata())["field"] = problem.field;
    // Protocol Buffers' strings are UTF-8, and a bad value may be anything but.
    (*info.mutable_metadata())["value"] = base::IsValidUtf8(problem.value)
                                              ? base::Shorten(problem.value, kValueCharacters)
                                              : "(not UTF-8)";
    google::rpc::BadRequest bad;
    auto* violation = bad.add_field_violations();
    violation->set_field(problem.field);
    violation->set_description(problem.description);
    status.SetPayload(kBadRequest, absl::Cord(bad.SerializeAsString()));
  }
  status.SetPayload(kErrorInfo, absl::Cord(info.SerializeAsString()));
  return status;
}

std::optional<Problem> ProblemOf(const absl::Status& status) {
  const auto info = PayloadOf<google::rpc::ErrorInfo>(status, kErrorInfo);
  if (!info) return std::nullopt;
  const auto metadata = [&](const char* key) {
    const auto it = info->metadata().find(key);
    return it == info->metadata().end() ? std::string() : it->second;
  };
  return Problem{info->reason(), metadata("field"), metadata("value"),
                 std::string(status.message())};
}

absl::Status WithRetryAfter(absl::Status status, absl::Duration delay) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(delay));
  retry.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(delay % absl::Seconds(1))));
  status.SetPayload(kRetryInfo, absl::Cord(retry.SerializeAsString()));
  return status;
}

std::optional<absl::Duration> RetryAfterOf(const absl::Status& status) {
  const auto retry = PayloadOf<google::rpc::RetryInfo>(status, kRetryInfo);
  if (!retry) return std::nullopt;
  return absl::Seconds(retry->retry_delay().seconds()) +
         absl::Nanoseconds(retry->retry_delay().nanos());
}

std::string ToWire(const absl::Status& status) {
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(status.code()));
  wire.set_message(std::string(status.message()));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    auto* detail = wire.add_details();
    detail->set_type_url(std::string(url));
    detail->set_value(std::string(payload));
  });
  return wire.SerializeAsString();
}

absl::Status FromWire(absl::StatusCode code, absl::string_view message, absl::string_view details) {
  absl::Status status(code, message);
  google::rpc::Status wire;
  if (details.empty() || !wire.ParseFromArray(details.data(), static_cast<int>(details.size()))) {
    return status;
  }
  for (const auto& detail : wire.details()) {
    status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return status;
}

}  // namespace aftercall::wire
