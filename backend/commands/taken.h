#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "shared/wire/problem.h"

namespace aftercall::commands {

// What became of a record from another system.
struct Taken {
  enum class Outcome { kCreated, kChanged, kUnchanged, kPending };
  Outcome outcome = Outcome::kCreated;
  std::vector<wire::Problem> noted;  // values it was taken without
};

// A record is refused with a status that carries the problem; all other statuses are failures of
// the store, which no other record would survive either.
inline absl::Status Refuse(wire::Problem problem) {
  return wire::ToStatus(absl::StatusCode::kInvalidArgument, std::move(problem));
}

}  // namespace aftercall::commands
