#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/pages.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/commands/review_show.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

struct PauseOptions {
  std::string team;
  std::string queue;
  absl::Duration duration = absl::Hours(4);
};

void WritePauses(const std::vector<v1::Pause>& pauses, Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("paused"), tr.Tr("by"), tr.Tr("began"), tr.Tr("until")});
  for (const v1::Pause& pause : pauses) {
    const std::string what =
        pause.has_queue()
            ? i18n::Format(tr.Tr("queue {name}"), {{"name", pause.queue()}})
            : i18n::Format(tr.Tr("team {name}"), {{"name", pause.team_display_name()}});
    table.Add({what, pause.user_display_name(), MinuteText(pause.started_at()),
               MinuteText(pause.ends_at())});
  }
  table.Write(context.out);
}

void WritePause(const v1::Pause& pause, Context& context) {
  if (context.format == OutputFormat::kTable) return WritePauses({pause}, context);
  WriteOne(ToJson(pause), context.format, context.out);
}

// A request about what the options name: one of both.
template <typename Request>
absl::StatusOr<Request> RequestAbout(const PauseOptions& options, Context& context) {
  if (options.team.empty() == options.queue.empty()) {
    return UsageError(context.tr.Tr("say what is meant: --team or --queue"));
  }
  Request request;
  if (options.team.empty()) {
    request.set_queue(options.queue);
  } else {
    request.set_team(options.team);
  }
  request.set_request_id(NewRequestId());
  return request;
}

absl::Status RunStart(const PauseOptions& options, Context& context) {
  auto request = RequestAbout<v1::StartPauseRequest>(options, context);
  if (!request.ok()) return request.status();
  request->mutable_duration()->set_seconds(absl::ToInt64Seconds(options.duration));
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->StartPause(*request);
  if (!response.ok()) return response.status();
  WritePause(response->pause(), context);
  return absl::OkStatus();
}

absl::Status RunEnd(const PauseOptions& options, Context& context) {
  const auto request = RequestAbout<v1::EndPauseRequest>(options, context);
  if (!request.ok()) return request.status();
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->EndPause(*request);
  if (!response.ok()) return response.status();
  if (context.format != OutputFormat::kTable) {
    WriteOne(response->has_pause() ? ToJson(response->pause()) : Json::object(), context.format,
             context.out);
    return absl::OkStatus();
  }
  context.out << (response->has_pause() ? context.tr.Tr("goes on")
                                        : context.tr.Tr("nothing was paused"))
              << "\n";
  return absl::OkStatus();
}

absl::Status RunPauses(Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->ListPauses({});
  if (!response.ok()) return response.status();
  const std::vector<v1::Pause> pauses(response->pauses().begin(), response->pauses().end());
  if (context.format == OutputFormat::kTable) {
    WritePauses(pauses, context);
  } else {
    WriteJson(pauses, context);
  }
  return absl::OkStatus();
}

absl::Status RunQueues(Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->ListQueues({});
  if (!response.ok()) return response.status();
  if (context.format != OutputFormat::kTable) {
    WriteJson(std::vector<v1::Queue>(response->queues().begin(), response->queues().end()),
              context);
    return absl::OkStatus();
  }
  Table table({context.tr.Tr("queue"), context.tr.Tr("paused until")});
  for (const v1::Queue& queue : response->queues()) {
    table.Add({queue.queue(), queue.has_paused_until() ? MinuteText(queue.paused_until()) : ""});
  }
  table.Write(context.out);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> PauseCommands(const i18n::Translator& tr) {
  auto options = std::make_shared<PauseOptions>();
  const Option team{"--team", tr.Tr("Whose people: the team's id or exact name"), &options->team};
  const Option queue{"--queue", tr.Tr("What came in at this queue"), &options->queue};
  Command start;
  start.path = "pause start";
  start.summary = tr.Tr("Pauses prompts and requests of a team or a queue");
  start.details = tr.Tr(
      "While a pause runs nobody is asked to assess themselves or to review, and due times stand\n"
      "still. It ends by itself; started again, it is extended.");
  start.examples = {"aftercallctl pause start --team Riverside",
                    "aftercallctl pause start --queue cards --for 2h"};
  start.options = {
      team,
      queue,
      {"--for", tr.Tr("For how long: 4h by default, 12h at most"), &options->duration}};
  start.reads = true;
  start.run = [options](Context& context) { return RunStart(*options, context); };
  Command end;
  end.path = "pause end";
  end.summary = tr.Tr("Ends a pause: what it held back goes on");
  end.examples = {"aftercallctl pause end --team Riverside"};
  end.options = {team, queue};
  end.reads = true;
  end.run = [options](Context& context) { return RunEnd(*options, context); };
  Command list;
  list.path = "pause list";
  list.summary = tr.Tr("Lists the pauses that run");
  list.examples = {"aftercallctl pause list"};
  list.reads = true;
  list.run = RunPauses;
  Command queues;
  queues.path = "pause queues";
  queues.summary = tr.Tr("Lists the queues that can be paused, and until when some are");
  queues.details = tr.Tr(
      "Where something came in today or on the business day before for teams that you lead; for\n"
      "operations managers and quality analysts for any team. Of very many the hundred with most.");
  queues.examples = {"aftercallctl pause queues"};
  queues.reads = true;
  queues.run = RunQueues;
  return {std::move(start), std::move(end), std::move(list), std::move(queues)};
}

}  // namespace aftercall::ctl
