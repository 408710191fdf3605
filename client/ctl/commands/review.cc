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
#include "client/ctl/commands/review_content.h"
#include "client/ctl/commands/review_show.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

struct ReviewOptions {
  std::string name;  // of a review, a task, or an interaction
  std::string question;
  std::vector<std::string> elements;
  std::vector<std::string> not_to_ask;
  ReviewWords words;
  std::string reason;
  std::string answer;
  bool check = false;
  bool tasks = false;
  bool all = false;
  bool draft = false;
  bool take_back = false;
};

absl::Status RunList(const ReviewOptions& options, Context& context) {
  const bool is_table = context.format == OutputFormat::kTable;
  if (options.tasks) {
    v1::ListReviewTasksRequest request;
    request.set_open_only(!options.all);
    const auto tasks = ReadPages<v1::ReviewTask>(context, request, &ServerLink::ListReviewTasks,
                                                 &v1::ListReviewTasksResponse::review_tasks);
    if (!tasks.ok()) return tasks.status();
    is_table ? WriteTasks(*tasks, context) : WriteJson(*tasks, context);
    return absl::OkStatus();
  }
  v1::ListReviewsRequest request;
  request.set_open_only(!options.all);
  const auto reviews = ReadPages<v1::Review>(context, request, &ServerLink::ListReviews,
                                             &v1::ListReviewsResponse::reviews);
  if (!reviews.ok()) return reviews.status();
  is_table ? WriteReviews(*reviews, context) : WriteJson(*reviews, context);
  return absl::OkStatus();
}

template <typename Message>
absl::Status Show(const Message& one, ServerLink& server, Context& context) {
  if (context.format == OutputFormat::kTable) return WriteWhole(one, server, context);
  WriteOne(ToJson(one), context.format, context.out);
  return absl::OkStatus();
}

absl::Status RunShow(const ReviewOptions& options, Context& context) {
  if (IsOfAppeal(options.name)) return ShowAppeal(options.name, context);
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  if (absl::StrContains(options.name, "/reviewTasks/")) {
    v1::GetReviewTaskRequest request;
    request.set_name(options.name);
    const auto response = (*server)->GetReviewTask(request);
    if (!response.ok()) return response.status();
    return Show(response->review_task(), **server, context);
  }
  v1::GetReviewRequest request;
  request.set_name(options.name);
  const auto response = (*server)->GetReview(request);
  if (!response.ok()) return response.status();
  return Show(response->review(), **server, context);
}

// What came of a move: a line, or the whole.
template <typename Message>
absl::Status Tell(const Message& one, Context& context) {
  if (context.format == OutputFormat::kTable) {
    context.out << StateWords(one.state(), context.tr) << "\n";
  } else {
    WriteOne(ToJson(one), context.format, context.out);
  }
  return absl::OkStatus();
}

absl::Status RunRequest(const ReviewOptions& options, Context& context) {
  v1::RequestReviewRequest request;
  request.set_interaction(
      absl::StrCat("interactions/", absl::StripPrefix(options.name, "interactions/")));
  request.set_question(options.question);
  for (const auto& element : options.elements) request.add_elements(element);
  for (const auto& text : options.words.moments) {
    const auto moment = ReadMoment(text, context.tr);
    if (!moment.ok()) return moment.status();
    request.add_moments()->set_seconds(absl::ToInt64Seconds(*moment));
  }
  for (const auto& name : options.not_to_ask) request.add_not_to_ask(name);
  request.set_validate_only(options.check);
  request.set_request_id(NewRequestId());
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->RequestReview(request);
  if (!response.ok()) return response.status();
  const v1::Review& review = response->review();
  if (context.format != OutputFormat::kTable) {
    WriteOne(ToJson(review), context.format, context.out);
    return absl::OkStatus();
  }
  if (!options.check) context.out << review.name() << "\n";
  // Nobody could be asked, and no leader is: they are paused.
  if (options.check && !review.by_leader() && review.could_be_asked() == 0) {
    context.out << context.tr.Tr("being looked for when the pause ends") << "\n";
    return absl::OkStatus();
  }
  context.out << StateWords(review.state(), context.tr) << "; " << context.tr.Tr("reviewer") << ": "
              << WhoWords(review, context.tr) << "\n";
  return absl::OkStatus();
}

absl::Status RunEvaluate(const ReviewOptions& options, Context& context) {
  v1::StartEvaluationRequest request;
  request.set_interaction(
      absl::StrCat("interactions/", absl::StripPrefix(options.name, "interactions/")));
  request.set_request_id(NewRequestId());
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->StartEvaluation(request);
  if (!response.ok()) return response.status();
  const v1::ReviewTask& task = response->review_task();
  if (context.format != OutputFormat::kTable) {
    WriteOne(ToJson(task), context.format, context.out);
    return absl::OkStatus();
  }
  context.out << task.name() << "\n"
              << StateWords(task.state(), context.tr) << "; "
              << ForTerminal(AboutWords(task, context.tr)) << "\n";
  return absl::OkStatus();
}

