#pragma once

#include <cstddef>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "backend/domain/ids.h"

// Recognition: a colleague or a leader says well done.
namespace aftercall::domain {

struct Kudos {
  KudosId id;
  UserId giver;
  UserId recipient;
  std::string words;  // redacted; may be empty
  // Of the deployment's calendar: each gives each one a day.
  absl::CivilDay day;
  absl::Time given_at;

  friend bool operator==(const Kudos&, const Kudos&) = default;
};

inline constexpr size_t kKudosCharacters = 280;

}  // namespace aftercall::domain
