#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/status_line.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

struct VerifyOptions {
  bool mend = false;
};

std::string PhaseWords(const i18n::Translator& tr, v1::VerifyPhase phase) {
  switch (phase) {
    case v1::VERIFY_PHASE_FILE:
      return tr.Tr("database file");
    case v1::VERIFY_PHASE_FEEDS:
      return tr.Tr("feeds");
    case v1::VERIFY_PHASE_ROLLUPS:
      return tr.Tr("figures");
    case v1::VERIFY_PHASE_REQUESTS:
      return tr.Tr("kept results");
    default:
      return "";
  }
}

std::string ProgressText(const i18n::Translator& tr, const v1::VerifyProgress& progress) {
  const std::string phase = PhaseWords(tr, progress.phase());
  if (progress.total() <= 0) return absl::StrCat(phase, " …");
  return absl::StrCat(Bar(progress.done(), progress.total()), " ", phase);
}

// Everything that a check said.
struct Outcome {
  std::vector<v1::VerifyFinding> findings;
  std::optional<v1::VerifyReport> report;
};

void WriteTable(const Outcome& outcome, Context& context) {
  const i18n::Translator& tr = context.tr;
  if (!outcome.findings.empty()) {
    Table table({tr.Tr("part"), tr.Tr("where"), tr.Tr("what is wrong"), tr.Tr("mended")});
    for (const v1::VerifyFinding& finding : outcome.findings) {
      table.Add({PhaseWords(tr, finding.phase()), finding.place(), finding.description(),
                 finding.mended() ? "✓" : ""});
    }
    table.Write(context.out);
  }
  const v1::VerifyReport& report = *outcome.report;
  context.out << i18n::Format(tr.Tr("Checked: the database file; {feeds} feeds with {entries} "
                                    "entries; {cells} cells of figures, from {interactions} "
                                    "interactions; {requests} kept results."),
                              {{"feeds", Grouped(report.feeds())},
                               {"entries", Grouped(report.feed_entries())},
                               {"cells", Grouped(report.rollup_cells())},
                               {"interactions", Grouped(report.interactions())},
                               {"requests", Grouped(report.requests())}})
              << "\n";
  if (report.findings() == 0) {
    context.out << tr.Tr("Nothing is wrong.") << "\n";
  } else {
    context.out << i18n::Format(tr.Tr("Wrong: {findings}; mended: {mended}."),
                                {{"findings", Grouped(report.findings())},
                                 {"mended", Grouped(report.mended())}})
                << "\n";
  }
}

// Every count, those that are 0 too.
Json ReportJson(const v1::VerifyReport& report) {
  return {{"feeds", report.feeds()},
          {"feed_entries", report.feed_entries()},
          {"interactions", report.interactions()},
          {"rollup_cells", report.rollup_cells()},
          {"requests", report.requests()},
          {"findings", report.findings()},
          {"mended", report.mended()}};
}

void WriteJson(const Outcome& outcome, Context& context) {
  const Json report = ReportJson(*outcome.report);
  if (context.format == OutputFormat::kJsonLines) {
    for (const v1::VerifyFinding& finding : outcome.findings) {
      WriteLine(Json{{"finding", ToJson(finding)}}, context.out);
    }
    WriteLine(Json{{"report", report}}, context.out);
    return;
  }
  Json whole = Json::object();
  whole["report"] = report;
  whole["findings"] = Json::array();
  for (const v1::VerifyFinding& finding : outcome.findings) {
    whole["findings"].push_back(ToJson(finding));
  }
  WriteOne(whole, context.format, context.out);
}

absl::Status RunVerify(const VerifyOptions& options, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  context.stop.OnStop([link = *server] { link->Cancel(); });
  const base::SystemClock clock;
  StatusLine line(context.err_is_terminal ? &context.err : nullptr, &clock);
  v1::VerifyStoreRequest request;
  request.set_mend(options.mend);
  Outcome outcome;
  absl::Status status =
      (*server)->VerifyStore(request, [&](const v1::VerifyStoreResponse& message) {
        if (message.has_progress() && line.IsDue()) {
          line.Show(ProgressText(context.tr, message.progress()));
        }
        if (message.has_finding()) outcome.findings.push_back(message.finding());
        if (message.has_report()) outcome.report = message.report();
        return true;
      });
  line.Clear();
  if (!status.ok()) return status;
  if (!outcome.report) return absl::DataLossError(context.tr.Tr("The check did not end."));
  if (context.format == OutputFormat::kTable) {
    WriteTable(outcome, context);
  } else {
    WriteJson(outcome, context);
  }
  const int64_t remain = outcome.report->findings() - outcome.report->mended();
  if (remain == 0) return absl::OkStatus();
  return absl::DataLossError(
      i18n::Format(context.tr.Tr("{n} of what was found remains wrong"), {{"n", Grouped(remain)}}));
}

}  // namespace

Command VerifyCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<VerifyOptions>();
  Command command;
  command.path = "verify";
  command.summary = tr.Tr("Checks the whole database while it is served");
  command.details = tr.Tr(
      "Looks at the database's own structure, at every feed for gaps, and reckons every figure\n"
      "anew from the interactions and answers. Ends with 1 where something is wrong and remains.");
  command.examples = {"aftercallctl verify", "aftercallctl verify --mend --output json"};
  command.reads = true;
  command.options = {
      {"--mend", tr.Tr("Rewrite figures that differ from the rows they are made of; nothing else"),
       &options->mend},
  };
  command.run = [options](Context& context) { return RunVerify(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
