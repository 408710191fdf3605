#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "shared/wire/problem.h"
#include "tests/backend/upkeep/kept_store.h"

// Copies out and in, and what a crash in between leaves.
namespace aftercall::upkeep {
namespace {

using ::testing::HasSubstr;

bool Always(int64_t, int64_t) { return true; }

class CopiesTest : public KeptStore {
 protected:
  std::string Copy() {
    const auto file = store_->PrepareCopy("test", 0);
    EXPECT_TRUE(file.ok()) << file.status();
    const auto status = store_->CopyTo(*file, Always);
    EXPECT_TRUE(status.ok()) << status;
    return *file;
  }
  std::string Former() const {
    for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) {
      const std::string path = entry.path();
      if (path.find(".before-restore-") != std::string::npos && !path.ends_with("-wal")) {
        return path;
      }
    }
    return "";
  }
  void ExpectRefused(const std::string& file, const std::string& words) {
    const auto epoch = store_->StageRestore(file, Always);
    ASSERT_FALSE(epoch.ok()) << words;
    EXPECT_EQ(epoch.status().code(), absl::StatusCode::kInvalidArgument) << epoch.status();
    EXPECT_EQ(wire::ProblemOf(epoch.status())->reason, "BACKUP_INVALID");
    EXPECT_THAT(std::string(epoch.status().message()), HasSubstr(words));
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_FALSE(std::filesystem::exists(Path() + ".restore"));
  }
};

TEST_F(CopiesTest, ACopyMadeWhileOthersWriteIsOneStateAndVerifiesClean) {
  Fill(200);
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    testing::RandomFloor floor(3);
    for (; !stop; ++written) Ingest({floor.Next()});
  });
  while (written < 10) std::this_thread::yield();
  const std::string file = Copy();
  stop = true;
  writer.join();
  const auto copy = store::OpenSqliteStore(file, clock_);
  ASSERT_TRUE(copy.ok()) << copy.status();
  Listener listener;
  const auto report = Verify(**copy, policy_, false, listener);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->findings, 0);
  EXPECT_GT(report->interactions, 0);
  EXPECT_EQ((*copy)->Epoch(), store_->Epoch());
}

