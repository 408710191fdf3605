#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/integration/kills/server.h"

namespace aftercall::kills {

inline constexpr char kSource[] = "kills";

struct Person {
  std::string user;  // "users/…"
  std::string display_name;
  std::string token;
};

// Who works here. Agent k has the staff number "k" and belongs to team k mod the number of teams,
// which leader k mod the number of teams leads.
struct People {
  std::vector<Person> agents;
  std::vector<Person> leaders;
  Person adapter;  // tells of interactions and answers
  Person manager;  // may read everything

  int teams() const { return static_cast<int>(leaders.size()); }
  int TeamOf(int agent) const { return agent % teams(); }
  static std::string TeamName(int team);
};

// Makes them all through the public API, as the administrator.
absl::StatusOr<People> MakePeople(const Server& server, int agents, int teams);

}  // namespace aftercall::kills
