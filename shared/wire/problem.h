#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// Errors that name the field, the value and what was expected. In a program they travel as an
// absl::Status; on the wire as google.rpc.ErrorInfo, BadRequest and RetryInfo.
namespace aftercall::wire {

// What is the matter with one value.
struct Problem {
  std::string reason;       // stable, for programs: RATING_OUT_OF_SCALE
  std::string field;        // "response.rating"; empty where it is not about a field
  std::string value;        // as given, shortened to 100 characters
  std::string description;  // one plain sentence: what is wrong and what was expected
};

// A status that carries `problem`; its message is the problem's description.
absl::Status ToStatus(absl::StatusCode code, Problem problem);

// The problem that a status carries, if any. Reads statuses made by ToStatus and those that
// FromWire made of another process's answer.
std::optional<Problem> ProblemOf(const absl::Status& status);

// A copy of `status` that asks to try again after `delay`.
absl::Status WithRetryAfter(absl::Status status, absl::Duration delay);
std::optional<absl::Duration> RetryAfterOf(const absl::Status& status);

// The serialized google.rpc.Status for gRPC's "error details", and back.
std::string ToWire(const absl::Status& status);
absl::Status FromWire(absl::StatusCode code, absl::string_view message, absl::string_view details);

}  // namespace aftercall::wire
