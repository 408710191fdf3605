#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

// Values in the kept file. The library's own exceptions travel from here to ReadKept, and no
// further; for .cc files of this room only.
namespace aftercall::net {

using nlohmann::json;

// What is thrown where `from` is well-formed and means nothing.
json::other_error Nonsense(const char* what, const json& from);

// A whole number that fits; the library would cut off what does not.
template <typename Number>
Number NumberFrom(const json& from) {
  const bool fits = from.is_number_integer() &&
                    (!from.is_number_unsigned() || from.get<uint64_t>() <= INT64_MAX) &&
                    from.get<int64_t>() >= std::numeric_limits<Number>::min() &&
                    from.get<int64_t>() <= std::numeric_limits<Number>::max();
  if (!fits) throw Nonsense("no number of its size", from);
  return static_cast<Number>(from.get<int64_t>());
}

// The infinite future is null.
json ToJson(absl::Time time);
absl::Time TimeFrom(const json& from);

json ToJson(const absl::CivilDay& day);
absl::CivilDay DayFrom(const json& from);

// Reads an optional member with `read`.
template <typename Read>
auto Optional(const json& from, const char* name, Read read)
    -> std::optional<decltype(read(from))> {
  if (!from.contains(name) || from.at(name).is_null()) return std::nullopt;
  return read(from.at(name));
}

// One of an enumeration's values from 0 to `last`.
template <typename Enum>
Enum EnumFrom(const json& from, Enum last) {
  const int value = NumberFrom<int>(from);
  if (value < 0 || value > static_cast<int>(last)) throw Nonsense("a value out of its range", from);
  return static_cast<Enum>(value);
}

}  // namespace aftercall::net
