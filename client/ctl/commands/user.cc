#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/pages.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

constexpr int kUsersPage = 500;

struct UserOptions {
  std::string name;
  std::string role;
  std::string team;
  std::string state;
  std::string new_name;
  std::vector<std::string> staff_numbers;
  std::vector<std::string> languages;
  bool forget_languages = false;
};

// "SOURCE:NUMBER", several times.
absl::Status AddAliases(const UserOptions& options, const i18n::Translator& tr, v1::User* user) {
  for (const std::string& text : options.staff_numbers) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits(':', 1));
    if (parts.first.empty() || parts.second.empty()) {
      return UsageError(i18n::Format(tr.Tr("\"{text}\" is no staff number; expected SOURCE:NUMBER"),
                                     {{"text", text}}));
    }
    v1::User::Alias* alias = user->add_aliases();
    alias->set_source(parts.first);
    alias->set_staff_number(parts.second);
  }
  return absl::OkStatus();
}

absl::Status RunList(const UserOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::ListUsersRequest request;
  request.set_page_size(kUsersPage);
  if (options.state == "pending") request.set_state(v1::User::STATE_PENDING);
  if (options.state == "active") request.set_state(v1::User::STATE_ACTIVE);
  if (options.state == "deactivated") request.set_state(v1::User::STATE_DEACTIVATED);
  std::vector<v1::User> users;
  do {
    absl::StatusOr<v1::ListUsersResponse> page = (*server)->ListUsers(request);
    if (!page.ok()) return page.status();
    for (v1::User& user : *page->mutable_users()) users.push_back(std::move(user));
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  WriteUsers(users, /*one=*/false, context);
  return absl::OkStatus();
}

absl::Status RunGet(const UserOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<v1::User> user = FindUser(options.name, *server);
  if (!user.ok()) return user.status();
  WriteUsers({*user}, /*one=*/true, context);
  return absl::OkStatus();
}

absl::Status RunCreate(const UserOptions& options, Context& context) {
  v1::CreateUserRequest request;
  request.mutable_user()->set_display_name(options.name);
  request.mutable_user()->set_role(RoleOf(options.role));
  request.mutable_user()->set_main_team(options.team);
  *request.mutable_user()->mutable_languages() = {options.languages.begin(),
                                                  options.languages.end()};
  request.set_request_id(NewRequestId());
  if (absl::Status status = AddAliases(options, context.tr, request.mutable_user()); !status.ok()) {
    return status;
  }
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<v1::CreateUserResponse> response = (*server)->CreateUser(request);
  if (!response.ok()) return response.status();
  WriteUsers({response->user()}, /*one=*/true, context);
  return absl::OkStatus();
}

absl::Status Update(const UserOptions& options, v1::UpdateUserRequest request, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<v1::User> user = FindUser(options.name, *server);
  if (!user.ok()) return user.status();
  request.mutable_user()->set_name(user->name());
  if (!options.staff_numbers.empty()) {
    // The numbers known so far stay.
    *request.mutable_user()->mutable_aliases() = user->aliases();
    const absl::Status added = AddAliases(options, context.tr, request.mutable_user());
    if (!added.ok()) return added;
    request.mutable_update_mask()->add_paths("aliases");
  }
  request.set_request_id(NewRequestId());
  const absl::StatusOr<v1::UpdateUserResponse> response = (*server)->UpdateUser(request);
  if (!response.ok()) return response.status();
  WriteUsers({response->user()}, /*one=*/true, context);
  return absl::OkStatus();
}

absl::Status RunColleagues(const UserOptions&, Context& context) {
  const auto list =
      ReadPages<v1::Colleague>(context, v1::ListColleaguesRequest(), &ServerLink::ListColleagues,
                               &v1::ListColleaguesResponse::colleagues);
  if (!list.ok()) return list.status();
  if (context.format != OutputFormat::kTable) {
    WriteJson(*list, context);
    return absl::OkStatus();
  }
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("user"), tr.Tr("name"), tr.Tr("team")});
  for (const auto& one : *list) {
    table.Add({one.name(), one.display_name(), one.team_display_name()});
  }
  table.Write(context.out);
  return absl::OkStatus();
}

