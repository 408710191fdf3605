#pragma once

#include "absl/time/time.h"
#include "backend/domain/ids.h"
#include "shared/forms/form.h"

namespace aftercall::domain {

// One version of an evaluation form. It never changes: an evaluation keeps its version for ever.
struct PublishedForm {
  forms::Form form;
  int version = 0;  // 1, 2, 3, …
  absl::Time published_at;
  UserId published_by;  // none: it came with the server

  friend bool operator==(const PublishedForm&, const PublishedForm&) = default;
};

}  // namespace aftercall::domain
