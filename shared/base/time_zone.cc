#include "shared/base/time_zone.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace aftercall::base {
namespace {

// The longest of the database has 32.
constexpr size_t kMostCharacters = 64;

bool IsNameCharacter(unsigned char c) {
  return absl::ascii_isalnum(c) || c == '/' || c == '_' || c == '-' || c == '+';
}

}  // namespace

std::optional<absl::TimeZone> FindTimeZone(absl::string_view name) {
  if (name.empty() || name.size() > kMostCharacters || name.front() == '/' || name == "localtime" ||
      absl::StartsWith(name, "Fixed/") || !std::all_of(name.begin(), name.end(), IsNameCharacter)) {
    return std::nullopt;
  }
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(std::string(name), &zone)) return std::nullopt;
  return zone;
}

}  // namespace aftercall::base
