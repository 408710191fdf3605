// Pauses of SqliteReader.

#include <utility>

#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/one_state.h"
#include "backend/store/sqlite/pause_rows.h"
#include "backend/store/sqlite/sqlite_reader.h"

namespace aftercall::store {

absl::StatusOr<std::vector<ListedPause>> SqliteReader::ListPauses() {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  auto pauses = LoadPauses(*database_);
  if (!pauses.ok()) return pauses.status();
  std::vector<ListedPause> list;
  for (auto& pause : *pauses) {
    Rows rows = database_->Ask(
        "SELECT (SELECT display_name FROM teams WHERE id = ?), "
        "(SELECT display_name FROM users WHERE id = ?)",
        pause.team.value, pause.by.value);
    if (!rows.Next()) return rows.status();
    list.push_back({std::move(pause), std::string(rows.Text(0)), std::string(rows.Text(1))});
  }
  return list;
}

absl::StatusOr<bool> SqliteReader::HasDuePauses(absl::Time by) {
  Rows rows = database_->Ask("SELECT 1 FROM pauses WHERE ended_at IS NULL AND ends_at <= ? LIMIT 1",
                             FromTime(by));
  const bool found = rows.Next();
  if (!rows.status().ok()) return rows.status();
  return found;
}

}  // namespace aftercall::store
