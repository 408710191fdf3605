#pragma once

#include <string>

#include "absl/time/time.h"
#include "client/model/desk.h"

namespace aftercall::fuzz {

inline const absl::Time kNow = absl::FromUnixSeconds(1772000000);

// Requires all that the ticker relies on of a desk, and makes the words that the bar would show.
void RequireDrawable(const model::Desk& desk, absl::Time now);

// What the disk would keep, as text; empty where it would keep nothing.
std::string KeptText(const model::Desk& desk);

}  // namespace aftercall::fuzz
