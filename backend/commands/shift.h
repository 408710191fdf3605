#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// A shift is since somebody signed in, at most this long …
inline constexpr absl::Duration kLongestShift = absl::Hours(16);
// … and the last so many hours where it is not known when that was.
inline constexpr absl::Duration kUsualShift = absl::Hours(12);

// When the shift began that `user` is in.
absl::StatusOr<absl::Time> ShiftBegan(store::Transaction& transaction, domain::UserId user);

}  // namespace aftercall::commands
