#include "backend/insight/statistics.h"

#include <algorithm>
#include <cmath>

namespace aftercall::insight {
namespace {

double Share(int64_t count, int64_t n) {
  return static_cast<double>(count) / static_cast<double>(n);
}

// The two-sided 95% point of Student's t distribution, by its expansion about the normal one;
// within 0.05% from 4 degrees of freedom on.
// Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
double StudentsT95(double freedom) {
  const double z = kZ95;
  const double z2 = z * z;
  const double g1 = (z2 + 1) * z / 4;
  const double g2 = ((5 * z2 + 16) * z2 + 3) * z / 96;
  const double g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384;
  const double g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92160;
  return z + (g1 + (g2 + (g3 + g4 / freedom) / freedom) / freedom) / freedom;
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

std::optional<double> Spread::Mean() const {
  if (n <= 0) return std::nullopt;
  return static_cast<double>(sum) / static_cast<double>(n);
}

std::optional<Interval> Spread::Interval95() const {
  if (n < kFewestForInterval) return std::nullopt;
  const double mean = *Mean();
  const auto count = static_cast<double>(n);
  // Rounding may take the variance just below 0 where all are alike.
  const double variance =
      std::max(0.0, (static_cast<double>(squares) - mean * static_cast<double>(sum)) / (count - 1));
  const double reach = StudentsT95(count - 1) * std::sqrt(variance / count);
  return Interval{mean - reach, mean + reach};
}

}  // namespace aftercall::insight
