#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// A thin wrapper of SQLite: prepared statements that are kept, values bound by type, errors as
// absl::Status.
namespace aftercall::store {

class Database;

// The rows of a running statement. Reset when it goes out of scope; at most one Rows of a statement
// at a time. Texts are valid until the next call of Next.
class Rows {
 public:
  Rows(const Database& database, sqlite3_stmt* statement, absl::Status status)
      : database_(database), statement_(statement), status_(std::move(status)) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  // Steps to the next row. False at the end or at an error; status() tells which.
  bool Next();
  const absl::Status& status() const { return status_; }

  // Columns from 0. A null is 0, "" or nothing.
  bool IsNull(int column) const;
  int64_t Int(int column) const;
  absl::string_view Text(int column) const;

 private:
  const Database& database_;
  sqlite3_stmt* statement_;
  absl::Status status_;
};

// A connection. Not thread-safe.
class Database {
 public:
  enum class Mode { kReadWrite, kReadOnly };
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& path, Mode mode);
  ~Database();

  // `on_damage` hears of every error that says that the database is damaged.
  void SetOnDamage(std::function<void(const absl::Status&)> on_damage) {
    on_damage_ = std::move(on_damage);
  }

  // Runs statements without values, such as a schema.
  absl::Status Execute(const char* script);

  // Runs `sql` with `values` for its ?s. `sql` must be a literal: its address is the key under
  // which the prepared statement is kept. Values are integers, texts, or optionals of them.
  template <typename... Values>
  Rows Ask(const char* sql, const Values&... values) {
    sqlite3_stmt* statement = nullptr;
    absl::Status status = Prepare(sql, &statement);
    int index = 0;
    if (status.ok()) (Bind(statement, ++index, values), ...);
    return Rows(*this, statement, std::move(status));
  }

  // Ask for statements that return no rows.
  template <typename... Values>
  absl::Status Run(const char* sql, const Values&... values) {
    Rows rows = Ask(sql, values...);
    while (rows.Next()) {
    }
    return rows.status();
  }

  // Rows that the last statement inserted, updated or deleted.
  int64_t Changes() const { return sqlite3_changes64(handle_); }
  // Whether a transaction is open; SQLite ends it by itself at some errors.
  bool InTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }

  // From now on checkpoints happen only when they are asked for, and LogPages counts.
  void CheckpointByHand();
  // Pages of the write-ahead log after the last commit of this connection.
  int LogPages() const { return log_pages_; }
  // Takes the write-ahead log into the database, as far as it went at the call and nobody reads an
  // older state, without waiting for anybody. Returns how many of its pages have been taken.
  absl::StatusOr<int> Checkpoint();
  // Has the disk write down what checkpoints have put into the database's file. SQLite does so by
  // itself only where a checkpoint comes to the log's end, and nothing depends on it before.
  void FlushFile();

  // Asks `go_on` now and then while a statement runs, until it goes out of scope; false ends the
  // statement with CANCELLED.
  class Interruptible {
   public:
    Interruptible(Database& database, absl::FunctionRef<bool()> go_on);
    ~Interruptible();
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

   private:
    Database& database_;
    absl::FunctionRef<bool()> go_on_;
  };

  // The error of the last call on this connection, in words for whoever asked for it.
  absl::Status Error(absl::string_view doing) const;

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}

  absl::Status Prepare(const char* sql, sqlite3_stmt** statement);
  static void Bind(sqlite3_stmt* statement, int index, int64_t value);
  static void Bind(sqlite3_stmt* statement, int index, absl::string_view value);
  template <typename T>
  static void Bind(sqlite3_stmt* statement, int index, const std::optional<T>& value) {
    if (value) Bind(statement, index, *value);  // unbound is null
  }

  sqlite3* handle_;
  std::function<void(const absl::Status&)> on_damage_;
  int log_pages_ = 0;
  absl::flat_hash_map<const char*, sqlite3_stmt*> statements_;
};

}  // namespace aftercall::store
