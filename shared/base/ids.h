#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace aftercall::base {

// Makes 63-bit ids that sort by time: milliseconds since 1970 above a 21-bit sequence that begins
// at a random place each millisecond, so that several nodes rarely meet and a table grows at its
// end. Strictly increasing within one generator, even if the clock steps back. Not thread-safe.
class IdGenerator {
 public:
  // `random` gives 64 random bits; every id is greater than `last`.
  explicit IdGenerator(std::function<uint64_t()> random, int64_t last = 0)
      : random_(std::move(random)), last_(last) {}

  int64_t Next(absl::Time now);

 private:
  std::function<uint64_t()> random_;
  int64_t last_;
};

// The form of an id that people and wires see: 13 characters of Crockford's base 32, lower case.
// Sorts as the number does.
std::string FormatId(int64_t id);

// Reads FormatId's form. Nothing where `text` is not an id.
std::optional<int64_t> ParseId(absl::string_view text);

// A UUID of version 4 (RFC 9562) made of 122 of these random bits.
std::string FormatUuid(uint64_t high, uint64_t low);

}  // namespace aftercall::base
