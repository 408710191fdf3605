#include <sqlite3.h>

#include <cstdio>

#include "backend/store/sqlite/sqlite_store.h"
#include "tests/contract/store_under_test.h"
#include "tests/support/make_form.h"
#include "tests/support/temporary_directory.h"

namespace aftercall::store {
namespace {

class SqlitePlace final : public Place {
 public:
  absl::StatusOr<std::unique_ptr<Store>> Open(const base::Clock& clock) override {
    return OpenSqliteStore(directory_.File("aftercall.db"), clock);
  }
  bool IsExclusive() const override { return true; }

 private:
  testing::TemporaryDirectory directory_;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract,
                         ::testing::Values(StoreKind{
                             "sqlite", [] { return std::make_unique<SqlitePlace>(); }}));

// What is SQLite's alone.

TEST(SqliteStore, WhatIsNoDatabaseIsRefusedInWords) {
  testing::TemporaryDirectory directory;
  const std::string path = directory.File("notes.txt");
  FILE* file = std::fopen(path.c_str(), "w");
  std::fputs("This is a letter to my mother, which is no database but long enough to be read.",
             file);
  std::fclose(file);
  testing::ManualClock clock;
  const auto store = OpenSqliteStore(path, clock);
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.status().code(), absl::StatusCode::kDataLoss) << store.status();
}

TEST(SqliteStore, ADatabaseOfANewerProgramIsRefused) {
  testing::TemporaryDirectory directory;
  testing::ManualClock clock;
  ASSERT_TRUE(OpenSqliteStore(directory.File("aftercall.db"), clock).ok());
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(directory.File("aftercall.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA user_version = 999", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  const auto store = OpenSqliteStore(directory.File("aftercall.db"), clock);
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition);
}

// What each version did not know yet, the latest first, taken out of a database.
constexpr const char* kUndo[] = {
    ("DROP INDEX kudos_by_pair; DROP INDEX kudos_by_review_task; "
     "ALTER TABLE kudos DROP COLUMN interaction_id; ALTER TABLE kudos DROP COLUMN review_task_id; "
     "CREATE UNIQUE INDEX kudos_by_pair ON kudos (giver_id, recipient_id, day); "
     "PRAGMA user_version = 11"),
    ("ALTER TABLE interactions DROP COLUMN language; ALTER TABLE users DROP COLUMN languages; "
     "PRAGMA user_version = 10"),
    ("DROP INDEX reviews_by_leader; "
     "ALTER TABLE reviews DROP COLUMN evaluation; "
     "ALTER TABLE reviews DROP COLUMN appeal_upheld; "
     "ALTER TABLE appeals DROP COLUMN review_id; "
     "ALTER TABLE feed_entries DROP COLUMN evaluation; "
     "ALTER TABLE feed_entries DROP COLUMN appealable_until; "
     "ALTER TABLE feed_entries DROP COLUMN contested_id; "
     "PRAGMA user_version = 9"),
    ("ALTER TABLE self_assessments DROP COLUMN leader_opened; "
     "PRAGMA user_version = 8"),
    ("DROP TABLE pauses; "
     "DROP INDEX self_assessments_due; DROP INDEX self_assessments_frozen; "
     "DROP INDEX review_tasks_frozen; "
     "ALTER TABLE self_assessments DROP COLUMN frozen_at; "
     "ALTER TABLE self_assessments DROP COLUMN frozen_for_us; "
     "ALTER TABLE review_tasks DROP COLUMN frozen_at; "
     "CREATE INDEX self_assessments_due ON self_assessments (coalesce(wakes_at, lapses_at)) "
     "WHERE state IN (1, 2, 3); "
     "PRAGMA user_version = 7"),
    ("DROP INDEX reviews_lent; DROP INDEX reviews_by_interaction; "
     "DROP INDEX review_tasks_submitted; "
     "ALTER TABLE reviews DROP COLUMN lent; ALTER TABLE reviews DROP COLUMN anchor; "
     "ALTER TABLE review_tasks DROP COLUMN accepted_at; "
     "ALTER TABLE review_tasks DROP COLUMN submitted_at; "
     "ALTER TABLE review_tasks DROP COLUMN opened; "
     "PRAGMA user_version = 6"),
    ("DROP TABLE appeals; DROP TABLE appeal_tasks; DROP TABLE kudos; "
     "ALTER TABLE rollup_answers DROP COLUMN upheld; "
     "ALTER TABLE feed_entries DROP COLUMN appeal_upheld; "
     "PRAGMA user_version = 5"),
    ("DROP TABLE rollup_elements; DROP TABLE rollup_gaps; DROP TABLE days_to_reckon; "
     "DROP TABLE self_assessment_shares; "
     "PRAGMA user_version = 4"),
    ("DROP TABLE reviews; DROP TABLE review_details; DROP TABLE review_tasks; "
     "DROP TABLE review_drafts; DROP TABLE review_elements; "
     "ALTER TABLE feed_entries DROP COLUMN review_id; "
     "ALTER TABLE feed_entries DROP COLUMN by_leader; "
     "ALTER TABLE feed_entries DROP COLUMN could_be_asked; "
     "ALTER TABLE feed_entries DROP COLUMN part_day; "
     "ALTER TABLE feed_entries DROP COLUMN part_half; "
     "ALTER TABLE feed_entries DROP COLUMN minutes; "
     "ALTER TABLE feed_entries DROP COLUMN reminded; "
     "ALTER TABLE feed_entries DROP COLUMN answer; "
     "ALTER TABLE feed_entries DROP COLUMN thanked; PRAGMA user_version = 3"),
    ("DROP TABLE self_assessments; DROP TABLE self_assessment_scores; "
     "DROP TABLE sampling_choices; DROP TABLE sampling_policy; "
     "ALTER TABLE feed_entries DROP COLUMN form_id; "
     "ALTER TABLE feed_entries DROP COLUMN form_version; "
     "ALTER TABLE feed_entries DROP COLUMN due_at; "
     "ALTER TABLE feed_entries DROP COLUMN why; PRAGMA user_version = 2"),
    ("DROP TABLE form_texts; DROP TABLE form_elements; DROP TABLE form_sections; "
     "DROP TABLE forms; PRAGMA user_version = 1")};

int64_t VersionOf(sqlite3* db) {
  int64_t version = 0;
  const auto read = [](void* into, int, char** values, char**) {
    *static_cast<int64_t*>(into) = std::atoll(values[0]);
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(db, "PRAGMA user_version", read, &version, nullptr), SQLITE_OK);
  return version;
}

void MakeOlder(const std::string& path, int64_t version) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  for (const char* undo : kUndo) {
    if (VersionOf(db) <= version) break;
    ASSERT_EQ(sqlite3_exec(db, undo, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  }
  EXPECT_EQ(VersionOf(db), version);
  sqlite3_close(db);
}

TEST(SqliteStore, ADatabaseOfAnOlderProgramIsTakenOverWithAllThatIsInIt) {
  testing::TemporaryDirectory directory;
  testing::ManualClock clock;
  const std::string path = directory.File("aftercall.db");
  {
    const auto store = OpenSqliteStore(path, clock);
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE(
        testing::Run(**store, [](Transaction& t) { return t.PutQuestion(testing::Stars()); }).ok());
  }
  MakeOlder(path, 1);
  const auto store = OpenSqliteStore(path, clock);
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE(testing::Run(**store, [](Transaction& t) {
                EXPECT_TRUE((*t.FindQuestion(testing::Stars().id)).has_value());
                return t.InsertForm({testing::SmallForm(), 1, t.Now(), {}});
              }).ok());
  // And once more, now that it is of this version.
  EXPECT_TRUE((*(*store)->NewReader())->FindForm("small", 0)->has_value());
}

TEST(SqliteStore, DaysOfWhatWasCommittedBeforeThereWereFiguresByElementAreToBeReckoned) {
  testing::TemporaryDirectory directory;
  testing::ManualClock clock;
  const std::string path = directory.File("aftercall.db");
  const absl::CivilDay day(2026, 3, 9);
  {
    const auto store = OpenSqliteStore(path, clock);
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE(testing::Run(**store, [&](Transaction& t) {
                  for (const int64_t id : {1, 2, 3}) {
                    domain::PlacedInteraction placed;
                    placed.told = testing::CallOf(std::to_string(id), "7");
                    placed.id = {id};
                    placed.agent = {7};
                    placed.day = day + id;
                    placed.parties = {{7}};
                    if (auto s = t.InsertInteraction(placed); !s.ok()) return s;
                    domain::SelfAssessment one;
                    one.interaction = {id};
                    // The third became another's after the commit.
                    one.agent = {id == 3 ? 8 : 7};
                    one.state = id == 1 ? domain::SelfAssessment::State::kOpen
                                        : domain::SelfAssessment::State::kCommitted;
                    if (auto s = t.PutSelfAssessment(one); !s.ok()) return s;
                  }
                  return absl::OkStatus();
                }).ok());
  }
  MakeOlder(path, 3);
  const auto store = OpenSqliteStore(path, clock);
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE(testing::Run(**store, [&](Transaction& t) {
                const auto days = t.ListDaysToReckon(10);
                EXPECT_EQ(days->size(), 1u);
                EXPECT_EQ(days->at(0).user, domain::UserId{7});
                EXPECT_EQ(days->at(0).day, day + 2);
                auto status = t.DropDayToReckon(days->at(0));
                EXPECT_TRUE(t.ListDaysToReckon(10)->empty());
                return status;
              }).ok());
}

TEST(SqliteStore, DaysOfWhatLeadersWereAskedForBeforeTheirScoresWereFiguresAreToBeReckoned) {
  testing::TemporaryDirectory directory;
  testing::ManualClock clock;
  const std::string path = directory.File("aftercall.db");
  const absl::CivilDay day(2026, 3, 9);
  {
    const auto store = OpenSqliteStore(path, clock);
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE(testing::Run(**store, [&](Transaction& t) {
                  for (const int64_t id : {1, 2, 3, 4}) {
                    domain::PlacedInteraction placed;
                    placed.told = testing::CallOf(std::to_string(id), "7");
                    placed.id = {id};
                    placed.agent = {7};
                    placed.day = day + id;
                    placed.parties = {{7}};
                    if (auto s = t.InsertInteraction(placed); !s.ok()) return s;
                    domain::Review review;
                    review.id = {100 + id};
                    review.interaction = {id};
                    // The first became another's, the second is a colleague's, the third is not
                    // there yet.
                    review.requester = {id == 1 ? 8 : 7};
                    review.by_leader = id != 2;
                    if (id != 3) review.submitted_at = t.Now();
                    if (auto s = t.PutReview(review); !s.ok()) return s;
                  }
                  return absl::OkStatus();
                }).ok());
  }
  MakeOlder(path, 9);
  const auto store = OpenSqliteStore(path, clock);
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE(testing::Run(**store, [&](Transaction& t) {
                const auto days = t.ListDaysToReckon(10);
                EXPECT_EQ(days->size(), 1u);
                EXPECT_EQ(days->at(0).user, domain::UserId{7});
                EXPECT_EQ(days->at(0).day, day + 4);
                return absl::OkStatus();
              }).ok());
}

TEST(SqliteStore, ABackupOfAnOlderProgramCanBeRestored) {
  testing::TemporaryDirectory directory;
  testing::ManualClock clock;
  const std::string old = directory.File("old.db"), path = directory.File("aftercall.db");
  ASSERT_TRUE(OpenSqliteStore(old, clock).ok());
  MakeOlder(old, 1);
  const auto store = OpenSqliteStore(path, clock);
  ASSERT_TRUE(store.ok());
  const auto epoch = (*store)->StageRestore(old, [](int64_t, int64_t) { return true; });
  EXPECT_TRUE(epoch.ok()) << epoch.status();
}

TEST(SqliteStore, AFolderThatIsMissingIsRefused) {
  testing::ManualClock clock;
  EXPECT_FALSE(OpenSqliteStore("/nonexistent/folder/aftercall.db", clock).ok());
}

// Makes or cuts a file to no bytes.
void Empty(const std::string& path) { std::fclose(std::fopen(path.c_str(), "w")); }

TEST(SqliteStore, AnEmptyFileIsRefusedWhereThereWasADatabase) {
  testing::TemporaryDirectory directory;
  testing::ManualClock clock;
  const std::string path = directory.File("aftercall.db");
  ASSERT_TRUE(OpenSqliteStore(path, clock).ok());
  Empty(path);
  EXPECT_EQ(OpenSqliteStore(path, clock).status().code(), absl::StatusCode::kDataLoss);
  // Removed, it was meant to begin with nothing; and that may be cut short as well.
  std::remove(path.c_str());
  ASSERT_TRUE(OpenSqliteStore(path, clock).ok());
}

TEST(SqliteStore, ADatabaseWhoseMakingWasCutShortIsMadeAnew) {
  testing::TemporaryDirectory directory;
  testing::ManualClock clock;
  const std::string path = directory.File("aftercall.db");
  Empty(path + ".lock");
  Empty(path);
  const auto store = OpenSqliteStore(path, clock);
  EXPECT_TRUE(store.ok()) << store.status();
}

}  // namespace
}  // namespace aftercall::store
