#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "backend/domain/ids.h"

namespace aftercall::domain {

enum class Role {
  kAgent = 1,
  kTeamLeader = 2,
  kOperationsManager = 3,
  kQualityAnalyst = 4,
  kAdministrator = 5,
  kAdapter = 6,
};

// The number under which a source knows a person.
struct Alias {
  std::string source;
  std::string staff_number;
  friend auto operator<=>(const Alias&, const Alias&) = default;
};

struct User {
  enum class State { kPending = 1, kActive = 2, kDeactivated = 3 };
  UserId id;
  std::string display_name;
  Role role = Role::kAgent;
  State state = State::kActive;
  std::vector<Alias> aliases;
  std::vector<std::string> languages;  // BCP 47 in their usual case; none: not told
  TeamId main_team;                    // now; none: no team
  std::string main_team_display_name;

  friend bool operator==(const User&, const User&) = default;
};

struct Team {
  TeamId id;
  std::string display_name;
  std::vector<UserId> leaders;
  int64_t members = 0;    // users whose main team it is
  std::string time_zone;  // of its site, IANA; empty: the deployment's

  friend bool operator==(const Team&, const Team&) = default;
};

// What placing an interaction asks of its team.
struct TeamPlace {
  TeamId id;  // none: no team
  std::string time_zone;

  friend bool operator==(const TeamPlace&, const TeamPlace&) = default;
};

// What an agent does, as a source tells it; one for each (user, since).
struct AgentState {
  enum class State {
    kAvailable = 1,
    kOnInteraction = 2,
    kAfterCallWork = 3,
    kBreak = 4,
    kOffline = 5
  };
  State state = State::kAvailable;
  absl::Time since;
  int open_interactions = 0;
  absl::Time told_at;

  friend bool operator==(const AgentState&, const AgentState&) = default;
};

}  // namespace aftercall::domain
