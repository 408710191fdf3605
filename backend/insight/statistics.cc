#include "backend/insight/statistics.h"

#include <algorithm>
#include <cmath>

namespace aftercall::insight {
namespace {

double Share(int64_t count, int64_t n) {
  return static_cast<double>(count) / static_cast<double>(n);
}

}  // namespace

Rate& Rate::operator+=(const Rate& other) {
  count += other.count;
  n += other.n;
  return *this;
}

std::optional<double> Rate::Percent() const {
  if (n <= 0) return std::nullopt;
  // One division: 246 of 300 is exactly 82.
  return 100.0 * static_cast<double>(count) / static_cast<double>(n);
}

std::optional<Interval> Rate::Interval95() const { return WilsonInterval(count, n); }

std::optional<Interval> WilsonInterval(int64_t count, int64_t n) {
  if (n <= 0 || count < 0 || count > n) return std::nullopt;
  const double size = static_cast<double>(n);
  const double p = Share(count, n);
  const double z2 = kZ95 * kZ95;
  const double centre = p + z2 / (2 * size);
  const double reach = kZ95 * std::sqrt(p * (1 - p) / size + z2 / (4 * size * size));
  const double scale = 100.0 / (1 + z2 / size);
  // At 0 and n of n the formula's end is exactly 0 or 100, which rounding would miss by a hair.
  return Interval{count == 0 ? 0.0 : (centre - reach) * scale,
                  count == n ? 100.0 : (centre + reach) * scale};
}

NetPromoter& NetPromoter::operator+=(const NetPromoter& other) {
  promoters += other.promoters;
  detractors += other.detractors;
  n += other.n;
  return *this;
}

std::optional<double> NetPromoter::Score() const {
  if (n <= 0) return std::nullopt;
  return 100.0 * static_cast<double>(promoters - detractors) / static_cast<double>(n);
}

std::optional<double> NetPromoter::StandardError() const {
  if (n <= 0) return std::nullopt;
  const double p = Share(promoters, n);
  const double d = Share(detractors, n);
  // Rounding may take the variance just below 0 where everybody answered alike.
  const double variance = std::max(0.0, p + d - (p - d) * (p - d));
  return 100.0 * std::sqrt(variance / static_cast<double>(n));
}

std::optional<Interval> NetPromoter::Interval95() const {
  if (n <= 0) return std::nullopt;
  const double score = *Score();
  const double reach = kZ95 * *StandardError();
  return Interval{std::max(-100.0, score - reach), std::min(100.0, score + reach)};
}

Mean& Mean::operator+=(const Mean& other) {
  sum += other.sum;
  n += other.n;
  return *this;
}

std::optional<double> Mean::Value() const {
  if (n <= 0) return std::nullopt;
  return static_cast<double>(sum) / static_cast<double>(n);
}

}  // namespace aftercall::insight
