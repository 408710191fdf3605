#include "client/net/disk_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/client/net/make_kept.h"

namespace aftercall::net {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);

class Cache : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "aftercall-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    base_ = name;
    options_.directory = (base_ / "state" / "aftercall").string();
    options_.server = "server:1";
    options_.identity = {"users/li", kNow + absl::Hours(8)};
    options_.pause = absl::ZeroDuration();
  }
  void TearDown() override { fs::remove_all(base_); }

  void Write(const model::Kept& kept) {
    DiskCache cache(options_);
    cache.Save(kept);
    cache.Flush();
  }

  std::optional<model::Kept> Load(const DiskCache::Options& options, absl::Time now = kNow) {
    auto kept = DiskCache(options).Load(now);
    EXPECT_TRUE(kept.ok()) << kept.status();
    return kept.ok() ? *kept : std::nullopt;
  }

  // The one file there is.
  fs::path File() const {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(options_.directory)) files.push_back(file);
    EXPECT_EQ(files.size(), 1u);
    return files.at(0);
  }

  static std::string TextOf(const fs::path& path) {
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }

  static mode_t ModeOf(const fs::path& path) {
    struct stat info {};
    EXPECT_EQ(stat(path.c_str(), &info), 0);
    return info.st_mode & 07777;
  }

  fs::path base_;
  DiskCache::Options options_;
};

TEST_F(Cache, KeepsCursorAndItemsTogether) {
  EXPECT_FALSE(Load(options_));
  Write(MakeKept());
  const auto kept = Load(options_);
  ASSERT_TRUE(kept);
  ExpectSame(*kept, MakeKept());
}

TEST_F(Cache, IsItsOwnersAlone) {
  const mode_t before = umask(0);
  Write(MakeKept());
  umask(before);
  EXPECT_EQ(ModeOf(File()), 0600u);
  EXPECT_EQ(ModeOf(options_.directory), 0700u);
}

TEST_F(Cache, ClosesADirectoryThatWasOpen) {
  fs::create_directories(options_.directory);
  fs::permissions(options_.directory, fs::perms::all);
  Write(MakeKept());
  EXPECT_EQ(ModeOf(options_.directory), 0700u);
}

TEST_F(Cache, ShowsNothingToAnotherPersonOrOfAnotherServer) {
  Write(MakeKept());
  DiskCache::Options other = options_;
  other.identity.subject = "users/wang";
  EXPECT_FALSE(Load(other));
  other = options_;
  other.server = "server:2";
  EXPECT_FALSE(Load(other));
}

TEST_F(Cache, DoesNotNamePersonOrServer) {
  Write(MakeKept());
  EXPECT_THAT(File().filename().string(), Not(HasSubstr("li")));
  EXPECT_THAT(File().filename().string(), Not(HasSubstr("server")));
}

TEST_F(Cache, ShowsNothingToAnExpiredToken) {
  Write(MakeKept());
  EXPECT_TRUE(Load(options_, options_.identity.expires - absl::Seconds(1)));
  EXPECT_FALSE(Load(options_, options_.identity.expires));
}

TEST_F(Cache, IgnoresADamagedFileWithAWordAndWritesOverIt) {
  Write(MakeKept());
  std::ofstream(File(), std::ios::binary) << "half a";
  const auto kept = DiskCache(options_).Load(kNow);
  EXPECT_EQ(kept.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(kept.status().message()), HasSubstr(File().string()));
  Write(MakeKept());
  EXPECT_TRUE(Load(options_));
}

TEST_F(Cache, ACrashWhileWritingLeavesWhatWasThere) {
  Write(MakeKept(9));
  // Died after half of the new file was written, before it took the old one's place.
  const std::string half = TextOf(File()).substr(0, 200);
  std::ofstream(File().string() + ".new", std::ios::binary) << half;
  EXPECT_EQ(Load(options_)->feed.cursor.position, 9);
  Write(MakeKept(10));
  EXPECT_EQ(Load(options_)->feed.cursor.position, 10);
  File();  // the half is gone
}

TEST_F(Cache, DoesNotWriteThroughALinkLeftInItsWay) {
  Write(MakeKept());
  const fs::path victim = base_ / "victim";
  std::ofstream(victim) << "precious";
  fs::create_symlink(victim, File().string() + ".new");
  Write(MakeKept(10));
  EXPECT_EQ(TextOf(victim), "precious");
  EXPECT_EQ(Load(options_)->feed.cursor.position, 10);
}

