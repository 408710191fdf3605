#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace aftercall::auth {

// What a caller may do. A token carries one; rpc decides by it.
enum class Role {
  kAgent,
  kTeamLeader,
  kOperationsManager,
  kQualityAnalyst,
  kAdministrator,
  kAdapter,  // not a person: a system that tells of interactions and answers
};

// The role's word in tokens and on command lines: "agent", "team_leader", "operations_manager",
// "quality_analyst", "administrator", "adapter".
absl::string_view ToString(Role role);

// Reads ToString's form, exactly. Nothing where `text` is no role.
std::optional<Role> ParseRole(absl::string_view text);

// Whether `text` is "users/{user}": the id has 1–200 of a–z, A–Z, 0–9, "-", "_" and ".".
bool IsUserName(absl::string_view text);

// Who is calling, as a verified token says.
struct Identity {
  std::string subject;  // "users/{user}"
  Role role = Role::kAgent;
  absl::Time expires_at;  // the token is refused from this moment on
  std::string token_id;   // the token's "jti"; empty where its issuer gave none

  bool operator==(const Identity&) const = default;
};

}  // namespace aftercall::auth
