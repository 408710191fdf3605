#include "backend/rpc/context.h"

#include "shared/wire/problem.h"

namespace aftercall::rpc {

absl::Status CheckRoom(const Context& context) {
  if (context.store.Queued() < static_cast<size_t>(context.max_queued_records)) {
    return absl::OkStatus();
  }
  // Apart from each other, so that those who were refused together do not come back together.
  thread_local absl::InsecureBitGen random;
  return wire::WithRetryAfter(
      wire::ToStatus(absl::StatusCode::kResourceExhausted,
                     {"OVERLOADED", "", "",
                      "The server has more to write than it can keep up with; this was not taken. "
                      "Try again in a moment."}),
      absl::Milliseconds(absl::Uniform(random, 200, 1000)));
}

}  // namespace aftercall::rpc
