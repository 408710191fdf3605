#include "client/ctl/import/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace aftercall::ctl {

std::string Grouped(int64_t number) {
  const std::string digits = absl::StrCat(number);
  std::string grouped;
  for (size_t i = 0; i < digits.size(); ++i) {
    const bool inside = i > 0 && digits[i - 1] != '-';
    if (inside && (digits.size() - i) % 3 == 0) grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

Progress::Progress(const i18n::Translator& tr, std::ostream* out, const base::Clock* clock)
    : tr_(tr), out_(out), clock_(clock), began_(clock->Now()), drawn_(began_) {}

Progress::~Progress() { Clear(); }

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
  if (out_ == nullptr) return;
  const absl::Time now = clock_->Now();
  if (now - drawn_ < absl::Milliseconds(200)) return;
  drawn_ = now;
  visible_ = true;
  *out_ << "\r" << Line(tr_, done, total, rows, now - began_) << "\x1b[K" << std::flush;
}

void Progress::Clear() {
  if (!visible_) return;
  *out_ << "\r\x1b[K" << std::flush;
  visible_ = false;
}

}  // namespace aftercall::ctl
