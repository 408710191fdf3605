#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "backend/domain/ids.h"

// Looks at other people's records. They are written down, and those people can read the list.
namespace aftercall::domain {

struct Look {
  enum class Kind {
    kSummary = 1,
    kInteractions = 2,
    kInteraction = 3,
    kSelfAssessment = 4,
    kSeal = 5,  // answers that were sealed
  };
  UserId subject;  // whose record
  UserId reader;   // who looked
  Kind kind = Kind::kSummary;
  friend auto operator<=>(const Look&, const Look&) = default;
};

// The looks of one reader of one kind on one business day.
struct Access {
  Look look;
  std::string reader_display_name;
  absl::CivilDay day;
  absl::Time first_at;
  absl::Time last_at;
  int64_t looks = 0;
};

}  // namespace aftercall::domain
