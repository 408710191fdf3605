#include "backend/store/sqlite/sqlite_store.h"

#include <pthread.h>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/memory/memory.h"
#include "absl/random/random.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "backend/store/sqlite/checkpointer.h"
#include "backend/store/sqlite/copies.h"
#include "backend/store/sqlite/database.h"
#include "backend/store/sqlite/file_lock.h"
#include "backend/store/sqlite/files.h"
#include "backend/store/sqlite/schema.h"
#include "backend/store/sqlite/sqlite_inspection.h"
#include "backend/store/sqlite/sqlite_reader.h"
#include "backend/store/sqlite/sqlite_transaction.h"
#include "shared/base/ids.h"

namespace aftercall::store {
namespace {

constexpr char kPragmas[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
    "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;";

constexpr int64_t kQuicklyChecked = int64_t{256} << 20;

std::string RandomBytes(size_t n) {
  absl::BitGen random;
  std::string bytes(n, '\0');
  for (char& byte : bytes) byte = static_cast<char>(absl::Uniform<uint8_t>(random));
  return bytes;
}

std::string NewEpoch() { return absl::BytesToHexString(RandomBytes(8)); }

// A value of the meta table, made where it is not there yet.
absl::StatusOr<std::string> Meta(Database& database, absl::string_view key,
                                 const std::string& initial) {
  auto status = database.Run("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", key, initial);
  if (!status.ok()) return status;
  Rows rows = database.Ask("SELECT value FROM meta WHERE key = ?", key);
  if (!rows.Next()) return rows.status();
  return std::string(rows.Text(0));
}

absl::StatusOr<int64_t> GreatestId(Database& database) {
  Rows rows = database.Ask(
      "SELECT max(m) FROM (SELECT max(id) AS m FROM users UNION ALL SELECT max(id) FROM teams "
      "UNION ALL SELECT max(id) FROM interactions UNION ALL SELECT max(id) FROM responses)");
  if (!rows.Next()) return rows.status();
  return rows.Int(0);
}

// Reads every page of a database that is small enough for it to take about a second. Of a larger
// one SQLite itself compares the length with what it ought to be, and `aftercallctl verify` reads
// all.
absl::Status QuickCheck(Database& database, const std::string& path) {
  if (FileSize(path) > kQuicklyChecked) return absl::OkStatus();
  Rows rows = database.Ask("PRAGMA quick_check(1)");
  if (!rows.Next()) return rows.status();
  if (rows.Text(0) == "ok") return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("The database ", path, " is damaged: ", rows.Text(0)));
}

class SqliteStore final : public Store {
 public:
  SqliteStore(std::string path, const base::Clock& clock, FileLock lock,
              std::unique_ptr<Database> database, std::string epoch, std::string hash_key,
              int64_t greatest_id, std::unique_ptr<Database> for_log)
      : path_(std::move(path)),
        clock_(clock),
        lock_(std::move(lock)),
        database_(std::move(database)),
        epoch_(std::move(epoch)),
        hash_key_(std::move(hash_key)),
        ids_([this] { return random_(); }, greatest_id) {
    database_->CheckpointByHand();
    for_log->SetOnDamage([this](const absl::Status& damage) { OnDamage(damage); });
    checkpointer_ = std::make_unique<Checkpointer>(std::move(for_log));
    database_->SetOnDamage([this](const absl::Status& damage) { OnDamage(damage); });
    writer_ = std::thread([this] { RunWriter(); });
    answerer_ = std::thread([this] { RunAnswerer(); });
  }

  ~SqliteStore() override {
    {
      absl::MutexLock lock(&mutex_);
      stopping_ = true;
    }
    writer_.join();
    {
      absl::MutexLock lock(&mutex_);
      all_written_ = true;
    }
    answerer_.join();
  }

  absl::string_view Epoch() const override { return epoch_; }
  absl::string_view HashKey() const override { return hash_key_; }

  void SetCommitListener(CommitListener listener) override {
    absl::MutexLock lock(&mutex_);
    listener_ = std::move(listener);
  }

  void Submit(Write write) override {
    write.submitted_at = absl::Now();
    absl::MutexLock lock(&mutex_);
    queued_ += write.records;
    queue_.push_back(std::move(write));
  }

  size_t Queued() const override { return queued_; }
  const metrics::WriteStages& Stages() const override { return stages_; }

  absl::StatusOr<std::unique_ptr<Reader>> NewReader() override {
    auto database = Connect();
    if (!database.ok()) return database.status();
    return std::make_unique<SqliteReader>(*std::move(database));
  }

  absl::StatusOr<std::unique_ptr<Inspection>> Inspect() override {
    auto database = Database::Open(path_, Database::Mode::kReadOnly);
    if (!database.ok()) return database.status();
    return SqliteInspection::Begin(*std::move(database));
  }

