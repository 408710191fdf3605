#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/import/progress.h"
#include "client/ctl/import/record_sender.h"
#include "client/ctl/output/table.h"
#include "client/ctl/simulate/colleagues.h"
#include "client/ctl/simulate/floor.h"
#include "client/ctl/simulate/leaders.h"
#include "shared/base/backoff.h"

namespace aftercall::ctl {
namespace {

// Events due within this much of one another go together.
constexpr absl::Duration kTogether = absl::Milliseconds(20);
constexpr int kMostRecords = 500;

struct SimulateOptions {
  int64_t seed = 1;
  int64_t agents = 20;
  double rate = 40;
  std::string focus_agent;
  absl::Duration focus_every = absl::Seconds(3);
  absl::Duration seconds;
  int64_t commits = 75;
  double reviews = 2;
  double evaluations = 1;
  absl::Duration review_takes = absl::Seconds(20);
  std::string recording_host;
};

// Tells a batch; a server that is away is waited for. OK also when stopped meanwhile.
absl::Status Tell(const v1::BatchIngestRequest& request, ServerLink* server, Context* context,
                  SentCounts* counts) {
  absl::BitGen random;
  base::Backoff backoff(absl::Milliseconds(200), absl::Seconds(5));
  bool said = false;
  while (true) {
    const absl::StatusOr<v1::BatchIngestResponse> answer = server->BatchIngest(request);
    if (answer.ok()) {
      counts->Add(answer->result());
      for (const v1::IngestProblem& problem : answer->result().problems()) {
        context->err << ForTerminal(problem.description()) << std::endl;
      }
      return absl::OkStatus();
    }
    if (answer.status().code() != absl::StatusCode::kUnavailable) return answer.status();
    if (!std::exchange(said, true)) {
      context->err << context->tr.Tr("The server is not there; trying again.") << std::endl;
    }
    if (context->stop.Wait(backoff.Next(random))) return absl::OkStatus();
  }
}

absl::Status TellOpening(Floor* floor, ServerLink* server, Context* context, SentCounts* counts) {
  v1::BatchIngestRequest request;
  for (v1::IngestRecord& record : floor->Opening()) {
    *request.add_records() = std::move(record);
    if (request.records_size() < kMostRecords) continue;
    if (absl::Status status = Tell(request, server, context, counts); !status.ok()) return status;
    request.clear_records();
  }
  if (request.records_size() == 0) return absl::OkStatus();
  return Tell(request, server, context, counts);
}

// Those with hands. Nobody has any where the server gives no tokens for them.
struct People {
  std::optional<Colleagues> colleagues;
  std::optional<Leaders> leaders;
};

// Lets people act. Where nobody can be given a token they do nothing more, and that is said once.
void LetAct(People* people, absl::Duration now, Context* context) {
  absl::Status status = people->colleagues->Act(now);
  if (status.ok() && people->leaders.has_value()) status = people->leaders->Act(now);
  if (status.ok()) return;
  context->err << i18n::Format(context->tr.Tr("Nobody here assesses or reviews: {reason}"),
                               {{"reason", ForTerminal(status.message())}})
               << std::endl;
  people->colleagues.reset();
  people->leaders.reset();
}

absl::Status RunFloor(Floor* floor, People* people, absl::Time start, absl::Duration length,
                      ServerLink* server, Context* context, SentCounts* counts) {
  std::optional<Colleagues>* const colleagues = &people->colleagues;
  FloorEvent event = floor->Next();
  while (!context->stop.stopped()) {
    const absl::Duration next =
        colleagues->has_value() ? std::min(event.at, (*colleagues)->next()) : event.at;
    if (next > length || context->stop.Wait(start + next - absl::Now())) break;
    v1::BatchIngestRequest request;
    const absl::Duration due = absl::Now() - start + kTogether;
    while (event.at <= due && event.at <= length && request.records_size() < kMostRecords) {
      *request.add_records() = std::move(event.record);
      event = floor->Next();
    }
    if (request.records_size() > 0) {
      absl::Status status = Tell(request, server, context, counts);
      if (!status.ok()) return status;
    }
    if (!colleagues->has_value()) continue;
    for (const v1::IngestRecord& record : request.records()) (*colleagues)->Note(record);
    const absl::Duration now = absl::Now() - start;
    if ((*colleagues)->next() <= now) LetAct(people, now, context);
  }
  return absl::OkStatus();
}

void TellLeaders(const ColleagueCounts& agents, const LeaderCounts& counts, Context* context) {
  context->out << i18n::Format(context->tr.Tr(
                                   "Leaders: {evaluated} evaluations, {reviewed} reviews. Appeals: "
                                   "{opened} opened, {upheld} upheld, {declined} declined."),
                               {{"evaluated", Grouped(counts.evaluated)},
                                {"reviewed", Grouped(counts.reviewed)},
                                {"opened", Grouped(agents.appealed)},
                                {"upheld", Grouped(counts.upheld)},
                                {"declined", Grouped(counts.declined)}})
               << "\n";
}

void TellPeople(const ColleagueCounts& counts, Context* context) {
  context->out << i18n::Format(
                      context->tr.Tr("Self-assessments: {committed} committed, {skipped} skipped."),
                      {{"committed", Grouped(counts.committed)},
                       {"skipped", Grouped(counts.skipped)}})
               << "\n"
               << i18n::Format(
                      context->tr.Tr(
                          "Reviews: {requested} asked for, {accepted} accepted, {declined} "
                          "declined, {submitted} submitted; {thanked} thanked for, {noted} noted, "
                          "{differed} seen differently. {refused} wishes refused."),
                      {{"requested", Grouped(counts.requested)},
                       {"accepted", Grouped(counts.accepted)},
                       {"declined", Grouped(counts.declined)},
                       {"submitted", Grouped(counts.submitted)},
                       {"thanked", Grouped(counts.thanked)},
                       {"noted", Grouped(counts.acknowledged)},
                       {"differed", Grouped(counts.differed)},
                       {"refused", Grouped(counts.refused)}})
               << "\n";
}

absl::Status CheckOptions(const SimulateOptions& options, const i18n::Translator& tr) {
  if (options.agents < 2 || options.agents > 10000) {
    return UsageError(tr.Tr("--agents is 2 to 10000"));
  }
  if (options.rate <= 0 || options.rate > 60000) {
    return UsageError(tr.Tr("--rate is above 0 and at most 60000 answers a minute"));
  }
  if (options.focus_every <= absl::ZeroDuration()) {
    return UsageError(tr.Tr("--focus-every is a time above 0"));
  }
  if (options.commits < 0 || options.commits > 100) {
    return UsageError(tr.Tr("--commits is 0 to 100 of a hundred"));
  }
  if (options.reviews < 0 || options.reviews > 600) {
    return UsageError(tr.Tr("--reviews is 0 to 600 a minute"));
  }
  if (options.evaluations < 0 || options.evaluations > 600) {
    return UsageError(tr.Tr("--evaluations is 0 to 600 a minute"));
  }
  if (options.review_takes <= absl::ZeroDuration()) {
    return UsageError(tr.Tr("--review-takes is a time above 0"));
  }
  return absl::OkStatus();
}

absl::Status RunSimulate(const SimulateOptions& options, Context& context) {
  if (absl::Status wrong = CheckOptions(options, context.tr); !wrong.ok()) return wrong;
  FloorOptions floor_options;
  floor_options.seed = static_cast<uint64_t>(options.seed);
  floor_options.agents = static_cast<size_t>(options.agents);
  floor_options.answers_a_minute = options.rate;
  floor_options.focus_agent = options.focus_agent;
  floor_options.focus_every = options.focus_every;
  floor_options.recording_host = options.recording_host;
  const absl::Time start = absl::Now();
  absl::StatusOr<Floor> floor = Floor::Open(floor_options, start);
  if (!floor.ok()) {
    return UsageError(i18n::Format(
        context.tr.Tr("nobody here is called \"{name}\"; here work {names}"),
        {{"name", options.focus_agent}, {"names", std::string(floor.status().message())}}));
  }
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  People people;
  people.colleagues.emplace(
      ColleagueOptions{floor_options.seed, static_cast<double>(options.commits) / 100,
                       options.reviews, options.evaluations, options.review_takes},
      &*floor, *server, context.connect_as);
  if (options.evaluations > 0) {
    people.leaders.emplace(
        LeaderOptions{floor_options.seed, options.evaluations, options.review_takes}, *server,
        context.connect_as);
  }
  SentCounts counts;
  absl::Status status = TellOpening(&*floor, *server, &context, &counts);
  const absl::Duration length =
      options.seconds == absl::ZeroDuration() ? absl::InfiniteDuration() : options.seconds;
  if (status.ok()) status = RunFloor(&*floor, &people, start, length, *server, &context, &counts);
  context.out << i18n::Format(context.tr.Tr("{n} records told: {created} new, {changed} changed"),
                              {{"n", Grouped(counts.records)},
                               {"created", Grouped(counts.created + counts.pending)},
                               {"changed", Grouped(counts.changed)}})
              << "\n";
  if (people.colleagues.has_value()) TellPeople(people.colleagues->counts(), &context);
  if (people.leaders.has_value()) {
    TellLeaders(people.colleagues->counts(), people.leaders->counts(), &context);
  }
  return status;
}

}  // namespace

Command SimulateCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<SimulateOptions>();
  Command command;
  command.path = "simulate";
  command.summary =
      tr.Tr("A living floor: calls, chats, e-mails, states, answers, self-assessments, reviews");
  command.details = tr.Tr(
      "Two teams, Riverside and 望江组, in two languages. What customers do depends on the seed\n"
      "alone; it goes on until Ctrl-C. Those who work there assess themselves when they are "
      "asked,\n"
      "and review each other; two who lead them evaluate, and decide appeals. Each has a token of\n"
      "their own: with an administrator's token only.\n"
      "The focus agent's hands are yours: they get a review to write and one that they asked for.");
  command.examples = {"aftercallctl simulate",
                      "aftercallctl simulate --seed 7 --rate 200 --seconds 60",
                      "aftercallctl simulate --focus-agent \"Maya Collins\" --focus-every 3s"};
  command.options = {
      {"--seed", tr.Tr("Another seed is another day; 1"), &options->seed},
      {"--rate", tr.Tr("Answers a minute; 40"), &options->rate},
      {"--agents", tr.Tr("How many work there; 20"), &options->agents},
      {"--seconds", tr.Tr("End after this time; never by default"), &options->seconds},
      {"--focus-agent", tr.Tr("Name or staff number of somebody who gets an answer all the time"),
       &options->focus_agent},
      {"--focus-every", tr.Tr("How often; about every 3s"), &options->focus_every},
      {"--commits", tr.Tr("Of a hundred self-assessments asked so many are committed; 75"),
       &options->commits},
      {"--reviews", tr.Tr("Reviews asked for a minute; 2"), &options->reviews},
      {"--evaluations",
       tr.Tr("Evaluations by leaders a minute, and as many appeals against answers; 1"),
       &options->evaluations},
      {"--review-takes", tr.Tr("How long somebody writes at one; about 20s"),
       &options->review_takes},
      {"--recording-host",
       tr.Tr("Where calls can be heard, as in aftercalld's --recording-hosts; nowhere by default"),
       &options->recording_host},
  };
  command.run = [options](Context& context) { return RunSimulate(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
