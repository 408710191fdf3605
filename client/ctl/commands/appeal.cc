#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/ctl/commands/appeal_show.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/pages.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/output/json.h"

namespace aftercall::ctl {
namespace {

struct AppealOptions {
  std::string name;  // of an appeal, a task, an interaction or a review
  std::string question;
  std::string reason;
  bool uphold = false;
  bool decline = false;
  bool tasks = false;
  bool all = false;
};

absl::Status RunList(const AppealOptions& options, Context& context) {
  const bool is_table = context.format == OutputFormat::kTable;
  if (options.tasks) {
    v1::ListAppealTasksRequest request;
    request.set_open_only(!options.all);
    const auto tasks = ReadPages<v1::AppealTask>(context, request, &ServerLink::ListAppealTasks,
                                                 &v1::ListAppealTasksResponse::appeal_tasks);
    if (!tasks.ok()) return tasks.status();
    is_table ? WriteAppealTasks(*tasks, context) : WriteJson(*tasks, context);
    return absl::OkStatus();
  }
  v1::ListAppealsRequest request;
  request.set_open_only(!options.all);
  const auto appeals = ReadPages<v1::Appeal>(context, request, &ServerLink::ListAppeals,
                                             &v1::ListAppealsResponse::appeals);
  if (!appeals.ok()) return appeals.status();
  is_table ? WriteAppeals(*appeals, context) : WriteJson(*appeals, context);
  return absl::OkStatus();
}

absl::Status RunOpen(const AppealOptions& options, Context& context) {
  v1::OpenAppealRequest request;
  if (absl::StrContains(options.name, "/reviews/")) {
    request.set_review(options.name);
  } else {
    request.set_interaction(
        absl::StrCat("interactions/", absl::StripPrefix(options.name, "interactions/")));
  }
  request.set_question_id(options.question);
  request.set_reason(options.reason);
  request.set_request_id(NewRequestId());
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->OpenAppeal(request);
  if (!response.ok()) return response.status();
  const v1::Appeal& appeal = response->appeal();
  if (context.format == OutputFormat::kTable) {
    context.out << appeal.name() << "\n" << StateWords(appeal.state(), context.tr) << "\n";
  } else {
    WriteOne(ToJson(appeal), context.format, context.out);
  }
  return absl::OkStatus();
}

// Calls `method` with `request`, which is given its name and an id.
template <typename Request, typename Response>
absl::StatusOr<Response> Move(const AppealOptions& options, Context& context, Request request,
                              absl::StatusOr<Response> (ServerLink::*method)(const Request&)) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  request.set_name(options.name);
  request.set_request_id(NewRequestId());
  return ((*server)->*method)(request);
}

// What came of a move: a line, or the whole.
template <typename Message>
void Tell(const Message& one, Context& context) {
  if (context.format == OutputFormat::kTable) {
    context.out << StateWords(one.state(), context.tr) << "\n";
  } else {
    WriteOne(ToJson(one), context.format, context.out);
  }
}

absl::Status RunWithdraw(const AppealOptions& options, Context& context) {
  const auto response =
      Move(options, context, v1::WithdrawAppealRequest(), &ServerLink::WithdrawAppeal);
  if (response.ok()) Tell(response->appeal(), context);
  return response.status();
}

absl::Status RunTake(const AppealOptions& options, Context& context) {
  const auto response =
      Move(options, context, v1::TakeAppealTaskRequest(), &ServerLink::TakeAppealTask);
  if (response.ok()) Tell(response->appeal_task(), context);
  return response.status();
}

absl::Status RunDecide(const AppealOptions& options, Context& context) {
  if (options.uphold == options.decline) {
    return UsageError(context.tr.Tr("either --uphold or --decline is needed"));
  }
  v1::DecideAppealRequest request;
  request.set_decision(options.uphold ? v1::DecideAppealRequest::DECISION_UPHOLD
                                      : v1::DecideAppealRequest::DECISION_DECLINE);
  request.set_reason(options.reason);
  const auto response = Move(options, context, request, &ServerLink::DecideAppeal);
  if (response.ok()) Tell(response->appeal_task(), context);
  return response.status();
}

using Run = absl::Status (*)(const AppealOptions&, Context&);

// Makes commands that share `options`.
struct Maker {
  std::shared_ptr<AppealOptions> options;

  Command Make(const std::string& verb, std::string summary, const std::string& example,
               std::vector<Option> all, Run run) const {
    Command made;
    made.path = absl::StrCat("review ", verb);
    made.summary = std::move(summary);
    made.examples = {absl::StrCat("aftercallctl --token-file maya.token review ", verb, example)};
    made.options = std::move(all);
    made.reads = true;
    made.run = [options = options, run](Context& context) { return run(*options, context); };
    return made;
  }
};

}  // namespace

std::vector<Command> AppealCommands(const i18n::Translator& tr) {
  const Maker maker{std::make_shared<AppealOptions>()};
  auto& options = *maker.options;
  const Option task{"task",
                    tr.Tr("The task: users/…/appealTasks/… as review appeals --tasks shows it"),
                    &options.name, true};
  Command open = maker.Make(
      "appeal", tr.Tr("Contests a customer's verdict on you, or what a leader wrote"),
      " interactions/0d4f… --reason \"The customer meant another call\"",
      {{"name",
        tr.Tr("interactions/… as interactions list shows it, or users/…/reviews/… as "
              "review list does"),
        &options.name, true},
       {"--question", tr.Tr("Which answer, where the customer gave several"), &options.question},
       {"--reason", tr.Tr("Why; whoever decides reads it"), &options.reason, true}},
      RunOpen);
  open.details = tr.Tr(
      "Within 7 days from when the answer came in, or until the day that review list shows, and "
      "once.\n"
      "Somebody decides who never evaluated that interaction. What is upheld leaves your figure; "
      "the\n"
      "answer or the review itself stays as it was.");
  return {
      std::move(open),
      maker.Make("appeals", tr.Tr("Lists your appeals, or those you are asked to decide"),
                 " --tasks",
                 {{"--tasks", tr.Tr("What you are asked to decide"), &options.tasks},
                  {"--all", tr.Tr("Also what is over"), &options.all}},
                 RunList),
      maker.Make("withdraw", tr.Tr("Does without an appeal that is not decided yet"),
                 " users/me/appeals/0d4f…",
                 {{"appeal", tr.Tr("The appeal: users/…/appeals/… as review appeals shows it"),
                   &options.name, true}},
                 RunWithdraw),
      maker.Make("take", tr.Tr("Takes an appeal to decide it; the first to take it has it"),
                 " users/me/appealTasks/0d4f…", {task}, RunTake),
      maker.Make("decide", tr.Tr("Decides an appeal that you took"),
                 " users/me/appealTasks/0d4f… --uphold --reason \"It was another call\"",
                 {task,
                  {"--uphold", tr.Tr("The agent is right"), &options.uphold},
                  {"--decline", tr.Tr("What is contested stays as it is"), &options.decline},
                  {"--reason", tr.Tr("Why; the agent reads it, and never who wrote it"),
                   &options.reason, true}},
                 RunDecide),
  };
}

}  // namespace aftercall::ctl