  void SetTroubleListener(TroubleListener listener) override {
    absl::MutexLock lock(&mutex_);
    on_trouble_ = std::move(listener);
  }

  absl::StatusOr<std::string> PrepareCopy(absl::string_view name, int64_t room) override {
    return store::PrepareCopy(path_, name, room);
  }
  absl::Status CopyTo(const std::string& file, GoOn go_on) override {
    return CopyDatabase(path_, file, go_on);
  }
  absl::StatusOr<int64_t> Size() override { return FileSize(path_) + FileSize(path_ + "-wal"); }
  absl::StatusOr<std::string> StageRestore(const std::string& file, GoOn go_on) override {
    return store::StageRestore(path_, file, NewEpoch(), go_on);
  }

 private:
  absl::StatusOr<std::unique_ptr<Database>> Connect() {
    auto database = Database::Open(path_, Database::Mode::kReadOnly);
    if (!database.ok()) return database.status();
    (*database)->SetOnDamage([this](const absl::Status& damage) { OnDamage(damage); });
    return database;
  }

  // The first damage that any connection meets ends the writing.
  void OnDamage(const absl::Status& damage) ABSL_LOCKS_EXCLUDED(mutex_) {
    TroubleListener listener;
    {
      absl::MutexLock lock(&mutex_);
      if (!damage_.ok()) return;
      damage_ = damage;
      listener = on_trouble_;
    }
    if (listener) listener(damage);
  }

  absl::Status Damage() const ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::ReaderMutexLock lock(&mutex_);
    return damage_;
  }

  // On the writer's thread: says when writes begin to fail for the database's own reasons, and when
  // they succeed again.
  void NoteTrouble(const absl::Status& committed) {
    if (absl::IsDataLoss(committed) || committed.ok() == !in_trouble_) return;
    in_trouble_ = !committed.ok();
    TroubleListener listener;
    {
      absl::ReaderMutexLock lock(&mutex_);
      listener = on_trouble_;
    }
    if (listener) listener(committed);
  }

  bool HasWork() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return stopping_ || !queue_.empty(); }

  void RunWriter() {
    pthread_setname_np(pthread_self(), "writer");
    std::vector<Write> group;
    while (true) {
      CommitListener* listener = nullptr;
      {
        absl::MutexLock lock(&mutex_);
        mutex_.Await(absl::Condition(this, &SqliteStore::HasWork));
        if (queue_.empty()) return;
        group.swap(queue_);
        queued_ = 0;
        listener = &listener_;
      }
      WriteGroup(std::move(group), *listener);
      group.clear();
      TakeInLog();
    }
  }

  // A group of commands that are durable, or have failed.
  struct Written {
    std::vector<Write> group;
    std::vector<absl::Status> results;
    absl::Time at;
  };

