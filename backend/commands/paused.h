#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/store/store.h"

// What pauses mean for whoever asks somebody something. Private to the room.
namespace aftercall::commands {

// Until when `person` is asked nothing about what came in at `queue` (empty: about nothing in
// particular), as of `at`; nothing where that is not paused.
absl::StatusOr<std::optional<absl::Time>> PausedUntil(store::Transaction& transaction,
                                                      domain::UserId person,
                                                      absl::string_view queue, absl::Time at);

// The same, now.
absl::StatusOr<bool> IsPaused(store::Transaction& transaction, domain::UserId person,
                              absl::string_view queue);

}  // namespace aftercall::commands
