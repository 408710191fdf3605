#include <memory>
#include <string>

#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/output/json.h"

namespace aftercall::ctl {
namespace {

struct TokenOptions {
  std::string user;
  std::string role;
  absl::Duration time_to_live = absl::Hours(30 * 24);
};

absl::Status RunIssue(const TokenOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::IssueTokenRequest request;
  request.set_user(options.user);
  request.set_role(RoleOf(options.role));
  request.mutable_time_to_live()->set_seconds(absl::ToInt64Seconds(options.time_to_live));
  const absl::StatusOr<v1::IssueTokenResponse> response = (*server)->IssueToken(request);
  if (!response.ok()) return response.status();
  if (context.format == OutputFormat::kTable) {
    // The token alone, so that it can go into a file.
    context.out << response->token() << "\n";
  } else {
    WriteOne(ToJson(*response), context.format, context.out);
  }
  return absl::OkStatus();
}

}  // namespace

Command TokenCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<TokenOptions>();
  Command command;
  command.path = "token issue";
  command.summary = tr.Tr("Prints a token with which a person or program signs in");
  command.details =
      tr.Tr("Whoever has the token is that user until it ends: keep it in a file of your own.");
  command.examples = {"(umask 077; aftercallctl token issue --user \"Maya Collins\" > maya.token)",
                      "aftercallctl --token-file maya.token summary --user users/me",
                      "aftercallctl token issue --user acd --role adapter --ttl 8760h"};
  command.reads = true;
  command.options = {
      {"--user", tr.Tr("For whom: id or exact name"), &options->user, true},
      {"--role", tr.Tr("The role it carries; their own by default"), &options->role, false,
       RoleWords()},
      {"--ttl", tr.Tr("How long it is good, such as 12h; 30 days by default"),
       &options->time_to_live},
  };
  command.run = [options](Context& context) { return RunIssue(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
