#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/people.h"

namespace aftercall::ctl {
namespace {

struct TeamOptions {
  std::string name;
  std::vector<std::string> leaders;
  std::string new_name;
  std::string time_zone;
};

// What --time-zone says for "as the deployment's".
constexpr char kNoTimeZone[] = "none";

std::string TimeZoneOf(const TeamOptions& options) {
  return options.time_zone == kNoTimeZone ? "" : options.time_zone;
}

// Leaders are named by id or exact name; the server wants ids.
absl::Status AddLeaders(const TeamOptions& options, ServerLink* server, v1::Team* team) {
  for (const std::string& name : options.leaders) {
    const absl::StatusOr<v1::User> leader = FindUser(name, server);
    if (!leader.ok()) return leader.status();
    if (!absl::c_linear_search(team->leaders(), leader->name())) team->add_leaders(leader->name());
  }
  return absl::OkStatus();
}

absl::Status RunList(const TeamOptions&, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<std::vector<v1::Team>> teams = AllTeams(*server);
  if (!teams.ok()) return teams.status();
  WriteTeams(*teams, /*one=*/false, context);
  return absl::OkStatus();
}

absl::Status RunCreate(const TeamOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::CreateTeamRequest request;
  request.mutable_team()->set_display_name(options.name);
  request.mutable_team()->set_time_zone(TimeZoneOf(options));
  if (absl::Status status = AddLeaders(options, *server, request.mutable_team()); !status.ok()) {
    return status;
  }
  request.set_request_id(NewRequestId());
  const absl::StatusOr<v1::CreateTeamResponse> response = (*server)->CreateTeam(request);
  if (!response.ok()) return response.status();
  WriteTeams({response->team()}, /*one=*/true, context);
  return absl::OkStatus();
}

absl::Status RunUpdate(const TeamOptions& options, Context& context) {
  if (options.leaders.empty() && options.new_name.empty() && options.time_zone.empty()) {
    return UsageError(context.tr.Tr("say what to change: --name, --time-zone or --leader"));
  }
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<v1::Team> team = FindTeam(options.name, context.tr, *server);
  if (!team.ok()) return team.status();
  v1::UpdateTeamRequest request;
  request.mutable_team()->set_name(team->name());
  if (!options.new_name.empty()) {
    request.mutable_team()->set_display_name(options.new_name);
    request.mutable_update_mask()->add_paths("display_name");
  }
  if (!options.time_zone.empty()) {
    request.mutable_team()->set_time_zone(TimeZoneOf(options));
    request.mutable_update_mask()->add_paths("time_zone");
  }
  if (!options.leaders.empty()) {
    // Those who lead it already stay.
    *request.mutable_team()->mutable_leaders() = team->leaders();
    request.mutable_update_mask()->add_paths("leaders");
    absl::Status added = AddLeaders(options, *server, request.mutable_team());
    if (!added.ok()) return added;
  }
  request.set_request_id(NewRequestId());
  const absl::StatusOr<v1::UpdateTeamResponse> response = (*server)->UpdateTeam(request);
  if (!response.ok()) return response.status();
  WriteTeams({response->team()}, /*one=*/true, context);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> TeamCommands(const i18n::Translator& tr) {
  auto options = std::make_shared<TeamOptions>();
  const Option leader{"--leader", tr.Tr("Who leads it: id or exact name; may be repeated"),
                      &options->leaders};
  const Option time_zone{
      "--time-zone",
      tr.Tr("Whose days count: an IANA name such as Asia/Shanghai; none: as the server's own"),
      &options->time_zone};
  const auto command = [options](std::string path, std::string summary, const char* example,
                                 std::vector<Option> all,
                                 absl::Status (*run)(const TeamOptions&, Context&)) {
    Command made;
    made.path = std::move(path);
    made.summary = std::move(summary);
    made.examples = {absl::StrCat("aftercallctl ", example)};
    made.options = std::move(all);
    made.reads = true;
    made.run = [options, run](Context& context) { return run(*options, context); };
    return made;
  };
  return {
      command("team list", tr.Tr("Lists teams"), "team list", {}, RunList),
      command("team create", tr.Tr("Makes a team"), "team create Riverside --leader \"Lin Mei\"",
              {{"name", tr.Tr("The team's name"), &options->name, true}, time_zone, leader},
              RunCreate),
      command("team update", tr.Tr("Changes a team's name or time zone, or adds leaders"),
              "team update Riverside --time-zone Europe/London",
              {{"team", tr.Tr("Id or exact name"), &options->name, true},
               {"--name", tr.Tr("Another name"), &options->new_name},
               time_zone,
               leader},
              RunUpdate),
  };
}

}  // namespace aftercall::ctl
