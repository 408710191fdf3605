#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "client/ctl/output/status_line.h"
#include "shared/base/clock.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl {

// One line on a terminal that tells how far a piece of work is, how fast, and how long it will
// take. Silent where nobody watches. Not thread-safe.
class Progress {
 public:
  // `out` is null where nobody watches.
  Progress(const i18n::Translator& tr, std::ostream* out, const base::Clock* clock);

  // `done` of `total` units (bytes), and `rows` so far. Draws at most five times a second.
  void Show(int64_t done, std::optional<int64_t> total, int64_t rows);
  // Takes the line away, so that other text can be written.
  void Clear() { line_.Clear(); }

  // The line itself, for a part done in `elapsed`.
  static std::string Line(const i18n::Translator& tr, int64_t done, std::optional<int64_t> total,
                          int64_t rows, absl::Duration elapsed);

 private:
  const i18n::Translator& tr_;
  const base::Clock* clock_;
  absl::Time began_;
  StatusLine line_;
};

}  // namespace aftercall::ctl
