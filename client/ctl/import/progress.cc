#include "client/ctl/import/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace aftercall::ctl {

Progress::Progress(const i18n::Translator& tr, std::ostream* out, const base::Clock* clock)
    : tr_(tr), clock_(clock), began_(clock->Now()), line_(out, clock) {}

std::string Progress::Line(const i18n::Translator& tr, int64_t done, std::optional<int64_t> total,
                           int64_t rows, absl::Duration elapsed) {
  const double seconds = std::max(absl::ToDoubleSeconds(elapsed), 1e-3);
  const std::string rate = Grouped(static_cast<int64_t>(rows / seconds));
  if (!total.has_value() || *total <= 0 || done <= 0) {
    return i18n::Format(tr.Tr("{rows} rows, {rate} rows/s"),
                        {{"rows", Grouped(rows)}, {"rate", rate}});
  }
  const double part = std::min(1.0, static_cast<double>(done) / static_cast<double>(*total));
  const absl::Duration left = absl::Ceil(elapsed * (1 / part - 1), absl::Seconds(1));
  return i18n::Format(tr.Tr("{percent}%, {rows} rows, {rate} rows/s, {left} left"),
                      {{"percent", absl::StrCat(static_cast<int>(part * 100))},
                       {"rows", Grouped(rows)},
                       {"rate", rate},
                       {"left", absl::FormatDuration(left)}});
}

void Progress::Show(int64_t done, std::optional<int64_t> total, int64_t rows) {
  if (line_.IsDue()) line_.Show(Line(tr_, done, total, rows, clock_->Now() - began_));
}

}  // namespace aftercall::ctl
