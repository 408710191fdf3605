#include "backend/auth/identity.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace aftercall::auth {
namespace {

constexpr size_t kLongestUserId = 200;

constexpr std::array<std::pair<Role, absl::string_view>, 6> kRoles = {{
    {Role::kAgent, "agent"},
    {Role::kTeamLeader, "team_leader"},
    {Role::kOperationsManager, "operations_manager"},
    {Role::kQualityAnalyst, "quality_analyst"},
    {Role::kAdministrator, "administrator"},
    {Role::kAdapter, "adapter"},
}};

}  // namespace

absl::string_view ToString(Role role) {
  for (const auto& [value, word] : kRoles) {
    if (value == role) return word;
  }
  return "";
}

std::optional<Role> ParseRole(absl::string_view text) {
  for (const auto& [value, word] : kRoles) {
    if (word == text) return value;
  }
  return std::nullopt;
}

bool IsUserName(absl::string_view text) {
  return absl::ConsumePrefix(&text, "users/") && !text.empty() && text.size() <= kLongestUserId &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
         });
}

}  // namespace aftercall::auth
