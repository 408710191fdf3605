#pragma once

#include "absl/status/status.h"
#include "client/model/command.h"

namespace aftercall::net {

// Why the server will never do what was asked of it, by its answer, which is an error.
model::Refusal RefusalOf(const absl::Status& status);

}  // namespace aftercall::net
