#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
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
  std::string interaction;
  std::string review_task;
};

std::string WholeNameIn(const std::string& collection, const std::string& name) {
  return name.empty() || absl::StrContains(name, '/') ? name : absl::StrCat(collection, name);
}

absl::Status CheckGift(const KudosOptions& options, const i18n::Translator& tr) {
  if (options.to.empty() == options.review_task.empty()) {
    return UsageError(tr.Tr("say whom it is for: either --to or --review-task"));
  }
  if (!options.interaction.empty() && !options.review_task.empty()) {
    return UsageError(tr.Tr("--interaction goes with --to"));
  }
  return absl::OkStatus();
}

absl::Status RunGive(const KudosOptions& options, Context& context) {
  if (absl::Status wrong = CheckGift(options, context.tr); !wrong.ok()) return wrong;
  v1::GiveKudosRequest request;
  request.set_user(options.to);
  request.set_interaction(WholeNameIn("interactions/", options.interaction));
  request.set_review_task(WholeNameIn("users/me/reviewTasks/", options.review_task));
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
  Table table({tr.Tr("from"), tr.Tr("when"), tr.Tr("for"), tr.Tr("topic"), tr.Tr("words")});
  for (const auto& one : *list) {
    table.Add({one.giver().empty() ? tr.Tr("a reviewer, unnamed") : one.giver_display_name(),
               one.has_given_at() ? MinuteText(one.given_at()) : "",
               one.reference().interaction_external_id(), one.reference().topic(), one.words()});
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
      "along\"",
      "aftercallctl --token-file lee.token kudos give --to \"Bob Young\" --interaction "
      "interactions/0dbt2v4p9k3rm",
      "aftercallctl --token-file bea.token kudos give --review-task users/me/reviewTasks/0d4f…"};
  give.details = tr.Tr(
      "For a review task neither learns who the other is, and it is once for each, whatever the "
      "day.");
  give.options = {
      {"--to", tr.Tr("Whom: users/… or the exact name"), &options->to},
      {"--interaction", tr.Tr("One of their contacts that it is for, which you may read"),
       &options->interaction},
      {"--review-task",
       tr.Tr("In place of --to: what you have reviewed; whoever asked hears of it"),
       &options->review_task},
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
