#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/figures_json.h"
#include "client/ctl/commands/scope.h"
#include "client/ctl/import/progress.h"
#include "client/ctl/input/wire_time.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

struct SummaryOptions {
  ScopeOptions scope;
  std::string by = "ended";
};

Json MeanJson(const v1::Mean& mean) {
  return Json{{"value", OrNull(mean.has_value(), mean, &v1::Mean::value)}, {"n", mean.n()}};
}

Json QuestionJson(const v1::QuestionFigures& figures) {
  Json steps = Json::array();
  for (const auto& step : figures.distribution()) {
    steps.push_back({{"value", step.value()}, {"count", step.count()}});
  }
  return Json{{"question", ToJson(figures.question())},
              {"own", RateJson(figures.own())},
              {"total", RateJson(figures.total())},
              {"mean_rating", MeanJson(figures.mean_rating())},
              {"distribution", steps}};
}

// The form that scripts depend on: see "The command line people rely on" in the design.
Json SummaryJson(const v1::Summary& summary) {
  const v1::Nps& nps = summary.nps();
  const v1::HandleTime& handle_time = summary.handle_time();
  Json questions = Json::array();
  for (const auto& figures : summary.questions()) questions.push_back(QuestionJson(figures));
  return Json{{"interactions", summary.interactions()},
              {"responses", summary.responses()},
              {"csat", RateJson(summary.csat())},
              {"mean_rating", MeanJson(summary.mean_rating())},
              {"resolved", RateJson(summary.resolved())},
              {"nps",
               {{"score", OrNull(nps.has_score(), nps, &v1::Nps::score)},
                {"n", nps.n()},
                {"low", OrNull(nps.has_low(), nps, &v1::Nps::low)},
                {"high", OrNull(nps.has_high(), nps, &v1::Nps::high)}}},
              {"fcr", RateJson(summary.fcr())},
              {"handle_time",
               {{"mean_seconds", OrNull(handle_time.has_mean_seconds(), handle_time,
                                        &v1::HandleTime::mean_seconds)},
                {"n", handle_time.n()},
                {"parts", std::vector<std::string>(handle_time.parts().begin(),
                                                   handle_time.parts().end())}}},
              {"abandoned", summary.abandoned()},
              {"offered", summary.offered()},
              {"response_rate", RateJson(summary.response_rate())},
              {"csat_total", RateJson(summary.csat_total())},
              {"appeals_upheld", summary.appeals_upheld()},
              {"questions", questions}};
}

// "talk + hold".
std::string Parts(const i18n::Translator& tr, const v1::HandleTime& handle_time) {
  return absl::StrJoin(handle_time.parts(), " + ", [&](std::string* out, const std::string& part) {
    out->append(part == "talk"              ? tr.Tr("talk")
                : part == "hold"            ? tr.Tr("hold")
                : part == "after_call_work" ? tr.Tr("after-call work")
                                            : part);
  });
}

void AddRate(const std::string& name, const v1::Rate& rate, Table* table) {
  table->Add({name, rate.has_percent() ? absl::StrFormat("%.1f%%", rate.percent()) : "–",
              Grouped(rate.n()),
              rate.has_low() ? absl::StrFormat("%.1f–%.1f%%", rate.low(), rate.high()) : ""});
}

void WriteTable(const v1::Summary& summary, const Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("figure"), tr.Tr("value"), tr.Tr("n"), tr.Tr("95% interval")});
  table.Add({tr.Tr("interactions"), Grouped(summary.interactions()), "", ""});
  table.Add({tr.Tr("abandoned"), Grouped(summary.abandoned()), "", ""});
  table.Add({tr.Tr("with an answer"), Grouped(summary.responses()), "", ""});
  AddRate(tr.Tr("answered of those asked"), summary.response_rate(), &table);
  AddRate(tr.Tr("CSAT, the agents' own"), summary.csat(), &table);
  AddRate(tr.Tr("CSAT, all answers"), summary.csat_total(), &table);
  const v1::Mean& mean = summary.mean_rating();
  table.Add({tr.Tr("mean rating"), mean.has_value() ? absl::StrFormat("%.2f", mean.value()) : "–",
             Grouped(mean.n()), ""});
  AddRate(tr.Tr("resolved"), summary.resolved(), &table);
  const v1::Nps& nps = summary.nps();
  table.Add({tr.Tr("NPS"), nps.has_score() ? absl::StrFormat("%.0f", nps.score()) : "–",
             Grouped(nps.n()),
             nps.has_low() ? absl::StrFormat("%.0f–%.0f", nps.low(), nps.high()) : ""});
  AddRate(tr.Tr("first contact resolution"), summary.fcr(), &table);
  if (summary.appeals_upheld() > 0) {
    table.Add({tr.Tr("upheld on appeal"), Grouped(summary.appeals_upheld()), "", ""});
  }
  const v1::HandleTime& handle_time = summary.handle_time();
  table.Add(
      {i18n::Format(tr.Tr("handle time ({parts})"), {{"parts", Parts(tr, handle_time)}}),
       handle_time.has_mean_seconds() ? absl::StrFormat("%.1f s", handle_time.mean_seconds()) : "–",
       Grouped(handle_time.n()), ""});
  table.Write(context.out);
}

absl::Status RunSummary(const SummaryOptions& options, Context& context) {
  v1::GetSummaryRequest request;
  if (absl::Status status = FillScope(options.scope, context.tr, &request); !status.ok()) {
    return status;
  }
  request.set_basis(options.by == "answered" ? v1::GetSummaryRequest::BASIS_ANSWERED
                                             : v1::GetSummaryRequest::BASIS_ENDED);
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<v1::GetSummaryResponse> response = (*server)->GetSummary(request);
  if (!response.ok()) return response.status();
  if (context.format == OutputFormat::kTable) {
    WriteTable(response->summary(), context);
  } else {
    WriteOne(SummaryJson(response->summary()), context.format, context.out);
  }
  return absl::OkStatus();
}

}  // namespace

Command SummaryCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<SummaryOptions>();
  Command command;
  command.path = "summary";
  command.summary = tr.Tr("Figures of a person, a team or everything, each with n and interval");
  command.details = tr.Tr(
      "A person or team is named by id (users/…, teams/…) or by exact name; users/me is yourself.\n"
      "Without --from and --to the figures cover all time.");
  command.examples = {
      "aftercallctl summary --all",
      "aftercallctl summary --user \"Maya Collins\" --from 2023-08-01 --to 2023-08-24",
      "aftercallctl summary --team \"Riverside\" --output json | jq .csat.percent"};
  command.reads = true;
  command.options = DescribeScope(tr, &options->scope);
  command.options.push_back({"--by",
                             tr.Tr("The day on which an answer counts: when its interaction ended, "
                                   "or when it was given"),
                             &options->by,
                             false,
                             {"ended", "answered"}});
  command.run = [options](Context& context) { return RunSummary(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
