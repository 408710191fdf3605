#include "backend/rpc/directory_proto.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/status.h"
#include "backend/rpc/time_proto.h"

namespace aftercall::rpc {
namespace {

// Whether a change takes `path`: because the mask names it, or because it is set and there is none.
bool Takes(const google::protobuf::FieldMask* mask, absl::string_view path, bool is_set) {
  if (mask == nullptr) return is_set;
  return std::find(mask->paths().begin(), mask->paths().end(), path) != mask->paths().end();
}

absl::Status CheckMask(const google::protobuf::FieldMask* mask,
                       std::initializer_list<absl::string_view> known) {
  if (mask == nullptr) return absl::OkStatus();
  if (mask->paths().empty()) {
    return BadField("update_mask", "",
                    absl::StrCat("Name the fields to change: ", absl::StrJoin(known, ", "), "."));
  }
  for (const auto& path : mask->paths()) {
    if (std::find(known.begin(), known.end(), path) != known.end()) continue;
    return BadField("update_mask", path,
                    absl::StrCat("\"", path, "\" cannot be changed; these can: ",
                                 absl::StrJoin(known, ", "), "."));
  }
  return absl::OkStatus();
}

}  // namespace

v1::User ToProto(const domain::User& user) {
  v1::User proto;
  proto.set_name(UserName(user.id));
  proto.set_display_name(user.display_name);
  proto.set_role(static_cast<v1::User::Role>(user.role));
  proto.set_state(static_cast<v1::User::State>(user.state));
  for (const auto& alias : user.aliases) {
    auto* to = proto.add_aliases();
    to->set_source(alias.source);
    to->set_staff_number(alias.staff_number);
  }
  for (const auto& language : user.languages) proto.add_languages(language);
  if (user.main_team) proto.set_main_team(TeamName(user.main_team));
  proto.set_main_team_display_name(user.main_team_display_name);
  return proto;
}

v1::Team ToProto(const domain::Team& team) {
  v1::Team proto;
  proto.set_name(TeamName(team.id));
  proto.set_display_name(team.display_name);
  for (const auto leader : team.leaders) proto.add_leaders(UserName(leader));
  proto.set_members(team.members);
  proto.set_time_zone(team.time_zone);
  return proto;
}

v1::Colleague ToProto(const store::ListedColleague& colleague) {
  v1::Colleague proto;
  proto.set_name(UserName(colleague.user));
  proto.set_display_name(colleague.display_name);
  proto.set_team_display_name(colleague.team_display_name);
  return proto;
}

v1::Access ToProto(const domain::Access& access) {
  v1::Access proto;
  proto.set_reader(UserName(access.look.reader));
  proto.set_reader_display_name(access.reader_display_name);
  proto.set_kind(static_cast<v1::Access::Kind>(access.look.kind));
  *proto.mutable_first_at() = ToProto(access.first_at);
  *proto.mutable_last_at() = ToProto(access.last_at);
  proto.set_looks(access.looks);
  return proto;
}

absl::StatusOr<commands::UserChange> ReadChange(const v1::User& user,
                                                const google::protobuf::FieldMask* mask) {
  auto status =
      CheckMask(mask, {"display_name", "role", "state", "aliases", "main_team", "languages"});
  if (!status.ok()) return status;
  commands::UserChange change;
  if (Takes(mask, "display_name", true)) change.display_name = user.display_name();
  if (Takes(mask, "role", user.role() != 0)) {
    const auto role = ReadRole("user.role", user.role());
    if (!role.ok()) return role.status();
    change.role = *role;
  }
  if (Takes(mask, "state", false)) {
    if (!v1::User::State_IsValid(user.state()) || user.state() == 0) {
      return BadField("user.state", absl::StrCat(user.state()),
                      "A user is pending, active or deactivated.");
    }
    change.state = static_cast<domain::User::State>(user.state());
  }
  if (Takes(mask, "aliases", !user.aliases().empty())) {
    change.aliases.emplace();
    for (const auto& alias : user.aliases()) {
      change.aliases->push_back({alias.source(), alias.staff_number()});
    }
  }
  if (Takes(mask, "languages", !user.languages().empty())) {
    change.languages.emplace(user.languages().begin(), user.languages().end());
  }
  return change;
}

absl::StatusOr<commands::TeamChange> ReadChange(const v1::Team& team,
                                                const google::protobuf::FieldMask* mask) {
  auto status = CheckMask(mask, {"display_name", "leaders", "time_zone"});
  if (!status.ok()) return status;
  commands::TeamChange change;
  if (Takes(mask, "display_name", true)) change.display_name = team.display_name();
  if (Takes(mask, "leaders", !team.leaders().empty())) {
    change.leaders.emplace();
    for (const auto& leader : team.leaders()) {
      const domain::UserId id{IdIn("users", leader)};
      if (!id) return BadField("team.leaders", leader, "A leader is like \"users/{user}\".");
      change.leaders->push_back(id);
    }
  }
  if (Takes(mask, "time_zone", !team.time_zone().empty())) change.time_zone = team.time_zone();
  return change;
}

auth::Role ToAuth(domain::Role role) {
  switch (role) {
    case domain::Role::kAgent:
      return auth::Role::kAgent;
    case domain::Role::kTeamLeader:
      return auth::Role::kTeamLeader;
    case domain::Role::kOperationsManager:
      return auth::Role::kOperationsManager;
    case domain::Role::kQualityAnalyst:
      return auth::Role::kQualityAnalyst;
    case domain::Role::kAdministrator:
      return auth::Role::kAdministrator;
    case domain::Role::kAdapter:
      return auth::Role::kAdapter;
  }
  return auth::Role::kAgent;
}

absl::StatusOr<domain::Role> ReadRole(absl::string_view field, v1::User::Role role) {
  if (!v1::User::Role_IsValid(role) || role == v1::User::ROLE_UNSPECIFIED) {
    return BadField(field, absl::StrCat(role), absl::StrCat(field, " is none of the roles."));
  }
  return static_cast<domain::Role>(role);
}

}  // namespace aftercall::rpc
