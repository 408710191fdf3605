#include "client/net/refusal.h"

#include <string>

#include "shared/wire/problem.h"

namespace aftercall::net {

model::Refusal RefusalOf(const absl::Status& status) {
  model::Refusal refusal{"", std::string(status.message())};
  if (const auto problem = wire::ProblemOf(status)) {
    refusal.reason = problem->reason;
    refusal.value = problem->value;
  }
  if (absl::IsNotFound(status)) refusal.reason = "NOT_FOUND";
  return refusal;
}

}  // namespace aftercall::net
