#include "backend/store/sqlite/database.h"

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

namespace aftercall::store {
namespace {

absl::Status StatusOf(sqlite3* db, absl::string_view doing) {
  const int code = sqlite3_errcode(db);
  const std::string message = absl::StrCat(doing, ": ", sqlite3_errmsg(db));
  switch (code & 0xff) {
    case SQLITE_FULL:
      return absl::ResourceExhaustedError(absl::StrCat("The disk is full. ", message));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::UnavailableError(absl::StrCat("Another process holds the database. ", message));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::DataLossError(absl::StrCat("The database is damaged. ", message));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return absl::FailedPreconditionError(
          absl::StrCat("The database cannot be opened for writing. ", message));
    case SQLITE_IOERR:
      return absl::UnavailableError(absl::StrCat("The disk failed. ", message));
    default:
      return absl::InternalError(message);
  }
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

Rows::~Rows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Rows::Next() {
  if (statement_ == nullptr || !status_.ok()) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) status_ = StatusOf(db_, "database statement");
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
  if (code != SQLITE_OK) return StatusOf(handle, absl::StrCat("opening ", path));
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
  return StatusOf(handle_, "database script");
}

absl::Status Database::Prepare(const char* sql, sqlite3_stmt** statement) {
  sqlite3_stmt*& kept = statements_[sql];
  if (kept == nullptr && sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &kept,
                                            nullptr) != SQLITE_OK) {
    return StatusOf(handle_, absl::StrCat("preparing ", sql));  // *statement stays null
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