absl::Status RunConfirm(const UserOptions& options, Context& context) {
  v1::UpdateUserRequest request;
  request.mutable_user()->set_state(v1::User::STATE_ACTIVE);
  request.mutable_update_mask()->add_paths("state");
  return Update(options, std::move(request), context);
}

absl::Status RunUpdate(const UserOptions& options, Context& context) {
  v1::UpdateUserRequest request;
  v1::User& user = *request.mutable_user();
  google::protobuf::FieldMask& mask = *request.mutable_update_mask();
  if (!options.new_name.empty()) {
    user.set_display_name(options.new_name);
    mask.add_paths("display_name");
  }
  if (!options.role.empty()) {
    user.set_role(RoleOf(options.role));
    mask.add_paths("role");
  }
  if (!options.team.empty()) {
    user.set_main_team(options.team);
    mask.add_paths("main_team");
  }
  if (!options.state.empty()) {
    user.set_state(options.state == "active" ? v1::User::STATE_ACTIVE
                                             : v1::User::STATE_DEACTIVATED);
    mask.add_paths("state");
  }
  if (options.forget_languages && !options.languages.empty()) {
    return UsageError(context.tr.Tr("either --speaks or --forget-languages"));
  }
  if (options.forget_languages || !options.languages.empty()) {
    *user.mutable_languages() = {options.languages.begin(), options.languages.end()};
    mask.add_paths("languages");
  }
  if (mask.paths().empty() && options.staff_numbers.empty()) {
    return UsageError(
        context.tr.Tr("say what to change: --name, --role, --team, --state, --staff-number, "
                      "--speaks or --forget-languages"));
  }
  return Update(options, std::move(request), context);
}

}  // namespace

std::vector<Command> UserCommands(const i18n::Translator& tr) {
  auto options = std::make_shared<UserOptions>();
  const Option who{"user", tr.Tr("Id (users/…) or exact name"), &options->name, true};
  const Option role{"--role", tr.Tr("What they may do"), &options->role, false, RoleWords()};
  const Option team{"--team", tr.Tr("Main team: id or exact name"), &options->team};
  const Option number{"--staff-number",
                      tr.Tr("SOURCE:NUMBER under which a system knows them; may be repeated"),
                      &options->staff_numbers};
  const Option speaks{"--speaks",
                      tr.Tr("Language that they speak with customers (en, zh-CN), so that they "
                            "are asked to review in it; may be repeated"),
                      &options->languages};
  const auto command = [options](std::string path, std::string summary, const char* example,
                                 std::vector<Option> all,
                                 absl::Status (*run)(const UserOptions&, Context&)) {
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
      command("user list", tr.Tr("Lists people"), "user list --state pending",
              {{"--state",
                tr.Tr("Only those"),
                &options->state,
                false,
                {"pending", "active", "deactivated"}}},
              RunList),
      command("user get", tr.Tr("Shows one person"), "user get \"Maya Collins\"", {who}, RunGet),
      command(
          "user create", tr.Tr("Makes a person"),
          "user create \"Lin Mei\" --role team-leader --staff-number acd:1001 --speaks zh",
          {{"name", tr.Tr("The person's name"), &options->name, true}, role, team, number, speaks},
          RunCreate),
      command("user confirm", tr.Tr("Confirms a person met in a record, who is pending until then"),
              "user confirm \"Maya Collins\"", {who}, RunConfirm),
      command("user update", tr.Tr("Changes a person"),
              "user update \"Maya Collins\" --state deactivated",
              {who,
               {"--name", tr.Tr("Another name"), &options->new_name},
               role,
               team,
               {"--state",
                tr.Tr("deactivated: they left, and their tokens are refused"),
                &options->state,
                false,
                {"active", "deactivated"}},
               number,
               speaks,
               {"--forget-languages", tr.Tr("Their languages are not known"),
                &options->forget_languages}},
              RunUpdate),
      command("user colleagues", tr.Tr("Who works at your site, your own team first"),
              "--token-file maya.token user colleagues", {}, RunColleagues),
      LooksCommand(tr),
  };
}

}  // namespace aftercall::ctl
