#include "client/ctl/import/importer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "client/ctl/import/id_scan.h"

namespace aftercall::ctl {

absl::Status TellQuestions(const input::Mapping& mapping, ServerLink* server) {
  if (mapping.questions.empty()) return absl::OkStatus();
  v1::BatchIngestRequest request;
  for (const input::QuestionSource& source : mapping.questions) {
    *request.add_records()->mutable_question() = source.question;
  }
  const absl::StatusOr<v1::BatchIngestResponse> answer = server->BatchIngest(request);
  if (!answer.ok()) return answer.status();
  for (const v1::IngestProblem& problem : answer->result().problems()) {
    if (problem.refused()) return absl::FailedPreconditionError(problem.description());
  }
  return absl::OkStatus();
}

std::optional<input::Problem> RepeatedId(const input::RecordReader& records, const input::Row& row,
                                         const ImportParts& parts, SeenIds* seen) {
  const std::string id = row.refusal.has_value() ? "" : records.ExternalId(row);
  const int64_t before = id.empty() ? 0 : seen->Meet(id, row.line);
  if (before == 0) return std::nullopt;
  return input::Problem{
      input::Loss::kRow, row.line, parts.mapping.columns[parts.mapping.id[0]].name, "repeated-id",
      i18n::Format(parts.tr.Tr("line {line} has the same id, \"{id}\"; the first counts"),
                   {{"line", absl::StrCat(before)}, {"id", id}})};
}

absl::StatusOr<ImportResult> ImportTable(input::TableReader* table, const ImportParts& parts) {
  ImportResult result;
  const auto note = [&](const input::Problem& problem, const std::string& row) {
    if (problem.loss == input::Loss::kRow) ++result.rejected_rows;
    parts.rejects->Add(problem, row);
  };
  RecordSender sender(parts.server, note);
  if (absl::Status status = TellQuestions(parts.mapping, parts.server); !status.ok()) return status;
  const input::RecordReader records(&parts.mapping, &parts.tr);
  SeenIds seen;
  input::Row row;
  while (!parts.stop.stopped()) {
    const absl::StatusOr<bool> any = table->Next(&row);
    if (any.status().code() == absl::StatusCode::kCancelled) break;
    if (!any.ok()) return any.status();
    if (!*any) break;
    ++result.rows;
    if (std::optional<input::Problem> repeated = RepeatedId(records, row, parts, &seen)) {
      note(*repeated, row.raw);
      continue;
    }
    input::RowRecords made = records.Read(row);
    for (const input::Problem& problem : made.problems) note(problem, row.raw);
    if (absl::Status status = sender.Send(std::move(made.records), row.line, row.raw);
        !status.ok()) {
      return status;
    }
    parts.progress->Show(table->offset(), table->size(), result.rows);
  }
  result.stopped = parts.stop.stopped();
  if (absl::Status status = sender.Finish(); !status.ok()) return status;
  parts.progress->Clear();
  result.sent = sender.counts();
  return result;
}

}  // namespace aftercall::ctl
