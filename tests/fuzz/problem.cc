#include "shared/wire/problem.h"

#include <string>
#include <vector>

#include "google/rpc/status.pb.h"
#include "shared/base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/message.h"

// What comes with an error over the wire: a google.rpc.Status; then, in parts, the reason, field,
// value and sentence of a problem of ours.
namespace aftercall::fuzz {
namespace {

using wire::Problem;

bool Same(const std::optional<Problem>& a, const std::optional<Problem>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->reason == b->reason && a->field == b->field && a->value == b->value &&
         a->description == b->description;
}

absl::Status OverTheWire(const absl::Status& status) {
  return wire::FromWire(status.code(), status.message(), wire::ToWire(status));
}

void TryForeign(const std::string& details) {
  const absl::Status told =
      wire::FromWire(absl::StatusCode::kInvalidArgument, "told elsewhere", details);
  Require(told.code() == absl::StatusCode::kInvalidArgument && told.message() == "told elsewhere",
          "details never change what an error is");
  const absl::Status again = OverTheWire(told);
  Require(Same(wire::ProblemOf(again), wire::ProblemOf(told)), "a problem is passed on as it came");
  Require(wire::RetryAfterOf(again) == wire::RetryAfterOf(told), "a delay is passed on as it came");
}

void TryOurs(const std::vector<std::string>& parts) {
  for (size_t i = 1; i < 5; ++i) {
    if (i != 3 && !base::IsValidUtf8(parts[i])) return;  // a value alone may be anything
  }
  const Problem problem{parts[1], parts[2], parts[3], parts[4]};
  const absl::Status status = wire::ToStatus(absl::StatusCode::kNotFound, problem);
  const auto read = wire::ProblemOf(OverTheWire(status));
  Require(read && read->reason == problem.reason && read->field == problem.field,
          "a problem arrives");
  Require(base::IsValidUtf8(read->value) && base::CountCharacters(read->value) <= 101,
          "a value is told shortened");
  google::rpc::Status proto;
  Require(proto.ParseFromString(wire::ToWire(status)), "a problem can be sent");
}

}  // namespace

void Try(absl::string_view input) {
  const std::vector<std::string> parts = Parts(input);
  google::rpc::Status written;
  // As text it is written to bytes first; what is no message is tried as it is.
  TryForeign(ReadMessage(parts[0], written) ? written.SerializeAsString() : parts[0]);
  if (parts.size() >= 5) TryOurs(parts);
}

}  // namespace aftercall::fuzz