// Calls `method` with `request`, which is given its name and an id.
template <typename Request, typename Response>
absl::StatusOr<Response> Move(const ReviewOptions& options, Context& context, Request request,
                              absl::StatusOr<Response> (ServerLink::*method)(const Request&)) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  request.set_name(options.name);
  request.set_request_id(NewRequestId());
  return ((*server)->*method)(request);
}

template <typename Response>
absl::Status TellReview(const absl::StatusOr<Response>& response, Context& context) {
  return response.ok() ? Tell(response->review(), context) : response.status();
}

template <typename Response>
absl::Status TellTask(const absl::StatusOr<Response>& response, Context& context) {
  return response.ok() ? Tell(response->review_task(), context) : response.status();
}

absl::Status RunAccept(const ReviewOptions& options, Context& context) {
  return TellTask(
      Move(options, context, v1::AcceptReviewTaskRequest(), &ServerLink::AcceptReviewTask),
      context);
}

absl::Status RunDecline(const ReviewOptions& options, Context& context) {
  v1::DeclineReviewTaskRequest request;
  request.set_reason(options.reason);
  return TellTask(Move(options, context, request, &ServerLink::DeclineReviewTask), context);
}

// On top of the draft that the server has, if any.
absl::Status SaveDraft(const ReviewOptions& options, Context& context,
                       const v1::ReviewContent& content) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  v1::GetReviewTaskRequest get;
  get.set_name(options.name);
  const auto task = (*server)->GetReviewTask(get);
  if (!task.ok()) return task.status();
  v1::SaveReviewDraftRequest request;
  request.set_base_version(task->review_task().draft().version());
  *request.mutable_content() = content;
  const auto saved = Move(options, context, request, &ServerLink::SaveReviewDraft);
  if (!saved.ok()) return saved.status();
  if (context.format != OutputFormat::kTable) {
    WriteOne(ToJson(*saved), context.format, context.out);
    return absl::OkStatus();
  }
  context.out << i18n::Format(context.tr.Tr("saved, version {n}"),
                              {{"n", absl::StrCat(saved->draft().version())}})
              << "\n";
  return absl::OkStatus();
}

absl::Status RunSubmit(const ReviewOptions& options, Context& context) {
  const auto content = ReadContent(options.words, context.tr);
  if (!content.ok()) return content.status();
  if (options.draft) return SaveDraft(options, context, *content);
  v1::SubmitReviewRequest request;
  *request.mutable_content() = *content;
  return TellTask(Move(options, context, request, &ServerLink::SubmitReview), context);
}

absl::Status RunThank(const ReviewOptions& options, Context& context) {
  return TellReview(Move(options, context, v1::ThankReviewerRequest(), &ServerLink::ThankReviewer),
                    context);
}

absl::Status RunAcknowledge(const ReviewOptions& options, Context& context) {
  return TellReview(
      Move(options, context, v1::AcknowledgeReviewRequest(), &ServerLink::AcknowledgeReview),
      context);
}

absl::Status RunDiffer(const ReviewOptions& options, Context& context) {
  v1::DifferFromReviewRequest request;
  request.set_answer(options.answer);
  return TellReview(Move(options, context, request, &ServerLink::DifferFromReview), context);
}

absl::Status RunLend(const ReviewOptions& options, Context& context) {
  v1::LendReviewRequest request;
  request.set_lent(!options.take_back);
  const auto response = Move(options, context, request, &ServerLink::LendReview);
  if (!response.ok()) return response.status();
  if (context.format != OutputFormat::kTable) return Tell(response->review(), context);
  context.out << (response->review().lent() ? context.tr.Tr("lent to others")
                                            : context.tr.Tr("not lent any more"))
              << "\n";
  return absl::OkStatus();
}

absl::Status RunClose(const ReviewOptions& options, Context& context) {
  return TellReview(Move(options, context, v1::CloseReviewRequest(), &ServerLink::CloseReview),
                    context);
}

using Run = absl::Status (*)(const ReviewOptions&, Context&);

