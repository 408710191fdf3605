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
  // Of the deployment's calendar: each gives each one a day, and once for a review.
  absl::CivilDay day;
  absl::Time given_at;
  InteractionId interaction = {};  // that it is for; none: not said
  // By whoever reviewed that interaction, who stays unnamed; none: the giver is named.
  ReviewTaskId review_task = {};

  friend bool operator==(const Kudos&, const Kudos&) = default;
};

inline constexpr size_t kKudosCharacters = 280;

}  // namespace aftercall::domain
