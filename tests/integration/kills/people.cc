#include "tests/integration/kills/people.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "aftercall/v1/directory_service.grpc.pb.h"
#include "tests/support/calls.h"

namespace aftercall::kills {
namespace {

using testing::FromGrpc;

class Office {
 public:
  Office(const Server& server, std::string token)
      : stub_(v1::DirectoryService::NewStub(server.Connect())), token_(std::move(token)) {}

  absl::StatusOr<Person> Hire(const std::string& name, v1::User::Role role,
                              const std::string& staff_number, const std::string& team) {
    v1::CreateUserRequest request;
    request.mutable_user()->set_display_name(name);
    request.mutable_user()->set_role(role);
    if (!staff_number.empty()) {
      v1::User::Alias* alias = request.mutable_user()->add_aliases();
      alias->set_source(kSource);
      alias->set_staff_number(staff_number);
    }
    request.mutable_user()->set_main_team(team);
    v1::CreateUserResponse response;
    if (absl::Status made = Call(&v1::DirectoryService::Stub::CreateUser, request, &response);
        !made.ok()) {
      return made;
    }
    v1::IssueTokenRequest wish;
    wish.set_user(response.user().name());
    v1::IssueTokenResponse issued;
    absl::Status signed_for = Call(&v1::DirectoryService::Stub::IssueToken, wish, &issued);
    if (!signed_for.ok()) return signed_for;
    return Person{response.user().name(), name, issued.token()};
  }

  absl::Status MakeTeam(const std::string& name, const std::string& leader) {
    v1::CreateTeamRequest request;
    request.mutable_team()->set_display_name(name);
    request.mutable_team()->add_leaders(leader);
    v1::CreateTeamResponse response;
    return Call(&v1::DirectoryService::Stub::CreateTeam, request, &response);
  }

 private:
  template <typename Method, typename Request, typename Response>
  absl::Status Call(Method method, const Request& request, Response* response) {
    grpc::ClientContext context;
    testing::SignIn(token_, &context);
    context.set_wait_for_ready(true);
    return FromGrpc((*stub_.*method)(&context, request, response));
  }

  const std::unique_ptr<v1::DirectoryService::Stub> stub_;
  const std::string token_;
};

}  // namespace

std::string People::TeamName(int team) { return absl::StrCat("Team ", team); }

absl::StatusOr<People> MakePeople(const Server& server, int agents, int teams) {
  const absl::StatusOr<std::string> token = testing::ReadToken(server.admin_token_file());
  if (!token.ok()) return token.status();
  Office office(server, *token);
  People people;
  for (int team = 0; team < teams; ++team) {
    auto leader = office.Hire(absl::StrCat("Leader ", team), v1::User::ROLE_TEAM_LEADER, "", "");
    if (!leader.ok()) return leader.status();
    people.leaders.push_back(*std::move(leader));
    const absl::Status made = office.MakeTeam(People::TeamName(team), people.leaders.back().user);
    if (!made.ok()) return made;
  }
  for (int agent = 0; agent < agents; ++agent) {
    auto hired = office.Hire(absl::StrCat("Agent ", agent), v1::User::ROLE_AGENT,
                             absl::StrCat(agent), People::TeamName(people.TeamOf(agent)));
    if (!hired.ok()) return hired.status();
    people.agents.push_back(*std::move(hired));
  }
  auto adapter = office.Hire("Telephone", v1::User::ROLE_ADAPTER, "", "");
  if (!adapter.ok()) return adapter.status();
  people.adapter = *std::move(adapter);
  auto manager = office.Hire("Manager", v1::User::ROLE_OPERATIONS_MANAGER, "", "");
  if (!manager.ok()) return manager.status();
  people.manager = *std::move(manager);
  return people;
}

}  // namespace aftercall::kills
