#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "backend/domain/ids.h"

namespace aftercall::domain {

// That somebody may read one self-assessment of another, once it is committed. Its author gives it
// and takes it back; what was given stays on record.
struct Share {
  UserId reader;                    // none: whoever leads the author's main team
  std::string reader_display_name;  // empty without a reader
  absl::Time shared_at;
  std::optional<absl::Time> withdrawn_at;  // nothing: it holds

  friend bool operator==(const Share&, const Share&) = default;
};

}  // namespace aftercall::domain
