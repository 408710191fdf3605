#include "backend/store/sqlite/database.h"

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "shared/wire/problem.h"

namespace aftercall::store {
namespace {

// Progress is asked for after about so many of SQLite's instructions: some hundred rows.
constexpr int kInstructions = 1000;

absl::Status Trouble(absl::StatusCode code, absl::string_view reason, absl::string_view sentence,
                     absl::string_view detail, absl::Duration retry_after) {
  return wire::WithRetryAfter(wire::ToStatus(code, {std::string(reason), "", "",
                                                    absl::StrCat(sentence, " (", detail, ")")}),
                              retry_after);
}

// Statistics of its memory, which nobody reads here, cost every allocation a lock that all
// connections share.
void LeaveOutStatistics() {
  static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)done;
}

// Small pieces that a statement takes and gives back while it runs come from here instead of the
// heap: enough for the rows that commands read and write.
constexpr int kLookasideBytes = 1024;
constexpr int kLookasidePieces = 256;

}  // namespace

absl::Status Database::Error(absl::string_view doing) const {
  const std::string detail = absl::StrCat(doing, ": ", sqlite3_errmsg(handle_));
  switch (sqlite3_errcode(handle_) & 0xff) {
    case SQLITE_FULL:
      return Trouble(absl::StatusCode::kResourceExhausted, "DISK_FULL",
                     "The server's disk is full; it goes on as soon as there is room.", detail,
                     absl::Seconds(5));
    case SQLITE_NOMEM:
      return Trouble(absl::StatusCode::kResourceExhausted, "OUT_OF_MEMORY",
                     "The server has no memory left for this.", detail, absl::Seconds(5));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Trouble(absl::StatusCode::kUnavailable, "STORE_UNAVAILABLE",
                     "Another process holds the database.", detail, absl::Seconds(1));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return Trouble(absl::StatusCode::kUnavailable, "STORE_UNAVAILABLE",
                     "The database cannot be opened for writing.", detail, absl::Seconds(5));
    case SQLITE_IOERR:
      return Trouble(absl::StatusCode::kUnavailable, "STORE_UNAVAILABLE",
                     "The server's disk failed.", detail, absl::Seconds(5));
    case SQLITE_INTERRUPT:
      return absl::CancelledError("interrupted");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: {
      auto damage = Trouble(absl::StatusCode::kDataLoss, "STORE_DAMAGED",
                            "The database is damaged.", detail, absl::Seconds(30));
      if (on_damage_) on_damage_(damage);
      return damage;
    }
    default:
      return absl::InternalError(detail);
  }
}

Database::Interruptible::Interruptible(Database& database, absl::FunctionRef<bool()> go_on)
    : database_(database), go_on_(go_on) {
  const auto ask = [](void* self) { return static_cast<Interruptible*>(self)->go_on_() ? 0 : 1; };
  sqlite3_progress_handler(database_.handle_, kInstructions, ask, this);
}

Database::Interruptible::~Interruptible() {
  sqlite3_progress_handler(database_.handle_, 0, nullptr, nullptr);
}

Rows::~Rows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Rows::Next() {
  if (statement_ == nullptr || !status_.ok()) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) status_ = database_.Error("a statement failed");
  // Reset at once: a finished reader must not keep its snapshot open.
  sqlite3_reset(statement_);
  return false;
}

bool Rows::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

int64_t Rows::Int(int column) const { return sqlite3_column_int64(statement_, column); }

absl::string_view Rows::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (text == nullptr) return {};
  return {text, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& path, Mode mode) {
  LeaveOutStatistics();
  sqlite3* handle = nullptr;
  const int flags =
      SQLITE_OPEN_NOMUTEX | (mode == Mode::kReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                      : SQLITE_OPEN_READONLY);
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  auto database = absl::WrapUnique(new Database(handle));
  if (code != SQLITE_OK) return database->Error(path);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 5000);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_LOOKASIDE, nullptr, kLookasideBytes, kLookasidePieces);
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

absl::Status Database::Execute(const char* script) {
  if (sqlite3_exec(handle_, script, nullptr, nullptr, nullptr) == SQLITE_OK) {
    return absl::OkStatus();
  }
  return Error("a script failed");
}

void Database::CheckpointByHand() {
  const auto count = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<Database*>(self)->log_pages_ = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, count, this);  // in the place of SQLite's own, which checkpoints
}

absl::StatusOr<int> Database::Checkpoint() {
  int pages = 0;
  int taken = 0;
  if (sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &taken) !=
      SQLITE_OK) {
    return Error("the log cannot be taken into the database");
  }
  return taken;
}

void Database::FlushFile() {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(handle_, nullptr, SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK) {
    (void)file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
  }
}

absl::Status Database::Prepare(const char* sql, sqlite3_stmt** statement) {
  sqlite3_stmt*& kept = statements_[sql];
  if (kept == nullptr && sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &kept,
                                            nullptr) != SQLITE_OK) {
    return Error("a statement cannot be prepared");  // *statement stays null
  }
  *statement = kept;
  return absl::OkStatus();
}

void Database::Bind(sqlite3_stmt* statement, int index, int64_t value) {
  sqlite3_bind_int64(statement, index, value);
}

void Database::Bind(sqlite3_stmt* statement, int index, absl::string_view value) {
  // An empty view may have no address, which SQLite would take as null. The text outlives the
  // statement's run: Run steps before it returns, and Ask's callers keep their values.
  sqlite3_bind_text64(statement, index, value.data() == nullptr ? "" : value.data(), value.size(),
                      SQLITE_STATIC, SQLITE_UTF8);
}

}  // namespace aftercall::store
