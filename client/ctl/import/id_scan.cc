#include "client/ctl/import/id_scan.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/ctl/input/record_reader.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

constexpr size_t kExamples = 3;

std::string Columns(const input::Mapping& mapping) {
  return absl::StrJoin(mapping.id, " + ", [&](std::string* out, size_t column) {
    out->append(mapping.columns[column].name);
  });
}

}  // namespace

absl::StatusOr<int64_t> ScanIds(input::TableReader* table, const input::Mapping& mapping,
                                const i18n::Translator& tr, const StopSignal& stop) {
  const input::RecordReader records(&mapping, &tr);
  SeenIds seen;
  std::vector<std::string> examples;
  int64_t rows = 0, repeated = 0;
  input::Row row;
  while (true) {
    if (stop.stopped()) return absl::CancelledError("stopped");
    const absl::StatusOr<bool> any = table->Next(&row);
    if (!any.ok()) return any.status();
    if (!*any) break;
    ++rows;
    if (row.refusal.has_value()) continue;
    const std::string id = records.ExternalId(row);
    const int64_t before = id.empty() ? 0 : seen.Meet(id, row.line);
    if (before == 0) continue;
    ++repeated;
    if (examples.size() < kExamples) {
      examples.push_back(i18n::Format(tr.Tr("lines {first} and {second}: {id}"),
                                      {{"first", absl::StrCat(before)},
                                       {"second", absl::StrCat(row.line)},
                                       {"id", ForTerminal(id, 60)}}));
    }
  }
  if (repeated == 0) return rows;
  return absl::FailedPreconditionError(i18n::Format(
      tr.Tr("nothing was written: the mapping's id ({columns}) is not unique in the file. {n} rows "
            "have the id of an earlier one ({examples}). Name more columns in interaction.id, or "
            "take the first row of each id with --repeated-ids reject"),
      {{"columns", Columns(mapping)},
       {"n", absl::StrCat(repeated)},
       {"examples", absl::StrJoin(examples, "; ")}}));
}

}  // namespace aftercall::ctl
