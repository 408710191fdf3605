#include "backend/commands/change_directory.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/commands/appeal.h"
#include "backend/commands/review.h"
#include "backend/commands/taken.h"
#include "backend/domain/language.h"
#include "backend/domain/limits.h"
#include "shared/base/ids.h"

namespace aftercall::commands {
namespace {

absl::Status NotFound(absl::string_view kind, int64_t id) {
  return wire::ToStatus(absl::StatusCode::kNotFound,
                        {"NOT_FOUND", "name", absl::StrCat(kind, "s/", base::FormatId(id)),
                         absl::StrCat("There is no such ", kind, ".")});
}

// What is named twice is meant once.
template <typename T>
std::vector<T> EachOnce(std::vector<T> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

absl::Status CheckAliases(store::Transaction& transaction, domain::UserId owner,
                          const std::vector<domain::Alias>& aliases) {
  for (const auto& alias : aliases) {
    if (auto problem = domain::CheckIdentifier("user.aliases.source", alias.source,
                                               domain::kSourceCharacters)) {
      return Refuse(*std::move(problem));
    }
    if (auto problem = domain::CheckIdentifier("user.aliases.staff_number", alias.staff_number,
                                               domain::kExternalIdCharacters)) {
      return Refuse(*std::move(problem));
    }
    const auto known = transaction.FindAlias(alias);
    if (!known.ok()) return known.status();
    if (*known && **known != owner) {
      return wire::ToStatus(
          absl::StatusCode::kAlreadyExists,
          {"ALIAS_TAKEN", "user.aliases", absl::StrCat(alias.source, ":", alias.staff_number),
           absl::StrCat("Number ", alias.staff_number, " of ", alias.source, " is users/",
                        base::FormatId((*known)->value),
                        "; change that user instead of making another.")});
    }
  }
  return absl::OkStatus();
}

// In the order in which they are named, each once.
absl::Status ApplyLanguages(const std::vector<std::string>& languages, domain::User& user) {
  user.languages.clear();
  for (const auto& language : languages) {
    if (language.empty()) {
      return Refuse({"REQUIRED_FIELD_MISSING", "user.languages", "",
                     "A language is empty; one such as en or zh-CN is expected."});
    }
    if (auto problem = domain::CheckLanguage("user.languages", language)) {
      return Refuse(*std::move(problem));
    }
    std::string normal = domain::NormalLanguage(language);
    if (std::find(user.languages.begin(), user.languages.end(), normal) == user.languages.end()) {
      user.languages.push_back(std::move(normal));
    }
  }
  if (user.languages.size() <= domain::kLanguagesOfOne) return absl::OkStatus();
  return Refuse({"TOO_MANY_LANGUAGES", "user.languages", absl::StrCat(user.languages.size()),
                 absl::StrCat(user.languages.size(), " languages are named; at most ",
                              domain::kLanguagesOfOne, " are taken.")});
}

absl::Status Apply(store::Transaction& transaction, const UserChange& change, domain::User& user) {
  if (change.display_name) user.display_name = *change.display_name;
  if (change.role) user.role = *change.role;
  if (change.state) user.state = *change.state;
  if (change.aliases) user.aliases = EachOnce(*change.aliases);
  if (change.languages) {
    if (auto status = ApplyLanguages(*change.languages, user); !status.ok()) return status;
  }
  if (auto problem = domain::CheckIdentifier("user.display_name", user.display_name,
                                             domain::kNameCharacters)) {
    return Refuse(*std::move(problem));
  }
  return CheckAliases(transaction, user.id, user.aliases);
}

absl::Status ApplyMainTeam(store::Transaction& transaction, const UserChange& change,
                           domain::UserId user) {
  if (!change.main_team) return absl::OkStatus();
  const auto team = transaction.FindTeam(*change.main_team);
  if (!team.ok()) return team.status();
  if (!*team) return NotFound("team", change.main_team->value);
  // The new team's "today" may be another day.
  transaction.TouchStanding(user);
  return transaction.SetMainTeam(user, *change.main_team, transaction.Now());
}

absl::StatusOr<domain::User> Reread(store::Transaction& transaction, domain::UserId id) {
  auto user = transaction.FindUser(id);
  if (!user.ok()) return user.status();
  if (!*user) return NotFound("user", id.value);
  return **std::move(user);
}

absl::StatusOr<domain::Team> RereadTeam(store::Transaction& transaction, domain::TeamId id) {
  auto team = transaction.FindTeam(id);
  if (!team.ok()) return team.status();
  if (!*team) return NotFound("team", id.value);
  return **std::move(team);
}

absl::Status CheckTeamName(store::Transaction& transaction, const domain::Team& team) {
  if (auto problem = domain::CheckIdentifier("team.display_name", team.display_name,
                                             domain::kNameCharacters)) {
    return Refuse(*std::move(problem));
  }
  const auto known = transaction.FindTeamByName(team.display_name);
  if (!known.ok()) return known.status();
  if (!*known || (*known)->id == team.id) return absl::OkStatus();
  return wire::ToStatus(absl::StatusCode::kAlreadyExists,
                        {"TEAM_EXISTS", "team.display_name", team.display_name,
                         absl::StrCat("There is a team \"", team.display_name, "\" already.")});
}

// Whoever leads a team may read it; an agent's role would not let them.
absl::Status MakeLeaders(store::Transaction& transaction,
                         const std::vector<domain::UserId>& leaders) {
  for (const auto id : leaders) {
    auto user = Reread(transaction, id);
    if (!user.ok()) return user.status();
    if (user->role != domain::Role::kAgent) continue;
    user->role = domain::Role::kTeamLeader;
    if (auto status = transaction.UpdateUser(*user); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Apply(store::Transaction& transaction, const TeamChange& change, domain::Team& team) {
  if (change.display_name) team.display_name = *change.display_name;
  if (change.leaders) team.leaders = EachOnce(*change.leaders);
  if (change.time_zone) team.time_zone = *change.time_zone;
  if (auto problem = domain::CheckTimeZone("team.time_zone", team.time_zone)) {
    return Refuse(*std::move(problem));
  }
  if (auto status = CheckTeamName(transaction, team); !status.ok()) return status;
  return MakeLeaders(transaction, team.leaders);
}

// Which teams somebody leads is on their screen.
void TouchLeaders(store::Transaction& transaction, const domain::Team& team) {
  for (const auto leader : team.leaders) transaction.TouchStanding(leader);
}

absl::Status TouchMembers(store::Transaction& transaction, domain::TeamId team) {
  const auto members = transaction.FindMembers(team);
  if (!members.ok()) return members.status();
  for (const auto member : *members) transaction.TouchStanding(member);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<domain::User> CreateUser(store::Transaction& transaction, const UserChange& user) {
  domain::User made;
  made.id = {transaction.NewId()};
  if (auto status = Apply(transaction, user, made); !status.ok()) return status;
  if (auto status = transaction.InsertUser(made); !status.ok()) return status;
  if (auto status = ApplyMainTeam(transaction, user, made.id); !status.ok()) return status;
  return Reread(transaction, made.id);
}

absl::StatusOr<domain::User> UpdateUser(store::Transaction& transaction, const Policy& policy,
                                        domain::UserId id, const UserChange& change) {
  auto user = Reread(transaction, id);
  if (!user.ok()) return user.status();
  const bool was_here = user->state != domain::User::State::kDeactivated;
  if (user->state == domain::User::State::kPending) user->state = domain::User::State::kActive;
  if (auto status = Apply(transaction, change, *user); !status.ok()) return status;
  if (auto status = transaction.UpdateUser(*user); !status.ok()) return status;
  if (auto status = ApplyMainTeam(transaction, change, id); !status.ok()) return status;
  if (was_here && user->state == domain::User::State::kDeactivated) {
    if (auto status = OnDeactivated(transaction, policy, id); !status.ok()) return status;
    if (auto status = EndAppealsOf(transaction, policy, id); !status.ok()) return status;
  }
  return Reread(transaction, id);
}

absl::StatusOr<domain::Team> CreateTeam(store::Transaction& transaction, const TeamChange& team) {
  domain::Team made;
  made.id = {transaction.NewId()};
  if (auto status = Apply(transaction, team, made); !status.ok()) return status;
  if (auto status = transaction.InsertTeam(made); !status.ok()) return status;
  TouchLeaders(transaction, made);
  return RereadTeam(transaction, made.id);
}

absl::StatusOr<domain::Team> UpdateTeam(store::Transaction& transaction, domain::TeamId id,
                                        const TeamChange& change) {
  auto team = RereadTeam(transaction, id);
  if (!team.ok()) return team.status();
  const std::string zone_before = team->time_zone;
  TouchLeaders(transaction, *team);
  if (auto status = Apply(transaction, change, *team); !status.ok()) return status;
  if (auto status = transaction.UpdateTeam(*team); !status.ok()) return status;
  TouchLeaders(transaction, *team);
  if (team->time_zone != zone_before) {
    if (auto status = TouchMembers(transaction, id); !status.ok()) return status;
  }
  return RereadTeam(transaction, id);
}

}  // namespace aftercall::commands
