#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "backend/commands/ingest_batch.h"
#include "backend/store/sqlite/sqlite_store.h"
#include "backend/upkeep/verify.h"
#include "tests/support/make.h"
#include "tests/support/manual_clock.h"
#include "tests/support/random_floor.h"
#include "tests/support/reckoning.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/writes.h"

namespace aftercall::upkeep {

// Remembers what a check says.
struct Listener final : Observer {
  bool OnProgress(Phase phase, int64_t, int64_t) override {
    phases.push_back(phase);
    return --progress_until_stop != 0;
  }
  void OnFinding(const Finding& finding) override { findings.push_back(finding); }

  std::vector<Phase> phases;
  std::vector<Finding> findings;
  int progress_until_stop = -1;  // never
};

// A store with a random floor's records, and a way past it to the database.
class KeptStore : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  void Open() {
    auto opened = store::OpenSqliteStore(Path(), clock_);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
    reader_ = *store_->NewReader();
  }
  void Close() {
    reader_.reset();
    store_.reset();
  }
  std::string Path() const { return directory_.File("aftercall.db"); }

  void Ingest(std::vector<commands::Record> records) {
    const auto status = testing::Run(*store_, [&](store::Transaction& t) {
      return commands::IngestBatch(t, policy_, records).status();
    });
    ASSERT_TRUE(status.ok()) << status;
  }
  void Fill(int records, uint64_t seed = 7) {
    Ingest(testing::RandomFloor::Questions());
    testing::RandomFloor floor(seed);
    for (int i = 0; i < records; ++i) {
      clock_.Advance(absl::Seconds(floor.Below(900)));
      Ingest({floor.Next()});
    }
  }

  // What no program of ours would do.
  void Break(const std::string& sql, const std::string& path) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 30000);
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db);
    EXPECT_GT(sqlite3_total_changes(db), 0) << "nothing was broken by: " << sql;
    sqlite3_close(db);
  }
  void Break(const std::string& sql) { Break(sql, Path()); }

  absl::StatusOr<Report> Check(bool mend = false) {
    listener_ = {};
    return Verify(*store_, policy_, mend, listener_);
  }
  testing::Figures Expected() {
    return testing::Reckon(*reader_, {policy_.calendar, policy_.rerating_window}).figures;
  }

  testing::TemporaryDirectory directory_;
  testing::ManualClock clock_{testing::RandomFloor::Beginning()};
  commands::Policy policy_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Reader> reader_;
  Listener listener_;
};

}  // namespace aftercall::upkeep
