#include "client/ctl/output/status_line.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace aftercall::ctl {

bool StatusLine::IsDue() const {
  return out_ != nullptr && clock_->Now() - drawn_ >= absl::Milliseconds(200);
}

void StatusLine::Show(const std::string& text) {
  if (out_ == nullptr) return;
  drawn_ = clock_->Now();
  visible_ = true;
  *out_ << "\r" << text << "\x1b[K" << std::flush;
}

void StatusLine::Clear() {
  if (!visible_) return;
  *out_ << "\r\x1b[K" << std::flush;
  visible_ = false;
}

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

std::string Bar(int64_t done, int64_t total) {
  constexpr int kSteps = 20;
  const double part =
      total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 0;
  const int full = static_cast<int>(part * kSteps);
  std::string bar = "[";
  for (int i = 0; i < kSteps; ++i) bar += i < full ? "#" : "·";
  return absl::StrCat(bar, "] ", static_cast<int>(part * 100), "%");
}

}  // namespace aftercall::ctl
