#include "client/ctl/import/player.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "client/ctl/input/record_reader.h"

namespace aftercall::ctl {
namespace {

// What is due within this much of another row goes with it: many rows a second are told in some.
constexpr absl::Duration kTogether = absl::Milliseconds(20);
constexpr int kMostRecords = 500;

absl::Status Tell(const v1::BatchIngestRequest& request, const std::vector<size_t>& row_of_record,
                  const std::vector<PacedRow>& rows, const ImportParts& parts,
                  ImportResult* result) {
  const absl::StatusOr<v1::BatchIngestResponse> answer = parts.server->BatchIngest(request);
  if (!answer.ok()) return answer.status();
  result->sent.Add(answer->result());
  for (const v1::IngestProblem& found : answer->result().problems()) {
    const PacedRow& row = rows[row_of_record[found.index()]];
    const input::Loss loss = found.refused() ? input::Loss::kAnswer : input::Loss::kValue;
    parts.rejects->Add({loss, row.line, found.field(),
                        absl::StrReplaceAll(absl::AsciiStrToLower(found.reason()), {{"_", "-"}}),
                        found.description()},
                       row.text);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<PacedRow>> ReadForPlay(input::TableReader* table,
                                                  const ImportParts& parts, ImportResult* result) {
  const input::RecordReader records(&parts.mapping, &parts.tr);
  SeenIds seen;
  std::vector<PacedRow> rows;
  input::Row row;
  for (;;) {
    const absl::StatusOr<bool> any = table->Next(&row);
    if (!any.ok()) return any.status();
    if (!*any) return rows;
    if (parts.stop.stopped()) return absl::CancelledError("stopped");
    ++result->rows;
    if (std::optional<input::Problem> repeated = RepeatedId(records, row, parts, &seen)) {
      ++result->rejected_rows;
      parts.rejects->Add(*repeated, row.raw);
      continue;
    }
    input::RowRecords made = records.Read(row);
    for (const input::Problem& problem : made.problems) {
      if (problem.loss == input::Loss::kRow) ++result->rejected_rows;
      parts.rejects->Add(problem, row.raw);
    }
    if (made.records.empty()) continue;
    const absl::Time happened = HappenedAt(made.records);
    rows.push_back({happened, absl::ZeroDuration(), std::move(made.records), row.line, row.raw});
  }
}

absl::Status Play(std::vector<PacedRow> rows, const PlayOptions& options, const ImportParts& parts,
                  ImportResult* result) {
  const absl::Time began = absl::Now();
  size_t next = 0;
  while (next < rows.size()) {
    if (parts.stop.Wait(began + rows[next].due - absl::Now())) {
      result->stopped = true;
      return absl::OkStatus();
    }
    const absl::Duration due = absl::Now() - began + kTogether;
    v1::BatchIngestRequest request;
    std::vector<size_t> row_of_record;
    for (; next < rows.size() && rows[next].due <= due && request.records_size() < kMostRecords;
         ++next) {
      if (options.as_of_now) MoveTo(absl::Now(), &rows[next].records);
      for (v1::IngestRecord& record : rows[next].records) {
        *request.add_records() = std::move(record);
        row_of_record.push_back(next);
      }
    }
    if (absl::Status status = Tell(request, row_of_record, rows, parts, result); !status.ok()) {
      return status;
    }
    parts.progress->Show(static_cast<int64_t>(next), rows.size(), static_cast<int64_t>(next));
  }
  return absl::OkStatus();
}

}  // namespace aftercall::ctl