TEST_F(Cache, OfManyStatesTheLastStays) {
  DiskCache cache(options_);
  for (int64_t position = 9; position < 200; ++position) cache.Save(MakeKept(position));
  cache.Flush();
  EXPECT_EQ((*cache.Load(kNow))->feed.cursor.position, 199);
}

TEST_F(Cache, WritesTogetherWhatComesDuringThePause) {
  options_.pause = absl::Hours(1);
  DiskCache cache(options_);
  cache.Save(MakeKept(9));
  cache.Flush();
  cache.Save(MakeKept(10));
  cache.Save(MakeKept(11));
  cache.Flush();  // does not wait an hour
  EXPECT_EQ((*cache.Load(kNow))->feed.cursor.position, 11);
}

TEST_F(Cache, DoesNotLetWaitWhatThePersonHasJustDone) {
  options_.pause = absl::Hours(1);
  DiskCache cache(options_);
  cache.Save(MakeKept(9));
  cache.Flush();
  cache.Save(MakeKept(10), /*at_once=*/true);
  // Nobody flushes: it comes by itself, or this test never ends.
  while ((*cache.Load(kNow))->feed.cursor.position != 10) std::this_thread::yield();
}

TEST_F(Cache, WritesTheLastWordWhenItGoes) {
  options_.pause = absl::Hours(1);
  {
    DiskCache cache(options_);
    cache.Save(MakeKept(9));
    cache.Flush();
    cache.Save(MakeKept(10));
  }
  EXPECT_EQ(Load(options_)->feed.cursor.position, 10);
}

TEST_F(Cache, WipedWordsAreGoneFromTheDisk) {
  Write(MakeKept());
  EXPECT_THAT(TextOf(File()), HasSubstr("quoted"));
  model::Kept wiped = MakeKept();
  for (model::Item& item : wiped.feed.items) {
    item.verdict.comment.clear();
    if (item.waiting_change) item.waiting_change->comment.clear();
  }
  Write(wiped);
  EXPECT_THAT(TextOf(File()), Not(HasSubstr("quoted")));
}

TEST_F(Cache, SigningOutRemovesEverythingForGood) {
  DiskCache cache(options_);
  cache.Save(MakeKept());
  cache.Flush();
  std::ofstream(File().string() + ".new") << "left by a crash";
  EXPECT_TRUE(cache.Remove().ok());
  EXPECT_TRUE(fs::is_empty(options_.directory));
  cache.Save(MakeKept());
  cache.Flush();
  EXPECT_TRUE(fs::is_empty(options_.directory));
  EXPECT_TRUE(cache.Remove().ok());  // there is nothing left to remove
}

TEST_F(Cache, SaysWhenItCannotWrite) {
  std::ofstream(base_ / "state") << "a file where the directory should be";
  std::atomic<int> problems = 0;
  options_.on_problem = [&](const absl::Status& status) {
    EXPECT_FALSE(status.ok());
    ++problems;
  };
  Write(MakeKept());
  EXPECT_EQ(problems, 1);
}

TEST_F(Cache, MayBeSavedToFromManyThreads) {
  DiskCache cache(options_);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) cache.Save(MakeKept());
    });
  }
  for (std::thread& thread : threads) thread.join();
  cache.Flush();
  EXPECT_TRUE((*cache.Load(kNow)).has_value());
}

TEST(StateDirectory, FollowsTheSpecification) {
  setenv("HOME", "/home/li", 1);
  unsetenv("XDG_STATE_HOME");
  EXPECT_EQ(DefaultStateDirectory(), "/home/li/.local/state/aftercall");
  setenv("XDG_STATE_HOME", "relative", 1);
  EXPECT_EQ(DefaultStateDirectory(), "/home/li/.local/state/aftercall");
  setenv("XDG_STATE_HOME", "/state", 1);
  EXPECT_EQ(DefaultStateDirectory(), "/state/aftercall");
  unsetenv("XDG_STATE_HOME");
  unsetenv("HOME");
  EXPECT_EQ(DefaultStateDirectory(), "");
}

}  // namespace
}  // namespace aftercall::net
