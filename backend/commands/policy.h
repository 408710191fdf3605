#pragma once

#include <cstddef>

#include "absl/time/time.h"
#include "backend/domain/calendar.h"

namespace aftercall::commands {

// The deployment's rules that commands go by.
struct Policy {
  domain::Calendar calendar;  // of teams without a time zone of their own
  absl::Duration rerating_window = absl::Hours(24);
  size_t comment_limit = 4000;  // characters
};

}  // namespace aftercall::commands
