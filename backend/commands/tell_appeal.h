#pragma once

#include <optional>

#include "absl/status/status.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"

// What each side of an appeal hears on its feed: never the other's name. Private to the room.
namespace aftercall::commands {

// Writes `appeal` as it is now, and tells its agent where they may see a difference to `before`.
// Where it is new, `before` is nothing.
absl::Status KeepAppeal(store::Transaction& transaction, const Policy& policy,
                        const domain::PlacedInteraction& interaction,
                        const std::optional<domain::Appeal>& before, const domain::Appeal& appeal);

// Writes a task as it is now, and tells of it.
absl::Status KeepAppealTask(store::Transaction& transaction, const Policy& policy,
                            const domain::PlacedInteraction& interaction,
                            const domain::Appeal& appeal, const domain::AppealTask& task);

}  // namespace aftercall::commands
