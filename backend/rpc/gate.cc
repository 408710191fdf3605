#include "backend/rpc/gate.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "backend/rpc/status.h"
#include "backend/runtime/logging.h"
#include "shared/base/ids.h"
#include "shared/base/text.h"
#include "shared/wire/problem.h"

namespace aftercall::rpc {
namespace {

constexpr int64_t kFewestInTeamFigures = 5;

absl::Status Unauthenticated(absl::string_view reason, absl::string_view description) {
  return wire::ToStatus(absl::StatusCode::kUnauthenticated,
                        {std::string(reason), "", "", std::string(description)});
}

bool SeesEverything(const Caller& caller) {
  return caller.role == auth::Role::kOperationsManager ||
         caller.role == auth::Role::kQualityAnalyst || caller.role == auth::Role::kAdministrator;
}

// Who looks after the site's work, and not only after its accounts.
bool RunsTheFloor(const Caller& caller) {
  return caller.role == auth::Role::kOperationsManager ||
         caller.role == auth::Role::kQualityAnalyst;
}

bool LeadsTeam(const domain::Team& team, domain::UserId user) {
  for (const auto leader : team.leaders) {
    if (leader == user) return true;
  }
  return false;
}

// Whether the caller leads the interaction's team, or its agent's now.
absl::StatusOr<bool> LeadsTeamOf(store::Transaction& transaction, const Caller& caller,
                                 const domain::PlacedInteraction& interaction) {
  const auto agent = transaction.FindUser(interaction.agent);
  if (!agent.ok()) return agent.status();
  for (const auto id : {interaction.team, *agent ? (*agent)->main_team : domain::TeamId()}) {
    if (!id) continue;
    const auto team = transaction.FindTeam(id);
    if (!team.ok()) return team.status();
    if (*team && LeadsTeam(**team, caller.user)) return true;
  }
  return false;
}

absl::Status MayReadTeam(store::Reader& reader, const Caller& caller, domain::TeamId id,
                         bool figures_only) {
  const auto team = reader.FindTeam(id);
  if (!team.ok()) return team.status();
  if (!*team) return NotFound("team", TeamName(id));
  if (LeadsTeam(**team, caller.user)) return absl::OkStatus();
  const auto self = reader.FindUser(caller.user);
  if (!self.ok()) return self.status();
  const bool is_member = *self && (*self)->main_team == id;
  if (!is_member || !figures_only) {
    return Denied("TEAM_NOT_YOURS", "Only the leaders of this team may see this.");
  }
  if ((*team)->members >= kFewestInTeamFigures) return absl::OkStatus();
  return Denied("TEAM_TOO_SMALL",
                "A team's figures are shown to its agents from five people on, so that nobody can "
                "be read out of them.");
}

// `rows` are a reader's or a transaction's.
template <typename Rows>
absl::StatusOr<domain::UserId> ResolveUserIn(Rows& rows, const Caller& caller,
                                             absl::string_view field, absl::string_view name) {
  if (name == "users/me") return caller.user;
  if (const int64_t id = IdIn("users", name); id != 0) {
    const auto user = rows.FindUser({id});
    if (!user.ok()) return user.status();
    if (*user) return domain::UserId{id};
    return NotFound(field, name);
  }
  const auto users = rows.FindUsersByName(name);
  if (!users.ok()) return users.status();
  if (users->empty()) return NotFound(field, name);
  if (users->size() == 1) return users->front().id;
  const auto describe = [](std::string* out, const domain::User& user) {
    absl::StrAppend(out, UserName(user.id));
    for (const auto& alias : user.aliases) {
      absl::StrAppend(out, " (", alias.source, " ", alias.staff_number, ")");
    }
  };
  return wire::ToStatus(
      absl::StatusCode::kFailedPrecondition,
      {"NAME_SHARED", std::string(field), std::string(name),
       absl::StrCat(users->size(), " people are called \"", name, "\"; name one of ",
                    absl::StrJoin(*users, ", ", describe), ".")});
}

}  // namespace

absl::StatusOr<Caller> Gate::Enter(const grpc::ServerContextBase& context) {
  auto caller = EnterToTell(context);
  if (!caller.ok()) return caller;
  if (const auto wait = limiter_.Refuse(caller->user, clock_.Now())) {
    return wire::WithRetryAfter(
        wire::ToStatus(absl::StatusCode::kResourceExhausted,
                       {"TOO_MANY_CALLS", "", "",
                        "These calls come faster than this server answers one person; make fewer "
                        "and try again in a moment."}),
        *wait);
  }
  return caller;
}

absl::StatusOr<Caller> Gate::EnterToTell(const grpc::ServerContextBase& context) const {
  const auto& metadata = context.client_metadata();
  const auto it = metadata.find("authorization");
  if (it == metadata.end()) {
    return Unauthenticated("TOKEN_MISSING",
                           "A token is needed: send \"authorization: Bearer TOKEN\".");
  }
  absl::string_view value(it->second.data(), it->second.size());
  if (!absl::ConsumePrefix(&value, "Bearer ")) {
    return Unauthenticated("TOKEN_MISSING", "The authorization must be \"Bearer TOKEN\".");
  }
  const auto identity = verifier_.Verify(value, clock_.Now());
  if (!identity.ok()) return identity.status();
  const domain::UserId user{IdIn("users", identity->subject)};
  if (!user) return Unauthenticated("TOKEN_MALFORMED", "The token's subject is no user.");
  absl::ReaderMutexLock lock(&mutex_);
  if (deactivated_.contains(user)) {
    return Unauthenticated("USER_DEACTIVATED", "This account has been closed.");
  }
  return Caller{user, identity->role, identity->expires_at};
}

void Gate::SetDeactivated(domain::UserId user, bool deactivated) {
  absl::MutexLock lock(&mutex_);
  if (deactivated) {
    deactivated_.insert(user);
  } else {
    deactivated_.erase(user);
  }
}

absl::Status Gate::MayIngest(const Caller& caller) {
  if (caller.role == auth::Role::kAdapter || caller.role == auth::Role::kOperationsManager ||
      caller.role == auth::Role::kAdministrator) {
    return absl::OkStatus();
  }
  return Denied("ROLE_INSUFFICIENT",
                "Records are taken from adapters, operations managers and administrators.");
}

absl::Status Gate::MayAdminister(const Caller& caller) {
  if (caller.role == auth::Role::kAdministrator) return absl::OkStatus();
  return Denied("ROLE_INSUFFICIENT", "Only administrators may change accounts.");
}

absl::Status Gate::MayMaintain(const Caller& caller) {
  if (caller.role == auth::Role::kAdministrator) return absl::OkStatus();
  return Denied("ROLE_INSUFFICIENT", "Only administrators may look after the database.");
}

absl::Status Gate::MaySetRules(const Caller& caller) {
  if (SeesEverything(caller)) return absl::OkStatus();
  return Denied(
      "ROLE_INSUFFICIENT",
      "Only operations managers, quality analysts and administrators may change forms and "
      "policies.");
}

absl::Status Gate::MayListPeople(const Caller& caller) {
  if (SeesEverything(caller)) return absl::OkStatus();
  return Denied("ROLE_INSUFFICIENT",
                "Only operations managers, quality analysts and administrators may list people.");
}

absl::Status Gate::MayReadReviewers(const Caller& caller) {
  if (caller.role == auth::Role::kQualityAnalyst || caller.role == auth::Role::kOperationsManager) {
    return absl::OkStatus();
  }
  return Denied("ROLE_INSUFFICIENT",
                "Only quality analysts and operations managers may see how people review.");
}

absl::Status Gate::MayGiveKudos(const Caller& caller) {
  if (caller.role != auth::Role::kAdapter) return absl::OkStatus();
  return Denied("ROLE_INSUFFICIENT", "Kudos come from people, not from adapters.");
}

absl::Status Gate::MayListColleagues(const Caller& caller) {
  if (caller.role != auth::Role::kAdapter) return absl::OkStatus();
  return Denied("ROLE_INSUFFICIENT", "People have colleagues, and adapters have none.");
}

absl::Status Gate::MayPauseQueues(const Caller& caller) {
  if (RunsTheFloor(caller) || caller.role == auth::Role::kTeamLeader) return absl::OkStatus();
  return Denied("ROLE_INSUFFICIENT",
                "Only team leaders, operations managers and quality analysts may pause a queue.");
}

absl::Status Gate::MayListPauses(const Caller& caller) {
  if (SeesEverything(caller) || caller.role == auth::Role::kTeamLeader) return absl::OkStatus();
  return Denied("ROLE_INSUFFICIENT",
                "Only team leaders, operations managers, quality analysts and administrators may "
                "list pauses.");
}

absl::Status Gate::MayOpenSeals(const Caller& caller) {
  if (caller.role != auth::Role::kAdministrator && caller.role != auth::Role::kAdapter) {
    return absl::OkStatus();
  }
  return Denied("ROLE_INSUFFICIENT",
                "Only team leaders, operations managers and quality analysts may open what is "
                "sealed.");
}

bool Gate::MayPauseAnyTeam(const Caller& caller) { return RunsTheFloor(caller); }

absl::Status Gate::MayPauseTeam(const Caller& caller, const domain::Team& team) {
  if (MayPauseAnyTeam(caller) || LeadsTeam(team, caller.user)) return absl::OkStatus();
  return Denied("TEAM_NOT_YOURS",
                absl::StrCat("Only the leaders of ", team.display_name,
                             ", operations managers and quality analysts may pause it."));
}

absl::StatusOr<bool> Gate::MayOpenSeal(store::Transaction& transaction, const Caller& caller,
                                       const domain::PlacedInteraction& interaction) {
  if (RunsTheFloor(caller)) return true;
  return LeadsTeamOf(transaction, caller, interaction);
}

absl::Status Gate::MayEvaluate(const Caller& caller) {
  if (caller.role == auth::Role::kTeamLeader || caller.role == auth::Role::kQualityAnalyst) {
    return absl::OkStatus();
  }
  return Denied("ROLE_INSUFFICIENT",
                "Only team leaders and quality analysts may evaluate an interaction unasked.");
}

absl::StatusOr<bool> Gate::MayEvaluate(store::Transaction& transaction, const Caller& caller,
                                       const domain::PlacedInteraction& interaction) {
  if (caller.role == auth::Role::kQualityAnalyst) return true;
  return LeadsTeamOf(transaction, caller, interaction);
}

absl::StatusOr<bool> Gate::MayReadInteraction(store::Transaction& transaction, const Caller& caller,
                                              const domain::PlacedInteraction& interaction) {
  if (SeesEverything(caller) || interaction.agent == caller.user) return true;
  if (caller.role == auth::Role::kAdapter) return false;
  return LeadsTeamOf(transaction, caller, interaction);
}

absl::Status Gate::RefuseLook(const Caller& caller, absl::string_view field,
                              absl::string_view name) {
  runtime::LogWarning(UserName(caller.user), " asked for ", base::Shorten(name, 100),
                      ", which is another's");
  return NotFound(field, name);
}

bool Gate::MayReadWords(const Caller& caller) {
  return caller.role != auth::Role::kAdministrator && caller.role != auth::Role::kAdapter;
}

absl::Status Gate::MayRead(store::Reader& reader, const Caller& caller, const store::Scope& scope,
                           bool figures_only) {
  if (SeesEverything(caller)) return absl::OkStatus();
  if (caller.role == auth::Role::kAdapter) {
    return Denied("ROLE_INSUFFICIENT", "Adapters tell of interactions and read none.");
  }
  if (scope.team) return MayReadTeam(reader, caller, scope.team, figures_only);
  if (!scope.user) {
    return Denied("ROLE_INSUFFICIENT", "Only operations managers may see all of the site.");
  }
  if (scope.user == caller.user) return absl::OkStatus();
  const auto leads = reader.Leads(caller.user, scope.user);
  if (!leads.ok()) return leads.status();
  if (*leads) return absl::OkStatus();
  return Denied("USER_NOT_YOURS", "Only this person and their team's leaders may see this.");
}

absl::StatusOr<bool> Gate::MayReadSelfAssessment(store::Reader& reader, const Caller& caller,
                                                 const store::ListedSelfAssessment& listed) {
  const domain::SelfAssessment& assessment = listed.assessment;
  if (assessment.agent == caller.user) return true;
  if (assessment.state != domain::SelfAssessment::State::kCommitted) return false;
  for (const domain::Share& share : listed.shares) {
    if (share.withdrawn_at) continue;
    if (share.reader == caller.user) return true;
    if (share.reader) continue;
    auto leads = reader.Leads(caller.user, assessment.agent);
    if (!leads.ok() || *leads) return leads;
  }
  return false;
}

absl::Status Gate::MayReadElements(store::Reader& reader, const Caller& caller,
                                   const store::Scope& scope) {
  if (scope.user == caller.user) return absl::OkStatus();
  if (scope.user) {
    runtime::LogWarning(UserName(caller.user), " asked for what ", UserName(scope.user),
                        " says of themselves");
    return Denied("SELF_ASSESSMENT_PRIVATE",
                  "What somebody says of themselves is theirs alone; ask for a team's figures.");
  }
  if (SeesEverything(caller)) return absl::OkStatus();
  if (scope.team && caller.role != auth::Role::kAdapter) {
    return MayReadTeam(reader, caller, scope.team, /*figures_only=*/false);
  }
  return Denied("ROLE_INSUFFICIENT", "Only operations managers may see all of the site.");
}

int64_t Gate::FewestPeople(const store::Scope& scope) {
  return scope.user ? 1 : kFewestInTeamFigures;
}

absl::StatusOr<domain::UserId> ResolveUser(store::Reader& reader, const Caller& caller,
                                           absl::string_view field, absl::string_view name) {
  return ResolveUserIn(reader, caller, field, name);
}

absl::StatusOr<domain::UserId> ResolveUser(store::Transaction& transaction, const Caller& caller,
                                           absl::string_view field, absl::string_view name) {
  return ResolveUserIn(transaction, caller, field, name);
}

absl::StatusOr<domain::TeamId> ResolveTeam(store::Reader& reader, absl::string_view field,
                                           absl::string_view name) {
  const domain::TeamId id{IdIn("teams", name)};
  const auto team = id ? reader.FindTeam(id) : reader.FindTeamByName(name);
  if (!team.ok()) return team.status();
  if (!*team) return NotFound(field, name);
  return (*team)->id;
}

absl::StatusOr<domain::Team> ResolveTeam(store::Transaction& transaction, absl::string_view field,
                                         absl::string_view name) {
  domain::TeamId id{IdIn("teams", name)};
  if (!id) {
    const auto place = transaction.FindTeamByName(name);
    if (!place.ok()) return place.status();
    if (!*place) return NotFound(field, name);
    id = (*place)->id;
  }
  auto team = transaction.FindTeam(id);
  if (!team.ok()) return team.status();
  if (!*team) return NotFound(field, name);
  return **std::move(team);
}

std::string UserName(domain::UserId user) {
  return absl::StrCat("users/", base::FormatId(user.value));
}
std::string TeamName(domain::TeamId team) {
  return absl::StrCat("teams/", base::FormatId(team.value));
}
std::string InteractionName(domain::InteractionId interaction) {
  return absl::StrCat("interactions/", base::FormatId(interaction.value));
}

int64_t IdIn(absl::string_view collection, absl::string_view name) {
  if (!absl::ConsumePrefix(&name, collection) || !absl::ConsumePrefix(&name, "/")) return 0;
  return base::ParseId(name).value_or(0);
}

}  // namespace aftercall::rpc
