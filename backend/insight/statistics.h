#pragma once

#include <cstdint>
#include <optional>

// The arithmetic of figures: pure functions of counts. Nothing is rounded here.
namespace aftercall::insight {

// The two-sided 95% point of the standard normal distribution.
inline constexpr double kZ95 = 1.959963984540054;

// Ends of a 95% interval, as percents (or points, for the NPS).
struct Interval {
  double low;
  double high;
};

// How many of how many.
struct Rate {
  int64_t count = 0;  // 0 ≤ count ≤ n
  int64_t n = 0;

  Rate& operator+=(const Rate& other);

  // 100 · count / n. Nothing where n = 0: no answers are no figure, neither 0 nor 100.
  std::optional<double> Percent() const;

  // WilsonInterval of the rate. Nothing where n = 0.
  std::optional<Interval> Interval95() const;

  bool operator==(const Rate&) const = default;
};

// Wilson's score interval for count of n at 95%, in percent, 0–100:
//   (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n),  p = count/n, z = kZ95
// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
// (1927) 209–212. Unlike the textbook interval it holds for small n and for 0 and n of n.
// Nothing where n ≤ 0 or count is not in 0…n.
std::optional<Interval> WilsonInterval(int64_t count, int64_t n);

// Net promoter score of answers on 0–10: how many gave 9–10, and 0–6, of n.
struct NetPromoter {
  int64_t promoters = 0;
  int64_t detractors = 0;
  int64_t n = 0;  // promoters, passives (7–8) and detractors

  NetPromoter& operator+=(const NetPromoter& other);

  // 100 · (p − d), p and d the shares of promoters and detractors; −100…100. Nothing where n = 0.
  std::optional<double> Score() const;

  // 100 · √((p + d − (p − d)²) / n): the standard error of the mean of answers scored +1, 0 and −1
  // (variance of a multinomial difference). In points. Nothing where n = 0.
  std::optional<double> StandardError() const;

  // Score ± kZ95 · StandardError, kept within −100…100. Nothing where n = 0. Where everybody
  // answered alike the error is 0 and so is the interval's width: read it with its n.
  std::optional<Interval> Interval95() const;

  bool operator==(const NetPromoter&) const = default;
};

// Arithmetic mean of integers, from their exact sum.
struct Mean {
  int64_t sum = 0;
  int64_t n = 0;

  Mean& operator+=(const Mean& other);

  // sum / n. Nothing where n = 0.
  std::optional<double> Value() const;

  bool operator==(const Mean&) const = default;
};

// Whole numbers with their mean and its uncertainty, from exact sums.
struct Spread {
  int64_t n = 0;
  int64_t sum = 0;
  int64_t squares = 0;  // sum of their squares

  // sum / n. Nothing where n = 0.
  std::optional<double> Mean() const;

  // Student's t interval of the mean at 95%: mean ± t · s / √n, s the standard deviation over n − 1
  // and t the 97.5% point for n − 1 degrees of freedom. Nothing below n = kFewestForInterval, where
  // it would be wider than most scales. Of numbers all alike its width is 0: read it with its n.
  std::optional<Interval> Interval95() const;

  bool operator==(const Spread&) const = default;
};
inline constexpr int64_t kFewestForInterval = 5;

}  // namespace aftercall::insight
