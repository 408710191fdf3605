#include "backend/commands/once.h"

#include "backend/commands/taken.h"
#include "backend/domain/limits.h"

namespace aftercall::commands {

absl::StatusOr<std::string> Once(store::Transaction& transaction, absl::string_view request_id,
                                 absl::string_view fingerprint,
                                 absl::FunctionRef<absl::StatusOr<std::string>()> command) {
  if (request_id.empty()) return command();
  if (auto problem = domain::CheckIdentifier("request_id", request_id, 64)) {
    return Refuse(*std::move(problem));
  }
  const auto known = transaction.FindRequest(request_id);
  if (!known.ok()) return known.status();
  if (*known) {
    if ((*known)->fingerprint == fingerprint) return (*known)->result;
    return Refuse({"REQUEST_ID_REUSED", "request_id", std::string(request_id),
                   "This request id was used for another request; make a new one."});
  }
  auto result = command();
  if (!result.ok()) return result;
  auto status = transaction.PutRequest(request_id, {std::string(fingerprint), *result});
  if (!status.ok()) return status;
  return result;
}

}  // namespace aftercall::commands
