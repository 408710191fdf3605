#pragma once

#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "backend/store/store.h"

// Commands from a test's thread.
namespace aftercall::testing {

using Command = absl::AnyInvocable<absl::Status(store::Transaction&)>;

// Runs one command and waits until it is durable.
absl::Status Run(store::Store& store, Command command);

// Runs commands in one transaction: the writer is held up until all of them have queued. Returns
// what each was answered.
std::vector<absl::Status> RunTogether(store::Store& store, std::vector<Command> commands);

}  // namespace aftercall::testing
