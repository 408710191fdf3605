#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/pages.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/commands/review_show.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

struct KudosOptions {
  std::string to;
  std::string words;
};

absl::Status RunGive(const KudosOptions& options, Context& context) {
  v1::GiveKudosRequest request;
  request.set_user(options.to);
  request.set_words(options.words);
  request.set_request_id(NewRequestId());
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->GiveKudos(request);
  if (!response.ok()) return response.status();
  if (context.format == OutputFormat::kTable) {
    context.out << context.tr.Tr("given") << "\n";
  } else {
    WriteOne(ToJson(response->kudos()), context.format, context.out);
  }
  return absl::OkStatus();
}

absl::Status RunList(Context& context) {
  const auto list = ReadPages<v1::Kudos>(context, v1::ListKudosRequest(), &ServerLink::ListKudos,
                                         &v1::ListKudosResponse::kudos);
  if (!list.ok()) return list.status();
  if (context.format != OutputFormat::kTable) {
    WriteJson(*list, context);
    return absl::OkStatus();
  }
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("from"), tr.Tr("when"), tr.Tr("words")});
  for (const auto& one : *list) {
    table.Add({one.giver_display_name(), MinuteText(one.given_at()), one.words()});
  }
  table.Write(context.out);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> KudosCommands(const i18n::Translator& tr) {
  auto options = std::make_shared<KudosOptions>();
  Command give;
  give.path = "kudos give";
  give.summary = tr.Tr("Says well done to a colleague, once a day");
  give.examples = {
      "aftercallctl --token-file maya.token kudos give --to \"Bob Young\" --words \"Calm all "
      "along\""};
  give.options = {{"--to", tr.Tr("Whom: users/… or the exact name"), &options->to, true},
                  {"--words", tr.Tr("What to say, at most 280 characters"), &options->words}};
  give.reads = true;
  give.run = [options](Context& context) { return RunGive(*options, context); };
  Command list;
  list.path = "kudos list";
  list.summary = tr.Tr("Lists the kudos you have received");
  list.examples = {"aftercallctl --token-file maya.token kudos list"};
  list.reads = true;
  list.run = RunList;
  return {give, list};
}

}  // namespace aftercall::ctl
