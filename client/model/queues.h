#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"

// Queues that a leader may pause: never kept on disk.
namespace aftercall::model {

struct Queue {
  std::string name;  // as sources tell it
  std::optional<absl::Time> paused_until;
  // The server has taken since that its pause begins or ends: how it stands is on its way.
  bool is_changing = false;
  bool operator==(const Queue&) const = default;
};

// Which ones are wanted.
struct QueuesKey {
  int64_t opening = 0;  // they are fetched anew each time
  std::strong_ordering operator<=>(const QueuesKey&) const = default;
};

}  // namespace aftercall::model
