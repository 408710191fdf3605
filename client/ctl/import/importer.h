#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "client/ctl/import/id_scan.h"
#include "client/ctl/import/progress.h"
#include "client/ctl/import/record_sender.h"
#include "client/ctl/import/rejects.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/record_reader.h"
#include "client/ctl/input/table_reader.h"
#include "client/ctl/stop_signal.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl {

// What an import did.
struct ImportResult {
  int64_t rows = 0;
  // Rows of which nothing was taken, here or by the server.
  int64_t rejected_rows = 0;
  SentCounts sent;
  // Ctrl-C: everything sent before it is durable; the rest was not read.
  bool stopped = false;
};

// What an import works with; everything outlives it.
struct ImportParts {
  const input::Mapping& mapping;
  const i18n::Translator& tr;
  ServerLink* server;
  Rejects* rejects;
  Progress* progress;
  const StopSignal& stop;
};

// Sends every row of a table to the server, as fast as both can. The questions are told first. Ids
// met before become rejects. An error is the link's: what was sent before is in the server or not,
// and a second run puts it right.
absl::StatusOr<ImportResult> ImportTable(input::TableReader* table, const ImportParts& parts);

// Tells the server the mapping's questions, which it must know before any answer.
// FAILED_PRECONDITION where it refuses one, such as one whose scale it knows otherwise.
absl::Status TellQuestions(const input::Mapping& mapping, ServerLink* server);

// The problem of a row whose id an earlier row had; nothing where it is the first.
std::optional<input::Problem> RepeatedId(const input::RecordReader& records, const input::Row& row,
                                         const ImportParts& parts, SeenIds* seen);

}  // namespace aftercall::ctl