  bool HasAnswers() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return all_written_ || !written_.empty();
  }

  void RunAnswerer() {
    pthread_setname_np(pthread_self(), "answerer");
    while (true) {
      std::vector<Written> written;
      {
        absl::MutexLock lock(&mutex_);
        mutex_.Await(absl::Condition(this, &SqliteStore::HasAnswers));
        if (written_.empty()) return;
        written.swap(written_);
      }
      for (auto& [group, results, at] : written) {
        for (size_t i = 0; i < group.size(); ++i) {
          group[i].done(std::move(results[i]));
          stages_.answer.Note(absl::Now() - at);
        }
      }
    }
  }

  void WriteGroup(std::vector<Write> group, const CommitListener& listener) {
    std::vector<absl::Status> results(group.size());
    const absl::Time began = absl::Now();
    for (const Write& write : group) stages_.queue.Note(began - write.submitted_at);
    const absl::Status committed = Transact(group, results);
    NoteTrouble(committed);
    if (!committed.ok()) {
      transaction_.Forget();
      // Whatever a commit that failed left open must not swallow the next group.
      if (database_->InTransaction()) (void)database_->Run("ROLLBACK");
    }
    const auto growth = transaction_.TakeGrowth();
    if (committed.ok() && listener && !growth.empty()) listener(growth);
    if (!committed.ok()) results.assign(group.size(), committed);
    absl::MutexLock lock(&mutex_);
    written_.push_back({std::move(group), std::move(results), absl::Now()});
  }

  // Between two transactions.
  void TakeInLog() {
    if (!checkpointer_->OnCommit(database_->LogPages())) return;
    const absl::Time began = absl::Now();
    (void)database_->Checkpoint();  // where it fails, the next commit says why
    stages_.checkpoint.Note(absl::Now() - began);
  }

  absl::Status Transact(std::vector<Write>& group, std::vector<absl::Status>& results) {
    if (auto damage = Damage(); !damage.ok()) return damage;
    const absl::Time began = absl::Now();
    transaction_.Begin(clock_.Now());
    if (auto status = database_->Run("BEGIN IMMEDIATE"); !status.ok()) return status;
    for (size_t i = 0; i < group.size(); ++i) {
      if (auto status = database_->Run("SAVEPOINT command"); !status.ok()) return status;
      transaction_.BeginCommand();
      results[i] = group[i].apply(transaction_);
      // A full disk ends the whole transaction, and every command in it has failed.
      if (!database_->InTransaction()) {
        return results[i].ok() ? absl::UnavailableError("The database ended the transaction.")
                               : results[i];
      }
      if (results[i].ok()) {
        transaction_.KeepCommand();
      } else {
        transaction_.DropCommand();
        if (auto status = database_->Run("ROLLBACK TO command"); !status.ok()) return status;
      }
      if (auto status = database_->Run("RELEASE command"); !status.ok()) return status;
    }
    if (auto status = transaction_.Flush(); !status.ok()) return status;
    // A command that met damage has failed; what its neighbours read may be wrong as well.
    if (auto damage = Damage(); !damage.ok()) return damage;
    const absl::Time applied = absl::Now();
    stages_.apply.Note(applied - began, group.size());
    auto committed = database_->Run("COMMIT");
    stages_.commit.Note(absl::Now() - applied, group.size());
    return committed;
  }

  const std::string path_;
  const base::Clock& clock_;
  const FileLock lock_;
  // Of the writer's thread, once it runs.
  const std::unique_ptr<Database> database_;
  const std::string epoch_;
  const std::string hash_key_;
  absl::BitGen random_;
  base::IdGenerator ids_;
  metrics::WriteStages stages_;
  SqliteTransaction transaction_{*database_, ids_};

  bool in_trouble_ = false;  // of the writer's thread

  mutable absl::Mutex mutex_;
  TroubleListener on_trouble_ ABSL_GUARDED_BY(mutex_);
  absl::Status damage_ ABSL_GUARDED_BY(mutex_);
  std::vector<Write> queue_ ABSL_GUARDED_BY(mutex_);
  std::atomic<size_t> queued_ = 0;  // written under the mutex, read without
  CommitListener listener_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<Written> written_ ABSL_GUARDED_BY(mutex_);
  bool all_written_ ABSL_GUARDED_BY(mutex_) = false;

  // The last members: they use the others.
  std::unique_ptr<Checkpointer> checkpointer_;
  std::thread writer_;
  std::thread answerer_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path,
                                                       const base::Clock& clock,
                                                       const OpeningRemark& remark) {
  auto lock = FileLock::Take(path + ".lock");
  if (!lock.ok()) return lock.status();
  for (const char* name : {Store::kOutgoing, Store::kIncoming})
    RemoveDatabase(absl::StrCat(path, ".", name));
  const auto former = FinishRestore(path);
  if (!former.ok()) return former.status();
  if (remark && !former->empty()) {
    remark(absl::StrCat("a backup has been restored; the former database is kept as ", *former));
  }
  // The mark says that there was a database: a process that is killed while it makes its first one
  // may leave an empty file, too.
  if (!FileExists(path)) {
    if (auto status = lock->Unmark(); !status.ok()) return status;
  } else if (lock->IsMarked() && FileSize(path) == 0) {
    return absl::DataLossError(
        absl::StrCat("The database ", path,
                     " is empty, and it was not before. Restore a backup, or remove the "
                     "file to begin with nothing."));
  }
  auto database = Database::Open(path, Database::Mode::kReadWrite);
  if (!database.ok()) return database.status();
  if (auto status = (*database)->Execute(kPragmas); !status.ok()) return status;
  if (auto status = QuickCheck(**database, path); !status.ok()) return status;
  if (auto status = Migrate(**database); !status.ok()) return status;
  auto for_log = Database::Open(path, Database::Mode::kReadWrite);
  if (!for_log.ok()) return for_log.status();
  if (auto status = (*for_log)->Execute(kPragmas); !status.ok()) return status;
  auto epoch = Meta(**database, "epoch", NewEpoch());
  if (!epoch.ok()) return epoch.status();
  auto hash_key = Meta(**database, "hash_key", absl::BytesToHexString(RandomBytes(32)));
  if (!hash_key.ok()) return hash_key.status();
  const auto greatest_id = GreatestId(**database);
  if (!greatest_id.ok()) return greatest_id.status();
  if (auto status = lock->Mark(); !status.ok()) return status;
  return std::make_unique<SqliteStore>(path, clock, *std::move(lock), *std::move(database),
                                       *std::move(epoch), *std::move(hash_key), *greatest_id,
                                       *std::move(for_log));
}

}  // namespace aftercall::store
