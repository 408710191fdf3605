#include "backend/store/sqlite/copies.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "backend/store/sqlite/database.h"
#include "backend/store/sqlite/files.h"
#include "backend/store/sqlite/schema.h"
#include "shared/wire/problem.h"

namespace aftercall::store {
namespace {

// What a copy leaves free for the database that is served meanwhile.
constexpr int64_t kReserve = 16 << 20;

std::string StagedPath(const std::string& path) { return path + ".restore"; }

absl::Status RefuseCopy(absl::string_view why) {
  return wire::ToStatus(
      absl::StatusCode::kInvalidArgument,
      {"BACKUP_INVALID", "", "", absl::StrCat("This is no backup that can be restored: ", why)});
}

absl::Status RefuseForeign() { return RefuseCopy("it is a database, but not one of Aftercall's."); }

// Statuses about the copy are about what somebody sent, not about the database that is served.
absl::Status AboutCopy(const absl::Status& status) {
  return absl::IsDataLoss(status) ? RefuseCopy("it is damaged, or no database at all.") : status;
}

// Every table with its columns, and whatever else there is, as text.
absl::StatusOr<std::set<std::string>> ShapeOf(Database& database) {
  std::set<std::string> shape;
  Rows rows = database.Ask(
      "SELECT m.type, m.name, c.name, c.type, c.pk FROM sqlite_schema m "
      "LEFT JOIN pragma_table_xinfo(m.name) c ON m.type = 'table' "
      "WHERE m.name NOT LIKE 'sqlite!_%' ESCAPE '!'");
  while (rows.Next()) {
    shape.insert(absl::StrCat(rows.Text(0), " ", rows.Text(1), " ", rows.Text(2), " ", rows.Text(3),
                              " ", rows.Int(4)));
  }
  if (!rows.status().ok()) return rows.status();
  return shape;
}

absl::Status CheckIsOurs(Database& copy) {
  auto empty = Database::Open(":memory:", Database::Mode::kReadWrite);
  if (!empty.ok()) return empty.status();
  if (auto status = Migrate(**empty); !status.ok()) return status;
  const auto expected = ShapeOf(**empty);
  if (!expected.ok()) return expected.status();
  const auto found = ShapeOf(copy);
  if (!found.ok()) return AboutCopy(found.status());
  if (*found != *expected) return RefuseForeign();
  Rows rows = copy.Ask("SELECT count(*) FROM meta WHERE key IN ('epoch', 'hash_key')");
  if (rows.Next() && rows.Int(0) == 2) return absl::OkStatus();
  if (!rows.status().ok()) return AboutCopy(rows.status());
  return RefuseCopy("it lacks the key for customers' numbers.");
}

absl::Status CheckIsWhole(Database& copy, GoOn go_on) {
  const auto ask = [&] { return go_on(0, 0); };
  const Database::Interruptible interruptible(copy, ask);
  Rows rows = copy.Ask("PRAGMA integrity_check(1)");
  const bool answered = rows.Next();
  if (!rows.status().ok()) return AboutCopy(rows.status());
  if (answered && rows.Text(0) == "ok") return absl::OkStatus();
  return RefuseCopy(absl::StrCat("it is damaged (", rows.Text(0), ")."));
}

absl::StatusOr<int64_t> VersionOf(Database& copy) {
  Rows rows = copy.Ask("PRAGMA user_version");
  if (!rows.Next()) return AboutCopy(rows.status());
  return rows.Int(0);
}

// Everything that a restored database needs before it is opened to be served.
absl::Status Prepare(const std::string& file, const std::string& new_epoch, GoOn go_on) {
  auto copy = Database::Open(file, Database::Mode::kReadWrite);
  if (!copy.ok()) return AboutCopy(copy.status());
  // Nothing that is written in the copy may run; nothing of it may lie in a second file.
  auto status = (*copy)->Execute("PRAGMA trusted_schema = OFF; PRAGMA journal_mode = DELETE");
  if (!status.ok()) return AboutCopy(status);
  const auto version = VersionOf(**copy);
  if (!version.ok()) return version.status();
  if (*version == 0) return RefuseCopy("it is not one of Aftercall's.");
  if (status = CheckIsWhole(**copy, go_on); !status.ok()) return status;
  if (status = Migrate(**copy); !status.ok()) {
    // A step that finds other tables than those it was made for.
    if (absl::IsInternal(status)) return RefuseForeign();
    return absl::IsFailedPrecondition(status) ? RefuseCopy(status.message()) : AboutCopy(status);
  }
  if (status = CheckIsOurs(**copy); !status.ok()) return status;
  return (*copy)->Run("UPDATE meta SET value = ? WHERE key = 'epoch'", new_epoch);
}

// When the copy was staged names the former database, the same however often the way is begun.
std::string FormerPath(const std::string& path) {
  struct stat about = {};
  stat(StagedPath(path).c_str(), &about);
  return absl::StrCat(
      path, ".before-restore-",
      absl::FormatTime("%Y%m%dT%H%M%SZ", absl::FromTimeT(about.st_mtime), absl::UTCTimeZone()));
}

}  // namespace

absl::StatusOr<std::string> PrepareCopy(const std::string& path, absl::string_view name,
                                        int64_t room) {
  const std::string file = absl::StrCat(path, ".", name);
  RemoveDatabase(file);
  const auto free = RoomBeside(path);
  if (!free.ok()) return free.status();
  if (*free - kReserve >= room) return file;
  return wire::ToStatus(
      absl::StatusCode::kResourceExhausted,
      {"DISK_FULL", "", "",
       absl::StrCat("The server's disk has ", *free >> 20, " MiB left, and this needs ",
                    (room + kReserve) >> 20, " MiB beside the database.")});
}

absl::Status CopyDatabase(const std::string& path, const std::string& file, GoOn go_on) {
  auto database = Database::Open(path, Database::Mode::kReadOnly);
  if (!database.ok()) return database.status();
  const int64_t size = FileSize(path);
  const auto ask = [&] { return go_on(std::min(FileSize(file), size), size); };
  const Database::Interruptible interruptible(**database, ask);
  // One statement, so one state; and pages that hold nothing any more are left out.
  return (*database)->Run("VACUUM INTO ?", file);
}

absl::StatusOr<std::string> StageRestore(const std::string& path, const std::string& file,
                                         const std::string& new_epoch, GoOn go_on) {
  auto status = Prepare(file, new_epoch, go_on);
  if (status.ok()) status = SyncFile(file);
  if (status.ok()) status = Rename(file, StagedPath(path));
  if (status.ok()) return new_epoch;
  RemoveDatabase(file);
  return status;
}

absl::StatusOr<std::string> FinishRestore(const std::string& path) {
  const std::string staged = StagedPath(path);
  if (!FileExists(staged)) return "";
  const std::string former = FormerPath(path);
  // The log goes first: beside the new database it would be taken for the new one's.
  for (const char* suffix : {"-wal", ""}) {
    if (!FileExists(path + suffix)) continue;
    if (auto status = Rename(path + suffix, former + suffix); !status.ok()) return status;
  }
  std::remove((path + "-shm").c_str());
  if (auto status = Rename(staged, path); !status.ok()) return status;
  return FileExists(former) ? former : "";
}

}  // namespace aftercall::store
