#include "backend/rpc/directory_service.h"

#include <memory>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "backend/rpc/answer_once.h"
#include "backend/rpc/directory_proto.h"
#include "backend/rpc/page_token.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/ids.h"

namespace aftercall::rpc {
namespace {

constexpr size_t kDirectoryPage = 100;
constexpr absl::Duration kStandardTimeToLive = absl::Hours(30 * 24);

// Answers a call that changes the directory: for administrators, once a request id. `change`
// fills the response.
template <typename Request, typename Response, typename Change>
grpc::ServerUnaryReactor* AnswerByChange(const Context& context, grpc::CallbackServerContext* call,
                                         const Request* request, Response* response,
                                         Change change) {
  const auto caller = context.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayAdminister(*caller); !status.ok()) return End(call, status);
  return AnswerOnce(context, call, request, response, std::move(change));
}

// The team that `name` (a resource name or an exact display name) means.
absl::StatusOr<domain::TeamId> FindTeam(store::Transaction& transaction, const std::string& name) {
  const domain::TeamId id{IdIn("teams", name)};
  if (id) return id;
  const auto team = transaction.FindTeamByName(name);
  if (!team.ok()) return team.status();
  if (!*team) return NotFound("user.main_team", name);
  return (*team)->id;
}

absl::Status AddMainTeam(store::Transaction& transaction, const std::string& name,
                         commands::UserChange& change) {
  if (name.empty()) return absl::OkStatus();
  const auto team = FindTeam(transaction, name);
  if (!team.ok()) return team.status();
  change.main_team = *team;
  return absl::OkStatus();
}

absl::StatusOr<v1::User> LoadUser(store::Reader& reader, domain::UserId id) {
  const auto user = reader.FindUser(id);
  if (!user.ok()) return user.status();
  if (!*user) return NotFound("name", UserName(id));
  return ToProto(**user);
}

absl::Status ListUsersPage(store::Reader& reader, const v1::ListUsersRequest& request,
                           v1::ListUsersResponse& response) {
  const auto size = ReadPageSize(request.page_size(), kDirectoryPage);
  if (!size.ok()) return size.status();
  const auto place = ReadPageToken(request.page_token(), 2);
  if (!place.ok()) return place.status();
  std::string after_name;
  domain::UserId after_id;
  if (!place->empty()) {
    after_name = (*place)[0];
    after_id = {base::ParseId((*place)[1]).value_or(0)};
  }
  std::optional<domain::User::State> state;
  if (request.state() != 0) state = static_cast<domain::User::State>(request.state());
  auto users = reader.ListUsers(state, after_name, after_id, *size + 1);
  if (!users.ok()) return users.status();
  if (users->size() > *size) {
    users->pop_back();
    response.set_next_page_token(
        MakePageToken({users->back().display_name, base::FormatId(users->back().id.value)}));
  }
  for (const auto& user : *users) *response.add_users() = ToProto(user);
  return absl::OkStatus();
}

absl::Status ListTeamsPage(store::Reader& reader, const v1::ListTeamsRequest& request,
                           v1::ListTeamsResponse& response) {
  const auto size = ReadPageSize(request.page_size(), kDirectoryPage);
  if (!size.ok()) return size.status();
  const auto place = ReadPageToken(request.page_token(), 1);
  if (!place.ok()) return place.status();
  auto teams = reader.ListTeams(place->empty() ? "" : (*place)[0], *size + 1);
  if (!teams.ok()) return teams.status();
  if (teams->size() > *size) {
    teams->pop_back();
    response.set_next_page_token(MakePageToken({teams->back().display_name}));
  }
  for (const auto& team : *teams) *response.add_teams() = ToProto(team);
  return absl::OkStatus();
}

absl::Status ListAccessesPage(store::Reader& reader, const Caller& caller,
                              const v1::ListAccessesRequest& request,
                              v1::ListAccessesResponse& response) {
  const auto size = ReadPageSize(request.page_size(), kDirectoryPage);
  if (!size.ok()) return size.status();
  const auto place = ReadPageToken(request.page_token(), 3);
  if (!place.ok()) return place.status();
  std::optional<domain::Access> after;
  if (!place->empty()) {
    after.emplace();
    int kind = 0;
    if (!absl::ParseCivilTime((*place)[0], &after->day) || !absl::SimpleAtoi((*place)[2], &kind)) {
      return BadField("page_token", request.page_token(),
                      "The page token is not one that this list gave.");
    }
    after->look.reader = {base::ParseId((*place)[1]).value_or(0)};
    after->look.kind = static_cast<domain::Look::Kind>(kind);
  }
  auto accesses = reader.ListAccesses(caller.user, after, *size + 1);
  if (!accesses.ok()) return accesses.status();
  if (accesses->size() > *size) {
    accesses->pop_back();
    const domain::Access& last = accesses->back();
    response.set_next_page_token(
        MakePageToken({absl::FormatCivilTime(last.day), base::FormatId(last.look.reader.value),
                       absl::StrCat(static_cast<int>(last.look.kind))}));
  }
  for (const auto& access : *accesses) *response.add_accesses() = ToProto(access);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<store::ListedColleague>> ReadColleague(const std::string& token) {
  const auto place = ReadPageToken(token, 3);
  if (!place.ok()) return place.status();
  if (place->empty()) return std::nullopt;
  store::ListedColleague after;
  const auto id = base::ParseId((*place)[2]);
  if (!id || ((*place)[0] != "own" && (*place)[0] != "other")) {
    return BadField("page_token", token, "The page token is not one that this list gave.");
  }
  after.is_of_other_team = (*place)[0] == "other";
  after.display_name = (*place)[1];
  after.user = {*id};
  return after;
}

absl::Status ListColleaguesPage(store::Reader& reader, const Context& context, const Caller& caller,
                                const v1::ListColleaguesRequest& request,
                                v1::ListColleaguesResponse& response) {
  const auto size = ReadPageSize(request.page_size());
  if (!size.ok()) return size.status();
  const auto after = ReadColleague(request.page_token());
  if (!after.ok()) return after.status();
  auto list =
      reader.ListColleagues(caller.user, context.policy.calendar.zone.name(), *after, *size + 1);
  if (!list.ok()) return list.status();
  if (list->size() > *size) {
    list->pop_back();
    const auto& last = list->back();
    response.set_next_page_token(
        MakePageToken({last.is_of_other_team ? "other" : "own", last.display_name,
                       base::FormatId(last.user.value)}));
  }
  for (const auto& colleague : *list) *response.add_colleagues() = ToProto(colleague);
  return absl::OkStatus();
}

absl::Status SignToken(const Context& context, store::Reader& reader, const Caller& caller,
                       const v1::IssueTokenRequest& request, v1::IssueTokenResponse& response) {
  const auto id = ResolveUser(reader, caller, "user", request.user());
  if (!id.ok()) return id.status();
  const auto user = reader.FindUser(*id);
  if (!user.ok()) return user.status();
  if (!*user) return NotFound("user", request.user());
  if ((*user)->state == domain::User::State::kDeactivated) {
    return Denied("USER_DEACTIVATED", "This account has been closed.");
  }
  domain::Role role = (*user)->role;
  if (request.role() != 0) {
    const auto asked = ReadRole("role", request.role());
    if (!asked.ok()) return asked.status();
    role = *asked;
  }
  const absl::Duration time_to_live =
      request.has_time_to_live() ? FromProto(request.time_to_live()) : kStandardTimeToLive;
  const auto issued =
      context.issuer.Issue(UserName(*id), ToAuth(role), context.clock.Now(), time_to_live);
  if (!issued.ok()) return issued.status();
  response.set_token(issued->token);
  *response.mutable_expires_at() = ToProto(issued->expires_at);
  response.set_user(UserName(*id));
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* DirectoryService::CreateUser(grpc::CallbackServerContext* call,
                                                       const v1::CreateUserRequest* request,
                                                       v1::CreateUserResponse* response) {
  return AnswerByChange(
      context_, call, request, response, [request, response](store::Transaction& transaction) {
        auto change = ReadChange(request->user(), nullptr);
        if (!change.ok()) return change.status();
        auto status = AddMainTeam(transaction, request->user().main_team(), *change);
        if (!status.ok()) return status;
        const auto user = commands::CreateUser(transaction, *change);
        if (user.ok()) *response->mutable_user() = ToProto(*user);
        return user.status();
      });
}

grpc::ServerUnaryReactor* DirectoryService::UpdateUser(grpc::CallbackServerContext* call,
                                                       const v1::UpdateUserRequest* request,
                                                       v1::UpdateUserResponse* response) {
  return AnswerByChange(
      context_, call, request, response,
      [this, request, response](store::Transaction& transaction) {
        const domain::UserId id{IdIn("users", request->user().name())};
        if (!id) return NotFound("user.name", request->user().name());
        auto change = ReadChange(request->user(), &request->update_mask());
        if (!change.ok()) return change.status();
        for (const auto& path : request->update_mask().paths()) {
          if (path != "main_team") continue;
          auto status = AddMainTeam(transaction, request->user().main_team(), *change);
          if (!status.ok()) return status;
        }
        const auto user = commands::UpdateUser(transaction, context_.policy, id, *change);
        if (!user.ok()) return user.status();
        *response->mutable_user() = ToProto(*user);
        // Too early by the length of a commit, which errs on the side of refusing.
        context_.gate.SetDeactivated(id, user->state == domain::User::State::kDeactivated);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* DirectoryService::CreateTeam(grpc::CallbackServerContext* call,
                                                       const v1::CreateTeamRequest* request,
                                                       v1::CreateTeamResponse* response) {
  return AnswerByChange(context_, call, request, response,
                        [request, response](store::Transaction& transaction) {
                          const auto change = ReadChange(request->team(), nullptr);
                          if (!change.ok()) return change.status();
                          const auto team = commands::CreateTeam(transaction, *change);
                          if (team.ok()) *response->mutable_team() = ToProto(*team);
                          return team.status();
                        });
}

grpc::ServerUnaryReactor* DirectoryService::UpdateTeam(grpc::CallbackServerContext* call,
                                                       const v1::UpdateTeamRequest* request,
                                                       v1::UpdateTeamResponse* response) {
  return AnswerByChange(context_, call, request, response,
                        [request, response](store::Transaction& transaction) {
                          const domain::TeamId id{IdIn("teams", request->team().name())};
                          if (!id) return NotFound("team.name", request->team().name());
                          const auto change = ReadChange(request->team(), &request->update_mask());
                          if (!change.ok()) return change.status();
                          const auto team = commands::UpdateTeam(transaction, id, *change);
                          if (team.ok()) *response->mutable_team() = ToProto(*team);
                          return team.status();
                        });
}

grpc::ServerUnaryReactor* DirectoryService::GetUser(grpc::CallbackServerContext* call,
                                                    const v1::GetUserRequest* request,
                                                    v1::GetUserResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call,
                         [caller = *caller, request, response](store::Reader& reader) {
                           const auto id = ResolveUser(reader, caller, "name", request->name());
                           if (!id.ok()) return id.status();
                           if (*id != caller.user) {
                             if (auto status = Gate::MayListPeople(caller); !status.ok())
                               return status;
                           }
                           auto user = LoadUser(reader, *id);
                           if (!user.ok()) return user.status();
                           *response->mutable_user() = *std::move(user);
                           return absl::OkStatus();
                         });
}

grpc::ServerUnaryReactor* DirectoryService::ListUsers(grpc::CallbackServerContext* call,
                                                      const v1::ListUsersRequest* request,
                                                      v1::ListUsersResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayListPeople(*caller); !status.ok()) return End(call, status);
  return AnswerByReading(context_, call, [request, response](store::Reader& reader) {
    return ListUsersPage(reader, *request, *response);
  });
}

grpc::ServerUnaryReactor* DirectoryService::ListTeams(grpc::CallbackServerContext* call,
                                                      const v1::ListTeamsRequest* request,
                                                      v1::ListTeamsResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayListPeople(*caller); !status.ok()) return End(call, status);
  return AnswerByReading(context_, call, [request, response](store::Reader& reader) {
    return ListTeamsPage(reader, *request, *response);
  });
}

grpc::ServerUnaryReactor* DirectoryService::ListAccesses(grpc::CallbackServerContext* call,
                                                         const v1::ListAccessesRequest* request,
                                                         v1::ListAccessesResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call,
                         [caller = *caller, request, response](store::Reader& reader) {
                           return ListAccessesPage(reader, caller, *request, *response);
                         });
}

grpc::ServerUnaryReactor* DirectoryService::ListColleagues(grpc::CallbackServerContext* call,
                                                           const v1::ListColleaguesRequest* request,
                                                           v1::ListColleaguesResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayListColleagues(*caller); !status.ok()) return End(call, status);
  return AnswerByReading(context_, call,
                         [this, caller = *caller, request, response](store::Reader& reader) {
                           return ListColleaguesPage(reader, context_, caller, *request, *response);
                         });
}

grpc::ServerUnaryReactor* DirectoryService::IssueToken(grpc::CallbackServerContext* call,
                                                       const v1::IssueTokenRequest* request,
                                                       v1::IssueTokenResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayAdminister(*caller); !status.ok()) return End(call, status);
  return AnswerByReading(context_, call,
                         [this, caller = *caller, request, response](store::Reader& reader) {
                           return SignToken(context_, reader, caller, *request, *response);
                         });
}

}  // namespace aftercall::rpc
