#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "absl/time/time.h"

namespace aftercall::ctl {

// Random choices that are the same on every machine for the same seed: the standard library's
// engines are, its distributions are not. Not thread-safe.
class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}

  // 0 up to, not including, 1.
  double Unit() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
  double Between(double low, double high) { return low + Unit() * (high - low); }
  // 0 … count − 1.
  size_t Below(size_t count) { return static_cast<size_t>(Unit() * static_cast<double>(count)); }
  bool Chance(double probability) { return Unit() < probability; }
  absl::Duration Seconds(double low, double high) { return absl::Seconds(Between(low, high)); }
  // The wait for the next of things that come independently, one each `mean` on average.
  absl::Duration Wait(absl::Duration mean) { return mean * -std::log(1 - Unit()); }
  template <typename Value>
  const Value& Pick(const std::vector<Value>& values) {
    return values[Below(values.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace aftercall::ctl