// Makes commands that share `options`.
struct Maker {
  std::shared_ptr<ReviewOptions> options;

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

std::vector<Command> RequesterCommands(const Maker& maker, const i18n::Translator& tr) {
  auto& options = *maker.options;
  const Option review{"review", tr.Tr("The review: users/…/reviews/… as review list shows it"),
                      &options.name, true};
  const char* kReview = " users/me/reviews/0d4f…";
  return {
      maker.Make(
          "request", tr.Tr("Asks a colleague to review an interaction of yours"),
          " interactions/0d4f… --question \"Was I too abrupt?\" --moment 1:20",
          {{"interaction",
            tr.Tr("The interaction: interactions/… as interactions list "
                  "shows it"),
            &options.name, true},
           {"--question", tr.Tr("What you want to know"), &options.question},
           {"--element", tr.Tr("An element of the form that matters; repeated"), &options.elements},
           {"--moment", tr.Tr("MINUTES:SECONDS to listen to; repeated"), &options.words.moments},
           {"--not-ask", tr.Tr("The exact name of somebody not to ask; repeated"),
            &options.not_to_ask},
           {"--check", tr.Tr("Only says who could be asked, or why not"), &options.check}},
          RunRequest),
      maker.Make("thank", tr.Tr("Thanks whoever reviewed"), kReview, {review}, RunThank),
      maker.Make("acknowledge", tr.Tr("Takes note of a review"), kReview, {review}, RunAcknowledge),
      maker.Make("differ", tr.Tr("Says that you see it differently"),
                 absl::StrCat(kReview, " --answer \"The customer had asked for it\""),
                 {review, {"--answer", tr.Tr("How you see it"), &options.answer, true}}, RunDiffer),
      maker.Make(
          "lend", tr.Tr("Lets others review it too, so that it shows how strictly people score"),
          kReview,
          {review, {"--take-back", tr.Tr("Lends it to nobody any more"), &options.take_back}},
          RunLend),
      maker.Make("close", tr.Tr("Does without a review that is not there yet"), kReview, {review},
                 RunClose),
  };
}

Command EvaluateCommand(const Maker& maker, const i18n::Translator& tr) {
  Command evaluate = maker.Make("evaluate", tr.Tr("Begins to evaluate an interaction, unasked"),
                                " interactions/0d4f…",
                                {{"interaction",
                                  tr.Tr("The interaction: interactions/… as interactions list "
                                        "shows it"),
                                  &maker.options->name, true}},
                                RunEvaluate);
  evaluate.details = tr.Tr(
      "For team leaders, of the teams they lead, and quality analysts. It is then a task of "
      "yours,\n"
      "which review show, submit and decline take. The agent hears of it once it is submitted, "
      "with\n"
      "your name, and may appeal it within 7 days. After 72 hours it lapses.");
  return evaluate;
}

std::vector<Command> ReviewerCommands(const Maker& maker, const i18n::Translator& tr) {
  auto& options = *maker.options;
  const Option task{"task",
                    tr.Tr("The task: users/…/reviewTasks/… as review list --tasks shows it"),
                    &options.name, true};
  const char* kTask = " users/me/reviewTasks/0d4f…";
  Command submit = maker.Make(
      "submit", tr.Tr("Submits a review"),
      absl::StrCat(kTask,
                   " --score need=4 --comment need=\"Asked twice what it was about\" "
                   "--praise \"You stayed calm\""),
      {task,
       {"--score", tr.Tr("ELEMENT=NUMBER, or ELEMENT=- where it does not apply; repeated"),
        &options.words.scores},
       {"--comment", tr.Tr("ELEMENT=TEXT; repeated"), &options.words.comments},
       {"--moment", tr.Tr("ELEMENT=MINUTES:SECONDS; repeated"), &options.words.moments},
       {"--praise", tr.Tr("What went well"), &options.words.praise},
       {"--advice", tr.Tr("One thing to try"), &options.words.advice},
       {"--draft", tr.Tr("Only saves it at the server"), &options.draft}},
      RunSubmit);
  submit.details = tr.Tr(
      "A low score wants a few words on what happened, and one thing to try. Whoever asked reads\n"
      "it, and never who wrote it; an evaluation is signed.");
  return {
      EvaluateCommand(maker, tr),
      maker.Make("accept", tr.Tr("Takes a review on; then it shows what to listen to or read"),
                 kTask, {task}, RunAccept),
      maker.Make("decline", tr.Tr("Says no, or gives up an evaluation; nobody is told"),
                 absl::StrCat(kTask, " --reason \"I know this customer\""),
                 {task, {"--reason", tr.Tr("Why; nobody is told"), &options.reason}}, RunDecline),
      std::move(submit),
  };
}

}  // namespace

std::vector<Command> ReviewCommands(const i18n::Translator& tr) {
  const Maker maker{std::make_shared<ReviewOptions>()};
  auto& options = *maker.options;
  std::vector<Command> commands = {
      maker.Make("list", tr.Tr("Lists the reviews you asked for, or those you are asked for"),
                 " --tasks",
                 {{"--tasks", tr.Tr("What you are asked to review"), &options.tasks},
                  {"--all", tr.Tr("Also what is over"), &options.all}},
                 RunList),
      maker.Make(
          "show", tr.Tr("Shows a review, an appeal, or a task of either"),
          " users/me/reviewTasks/0d4f…",
          {{"name", tr.Tr("As review list or review appeals shows it"), &options.name, true}},
          RunShow),
  };
  for (auto& command : RequesterCommands(maker, tr)) commands.push_back(std::move(command));
  for (auto& command : ReviewerCommands(maker, tr)) commands.push_back(std::move(command));
  commands.push_back(ReviewerFiguresCommand(tr));
  return commands;
}

}  // namespace aftercall::ctl
