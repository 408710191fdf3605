#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/import/id_scan.h"
#include "client/ctl/import/importer.h"
#include "client/ctl/import/player.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"
#include "shared/base/clock.h"

namespace aftercall::ctl {
namespace {

struct ImportOptions {
  std::string mapping;
  std::string csv;
  std::string rejects;
  std::string repeated_ids = "refuse";
  bool pace = false;
  absl::Duration pace_every = absl::Seconds(3);
  std::string pace_agent;
  bool as_of_now = false;
};

absl::StatusOr<std::unique_ptr<input::TableReader>> OpenTable(const ImportOptions& options,
                                                              const input::Mapping& mapping,
                                                              const Context& context) {
  absl::StatusOr<std::unique_ptr<input::ByteSource>> bytes =
      input::OpenBytes(options.csv, context.stop.descriptor());
  if (!bytes.ok()) return bytes.status();
  absl::StatusOr<std::unique_ptr<input::TableReader>> table =
      input::TableReader::Open(*std::move(bytes), &mapping, &context.tr);
  if (table.ok()) return table;
  return absl::Status(table.status().code(),
                      absl::StrCat(options.csv, ": ", table.status().message()));
}

// A file is read once before anything is written; standard input cannot be.
absl::Status CheckIds(const ImportOptions& options, const input::Mapping& mapping,
                      const Context& context) {
  if (options.csv == "-" || options.repeated_ids == "reject") return absl::OkStatus();
  absl::StatusOr<std::unique_ptr<input::TableReader>> table = OpenTable(options, mapping, context);
  if (!table.ok()) return table.status();
  if ((*table)->size() == std::nullopt) return absl::OkStatus();
  return ScanIds(table->get(), mapping, context.tr, context.stop).status();
}

Json ResultJson(const ImportResult& result, const Rejects& rejects, absl::Duration took) {
  Json reasons = Json::object();
  for (const auto& [reason, count] : rejects.counts()) {
    reasons[reason] = Json{
        {"lost", LossSlug(count.loss)}, {"count", count.count}, {"first_line", count.first_line}};
  }
  return Json{{"rows", result.rows},
              {"rejected_rows", result.rejected_rows},
              {"records", result.sent.records},
              {"created", result.sent.created},
              {"changed", result.sent.changed},
              {"unchanged", result.sent.unchanged},
              {"pending", result.sent.pending},
              {"refused", result.sent.refused},
              {"problems", reasons},
              {"rejects_file", rejects.empty() ? Json(nullptr) : Json(rejects.path())},
              {"stopped", result.stopped},
              {"seconds", absl::ToDoubleSeconds(took)}};
}

void WriteCounts(const ImportResult& result, absl::Duration took, const Context& context) {
  const i18n::Translator& tr = context.tr;
  const SentCounts& sent = result.sent;
  const double seconds = std::max(absl::ToDoubleSeconds(took), 1e-3);
  context.out << i18n::Format(
                     tr.Tr("{rows} rows, {records} records in {seconds} s ({rate} records/s)"),
                     {{"rows", Grouped(result.rows)},
                      {"records", Grouped(sent.records)},
                      {"seconds", absl::StrCat(std::round(seconds * 10) / 10)},
                      {"rate", Grouped(static_cast<int64_t>(sent.records / seconds))}})
              << "\n";
  if (sent.records > 0 && sent.unchanged == sent.records) {
    context.out << i18n::Format(tr.Tr("Nothing changed: all {n} records were known already."),
                                {{"n", Grouped(sent.records)}})
                << "\n";
    return;
  }
  Table table(
      {tr.Tr("new"), tr.Tr("changed"), tr.Tr("unchanged"), tr.Tr("waiting"), tr.Tr("refused")});
  table.Add({Grouped(sent.created), Grouped(sent.changed), Grouped(sent.unchanged),
             Grouped(sent.pending), Grouped(sent.refused)});
  table.Write(context.out);
}

void WriteProblems(const ImportResult& result, const Rejects& rejects, const Context& context) {
  if (rejects.empty()) return;
  const i18n::Translator& tr = context.tr;
  if (result.rejected_rows > 0) {
    context.out << i18n::Format(tr.Tr("Rows not taken: {n}"),
                                {{"n", Grouped(result.rejected_rows)}})
                << "\n";
  }
  Table table({tr.Tr("reason"), tr.Tr("lost"), tr.Tr("how often"), tr.Tr("first line")});
  for (const auto& [reason, count] : rejects.counts()) {
    table.Add(
        {reason, LossWords(tr, count.loss), Grouped(count.count), absl::StrCat(count.first_line)});
  }
  table.Write(context.out);
  context.out << i18n::Format(tr.Tr("Every line, with its reason: {file}"),
                              {{"file", ForTerminal(rejects.path())}})
              << "\n";
}

absl::Status Report(const ImportResult& result, Rejects* rejects, absl::Duration took,
                    const Context& context) {
  if (absl::Status status = rejects->Close(); !status.ok()) return status;
  if (context.format == OutputFormat::kTable) {
    WriteCounts(result, took, context);
    WriteProblems(result, *rejects, context);
  } else {
    WriteOne(ResultJson(result, *rejects, took), context.format, context.out);
  }
  if (result.stopped) {
    return absl::CancelledError(
        context.tr.Tr("stopped; what was sent is kept, and the same command goes on from there"));
  }
  if (result.rows > 0 && result.sent.records == result.sent.refused) {
    return absl::FailedPreconditionError(context.tr.Tr("not one row could be taken"));
  }
  return absl::OkStatus();
}

absl::Status PlayTable(input::TableReader* table, const ImportOptions& options,
                       const ImportParts& parts, const Context& context, ImportResult* result) {
  absl::StatusOr<std::vector<PacedRow>> rows = ReadForPlay(table, parts, result);
  if (!rows.ok()) {
    result->stopped = parts.stop.stopped();
    return result->stopped ? absl::OkStatus() : rows.status();
  }
  if (absl::Status status = TellQuestions(parts.mapping, parts.server); !status.ok()) return status;
  const PacePlan plan = Pace(&*rows, options.pace_every, options.pace_agent);
  if (!options.pace_agent.empty() && plan.answers == 0) {
    return absl::NotFoundError(i18n::Format(
        parts.tr.Tr("nobody named \"{agent}\" has answers here"), {{"agent", options.pace_agent}}));
  }
  context.err << i18n::Format(
                     parts.tr.Tr("Playing {rows} rows in {length}; most answers: {agent} ({n})"),
                     {{"rows", Grouped(rows->size())},
                      {"length", absl::FormatDuration(absl::Trunc(plan.length, absl::Seconds(1)))},
                      {"agent", ForTerminal(plan.agent)},
                      {"n", absl::StrCat(plan.answers)}})
              << std::endl;
  return Play(*std::move(rows), {options.pace_every, options.as_of_now}, parts, result);
}

absl::Status RunImport(const ImportOptions& options, Context& context) {
  absl::StatusOr<input::Mapping> mapping = input::LoadMapping(options.mapping, context.tr);
  if (!mapping.ok()) return mapping.status();
  const absl::Time began = absl::Now();
  if (absl::Status status = CheckIds(options, *mapping, context); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<input::TableReader>> table = OpenTable(options, *mapping, context);
  if (!table.ok()) return table.status();
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  Rejects rejects(!options.rejects.empty() ? options.rejects
                  : options.csv == "-"     ? "stdin.rejects.csv"
                                           : absl::StrCat(options.csv, ".rejects.csv"));
  const base::SystemClock clock;
  Progress progress(context.tr, context.err_is_terminal ? &context.err : nullptr, &clock);
  const ImportParts parts{*mapping, context.tr, *server, &rejects, &progress, context.stop};
  ImportResult result;
  if (options.pace) {
    const absl::Status status = PlayTable(table->get(), options, parts, context, &result);
    if (!status.ok()) return status;
  } else {
    absl::StatusOr<ImportResult> imported = ImportTable(table->get(), parts);
    if (!imported.ok()) return imported.status();
    result = *imported;
  }
  progress.Clear();
  return Report(result, &rejects, absl::Now() - began, context);
}

}  // namespace

Command ImportCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<ImportOptions>();
  Command command;
  command.path = "import";
  command.summary = tr.Tr("Takes interactions and answers from any CSV file");
  command.details = tr.Tr(
      "A row that cannot be taken never stops the others: it goes to CSV.rejects.csv with line,\n"
      "column and reason. Importing a file again changes nothing; after Ctrl-C the same command\n"
      "goes on. How mappings are written: deploy/mappings/README.md.");
  command.examples = {
      "aftercallctl import --mapping bank-calls.toml calls.csv",
      "zcat calls.csv.gz | aftercallctl import --mapping bank-calls.toml -",
      "aftercallctl import --mapping ecommerce-csat.toml --pace --as-of-now contacts.csv"};
  command.reads = true;
  command.options = {
      {"--mapping", tr.Tr("The mapping: which column is what"), &options->mapping, true},
      {"csv", tr.Tr("The file; - is standard input"), &options->csv, true},
      {"--rejects", tr.Tr("Where rejected rows go, instead of CSV.rejects.csv"), &options->rejects},
      {"--repeated-ids",
       tr.Tr("Ids that come twice: refuse the file before anything is written, or reject the later "
             "rows (as always on standard input)"),
       &options->repeated_ids,
       false,
       {"refuse", "reject"}},
      {"--pace", tr.Tr("Play the file live, in its own order of time, sped up, without idle time"),
       &options->pace},
      {"--pace-every",
       tr.Tr("With --pace: time between two answers of the agent with the most; 3s"),
       &options->pace_every},
      {"--pace-agent", tr.Tr("With --pace: another agent's answers set the pace"),
       &options->pace_agent},
      {"--as-of-now", tr.Tr("With --pace: tell everything as if it happened now"),
       &options->as_of_now},
  };
  command.run = [options](Context& context) { return RunImport(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
