#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "backend/domain/calendar.h"

namespace aftercall::commands {

// The deployment's rules that commands go by.
struct Policy {
  domain::Calendar calendar;  // of teams without a time zone of their own
  absl::Duration rerating_window = absl::Hours(24);
  size_t comment_limit = 4000;  // characters
  // Decides with a record's ids which interactions are sampled; secret, and the same for ever.
  std::string sampling_key;
  // Hosts in lower case whose recordings colleagues may open; none: nobody opens any.
  std::vector<std::string> recording_hosts;
};

}  // namespace aftercall::commands