TEST_F(CopiesTest, ACopyHoldsNothingOfWhatWasDeleted) {
  auto call = testing::CallOf("c1", "7");
  call.text = "swordfish";
  Ingest({call});
  call.text = "";
  Ingest({call});
  std::ifstream file(Copy(), std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  EXPECT_EQ(bytes.str().find("swordfish"), std::string::npos);
}

TEST_F(CopiesTest, ARestoredCopyIsThereAfterTheNextOpeningAndTheFormerIsKept) {
  Fill(150);
  const testing::Figures then = testing::ReadRollups(Path());
  const std::string before(store_->Epoch()), key(store_->HashKey());
  const std::string file = Copy();
  Fill(150, 8);
  const testing::Figures now = testing::ReadRollups(Path());
  ASSERT_NE(then, now);
  const auto epoch = store_->StageRestore(file, Always);
  ASSERT_TRUE(epoch.ok()) << epoch.status();
  EXPECT_NE(*epoch, before);
  EXPECT_EQ(testing::ReadRollups(Path()), now) << "service goes on until the next opening";
  Close();
  Open();
  EXPECT_EQ(store_->Epoch(), *epoch);
  EXPECT_EQ(store_->HashKey(), key);
  EXPECT_EQ(testing::ReadRollups(Path()), then);
  EXPECT_EQ(Check()->findings, 0);
  EXPECT_EQ(testing::ReadRollups(Former()), now);
  Fill(20, 9);
  Close();
  Open();
  EXPECT_EQ(store_->Epoch(), *epoch) << "once";
}

// The ways a process can die between staging and serving, one rename after the other.
TEST_F(CopiesTest, ACrashAtAnyStepLeavesBothWhole) {
  for (int renames = 0; renames <= 3; ++renames) {
    Fill(60, 20 + renames);
    const testing::Figures then = testing::ReadRollups(Path());
    const std::string file = Copy();
    Fill(60, 30 + renames);
    const testing::Figures now = testing::ReadRollups(Path());
    const auto epoch = store_->StageRestore(file, Always);
    ASSERT_TRUE(epoch.ok()) << epoch.status();
    // As a kill leaves it: with its log.
    for (const char* suffix : {"", "-wal"}) {
      std::filesystem::copy_file(Path() + suffix, Path() + ".kept" + suffix);
    }
    Close();
    for (const char* suffix : {"", "-wal"}) {
      std::filesystem::rename(Path() + ".kept" + suffix, Path() + suffix);
    }
    struct stat about = {};
    stat((Path() + ".restore").c_str(), &about);
    const std::string former = absl::StrCat(
        Path(), ".before-restore-",
        absl::FormatTime("%Y%m%dT%H%M%SZ", absl::FromTimeT(about.st_mtime), absl::UTCTimeZone()));
    std::filesystem::remove(former);
    std::filesystem::remove(former + "-wal");
    if (renames > 0) std::filesystem::rename(Path() + "-wal", former + "-wal");
    if (renames > 1) std::filesystem::rename(Path(), former);
    if (renames > 2) std::filesystem::rename(Path() + ".restore", Path());
    Open();
    EXPECT_EQ(store_->Epoch(), *epoch) << renames;
    EXPECT_EQ(testing::ReadRollups(Path()), then) << renames;
    EXPECT_EQ(testing::ReadRollups(former), now) << renames;
    EXPECT_FALSE(std::filesystem::exists(Path() + ".restore"));
    EXPECT_EQ(Check()->findings, 0);
  }
}

TEST_F(CopiesTest, WhatIsNoBackupIsRefusedAndChangesNothing) {
  Fill(100);
  const std::string letter = directory_.File("letter");
  std::ofstream(letter) << std::string(5000, 'x');
  ExpectRefused(letter, "damaged, or no database");

  const std::string other = directory_.File("other");
  Break("CREATE TABLE meta (key, value); INSERT INTO meta VALUES (1, 2); PRAGMA user_version = 1",
        other);
  ExpectRefused(other, "not one of Aftercall's");

  const std::string empty = directory_.File("empty");
  std::ofstream(empty).close();
  ExpectRefused(empty, "not one of Aftercall's");

  const std::string newer = Copy();
  Break("UPDATE meta SET value = value; PRAGMA user_version = 999", newer);
  ExpectRefused(newer, "schema 999");

  const std::string trap = Copy();
  Break(
      "UPDATE meta SET value = value; CREATE TRIGGER t AFTER INSERT ON users "
      "BEGIN DELETE FROM responses; END",
      trap);
  ExpectRefused(trap, "not one of Aftercall's");

  const std::string keyless = Copy();
  Break("DELETE FROM meta WHERE key = 'hash_key'", keyless);
  ExpectRefused(keyless, "lacks the key");

  EXPECT_EQ(Check()->findings, 0);
}

TEST_F(CopiesTest, ACutOrFlippedCopyIsRefused) {
  Fill(200);
  const std::string cut = Copy();
  std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);
  ExpectRefused(cut, "damaged");
  const std::string flipped = Copy();
  std::fstream file(flipped, std::ios::binary | std::ios::in | std::ios::out);
  // The header of every tenth page says which kind of page it is.
  const auto size = static_cast<int64_t>(std::filesystem::file_size(flipped));
  for (int64_t page = 4096 * 3; page < size; page += 4096 * 10) {
    file.seekp(page);
    file.put('\x77');
  }
  file.close();
  ExpectRefused(flipped, "damaged");
}

TEST_F(CopiesTest, ACopyEndsWhenItIsAskedTo) {
  Fill(300);
  const auto file = store_->PrepareCopy("test", 0);
  const auto status = store_->CopyTo(*file, [](int64_t, int64_t) { return false; });
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
}

TEST_F(CopiesTest, WhatAServerThatDiedLeftGoesAndSomebodysOwnCopiesStay) {
  const std::string left = *store_->PrepareCopy(store::Store::kIncoming, 0);
  std::ofstream(left) << "half a backup";
  const std::string own = Path() + ".backup";
  std::ofstream(own) << "somebody's";
  Close();
  Open();
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_TRUE(std::filesystem::exists(own));
}

TEST_F(CopiesTest, ADiskWithoutRoomIsFoundBeforehand) {
  const auto file = store_->PrepareCopy("test", int64_t{1} << 60);
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(wire::ProblemOf(file.status())->reason, "DISK_FULL");
}

}  // namespace
}  // namespace aftercall::upkeep
