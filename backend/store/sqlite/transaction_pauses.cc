// Pauses of SqliteTransaction.

#include "backend/store/sqlite/pause_rows.h"
#include "backend/store/sqlite/sqlite_transaction.h"

namespace aftercall::store {

absl::Status SqliteTransaction::PutPause(const domain::Pause& pause) {
  return WritePause(db_, pause);
}

absl::StatusOr<std::vector<domain::Pause>> SqliteTransaction::ListPauses() {
  return LoadPauses(db_);
}

}  // namespace aftercall::store
