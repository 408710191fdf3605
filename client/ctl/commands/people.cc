#include "client/ctl/commands/people.h"

#include <array>

#include "absl/random/random.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"
#include "shared/base/ids.h"

namespace aftercall::ctl {
namespace {

constexpr int kPeoplePage = 500;

std::string RoleWord(v1::User::Role role) {
  const int place = static_cast<int>(role) - 1;
  return place >= 0 && place < static_cast<int>(RoleWords().size()) ? RoleWords()[place] : "";
}

std::string StateWord(const i18n::Translator& tr, v1::User::State state) {
  switch (state) {
    case v1::User::STATE_PENDING:
      return tr.Tr("pending");
    case v1::User::STATE_ACTIVE:
      return tr.Tr("active");
    case v1::User::STATE_DEACTIVATED:
      return tr.Tr("deactivated");
    default:
      return "";
  }
}

template <typename Message>
bool WriteJson(const std::vector<Message>& messages, bool one, const Context& context) {
  if (context.format == OutputFormat::kTable) return false;
  std::vector<Json> values;
  for (const Message& message : messages) values.push_back(ToJson(message));
  if (one && !values.empty()) {
    WriteOne(values[0], context.format, context.out);
  } else {
    WriteAll(values, context.format, context.out);
  }
  return true;
}

}  // namespace

const std::vector<std::string>& RoleWords() {
  static const auto& words = *new std::vector<std::string>{
      "agent", "team-leader", "operations-manager", "quality-analyst", "administrator", "adapter"};
  return words;
}

v1::User::Role RoleOf(const std::string& word) {
  for (size_t i = 0; i < RoleWords().size(); ++i) {
    if (RoleWords()[i] == word) return static_cast<v1::User::Role>(i + 1);
  }
  return v1::User::ROLE_UNSPECIFIED;
}

absl::StatusOr<v1::User> FindUser(const std::string& name, ServerLink* server) {
  v1::GetUserRequest request;
  request.set_name(name);
  absl::StatusOr<v1::GetUserResponse> response = server->GetUser(request);
  if (!response.ok()) return response.status();
  return response->user();
}

absl::StatusOr<std::vector<v1::Team>> AllTeams(ServerLink* server) {
  std::vector<v1::Team> teams;
  v1::ListTeamsRequest request;
  request.set_page_size(kPeoplePage);
  do {
    absl::StatusOr<v1::ListTeamsResponse> page = server->ListTeams(request);
    if (!page.ok()) return page.status();
    for (v1::Team& team : *page->mutable_teams()) teams.push_back(std::move(team));
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return teams;
}

absl::StatusOr<v1::Team> FindTeam(const std::string& name, const i18n::Translator& tr,
                                  ServerLink* server) {
  absl::StatusOr<std::vector<v1::Team>> teams = AllTeams(server);
  if (!teams.ok()) return teams.status();
  for (const v1::Team& team : *teams) {
    if (team.name() == name || team.display_name() == name) return team;
  }
  return absl::NotFoundError(
      i18n::Format(tr.Tr("there is no team \"{name}\""), {{"name", ForTerminal(name, 100)}}));
}

void WriteUsers(const std::vector<v1::User>& users, bool one, const Context& context) {
  if (WriteJson(users, one, context)) return;
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("user"), tr.Tr("name"), tr.Tr("role"), tr.Tr("state"), tr.Tr("team"),
               tr.Tr("languages"), tr.Tr("staff numbers")});
  for (const v1::User& user : users) {
    const std::string numbers =
        absl::StrJoin(user.aliases(), ", ", [](std::string* out, const v1::User::Alias& alias) {
          absl::StrAppend(out, alias.source(), ":", alias.staff_number());
        });
    table.Add({user.name(), user.display_name(), RoleWord(user.role()), StateWord(tr, user.state()),
               user.main_team_display_name(), absl::StrJoin(user.languages(), ", "), numbers});
  }
  table.Write(context.out);
}

void WriteTeams(const std::vector<v1::Team>& teams, bool one, const Context& context) {
  if (WriteJson(teams, one, context)) return;
  const i18n::Translator& tr = context.tr;
  Table table(
      {tr.Tr("team"), tr.Tr("name"), tr.Tr("members"), tr.Tr("time zone"), tr.Tr("leaders")});
  for (const v1::Team& team : teams) {
    table.Add({team.name(), team.display_name(), absl::StrCat(team.members()), team.time_zone(),
               absl::StrJoin(team.leaders(), ", ")});
  }
  table.Write(context.out);
}

std::string NewRequestId() {
  absl::BitGen random;
  const auto high = absl::Uniform<uint64_t>(random), low = absl::Uniform<uint64_t>(random);
  return base::FormatUuid(high, low);
}

}  // namespace aftercall::ctl
