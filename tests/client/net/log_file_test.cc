#include "client/net/log_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "shared/wire/problem.h"

namespace aftercall::net {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class LogFileTest : public testing::Test {
 protected:
  LogFileTest() : folder_(testing::TempDir() + "/log-XXXXXX") {
    EXPECT_NE(mkdtemp(folder_.data()), nullptr);
    path_ = folder_ + "/aftercall/aftercall.log";
  }
  ~LogFileTest() override { std::filesystem::remove_all(folder_); }

  static std::string Read(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static int ModeOf(const std::string& path) {
    struct stat about = {};
    return stat(path.c_str(), &about) == 0 ? static_cast<int>(about.st_mode & 0777) : -1;
  }

  std::string folder_;
  std::string path_;
};

TEST_F(LogFileTest, LinesHaveATimeAndALevelAndAreItsOwnersAlone) {
  LogFile log;
  ASSERT_TRUE(log.Open(path_).ok());
  log.Info("The server is there.");
  log.Warning("It is gone.");
  EXPECT_THAT(Read(path_),
              testing::MatchesRegex("....-..-..T..:..:......Z info: The server is there.\n"
                                    "....-..-..T..:..:......Z warning: It is gone.\n"));
  EXPECT_EQ(ModeOf(path_), 0600);
  EXPECT_EQ(ModeOf(folder_ + "/aftercall"), 0700);
}

TEST_F(LogFileTest, OneSentenceStaysOneLine) {
  LogFile log;
  ASSERT_TRUE(log.Open(path_).ok());
  log.Info("two\nlines");
  EXPECT_THAT(Read(path_), EndsWith("info: two\\x0alines\n"));
}

TEST_F(LogFileTest, OldLinesGoWhereTheFilesAreFull) {
  LogFile log;
  ASSERT_TRUE(log.Open(path_, {.file_bytes = 1000, .files = 3}).ok());
  for (int i = 0; i < 100; ++i) log.Info(absl::StrCat("the line with the number ", i));
  uintmax_t bytes = 0;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/aftercall")) {
    bytes += entry.file_size();
    ++files;
    EXPECT_EQ(ModeOf(entry.path()), 0600);
  }
  EXPECT_EQ(files, 3);
  EXPECT_LE(bytes, 3000u);
  EXPECT_THAT(Read(path_), EndsWith("the line with the number 99\n"));
  EXPECT_THAT(Read(folder_ + "/aftercall/aftercall.1.log"), Not(HasSubstr("number 0\n")));
}

TEST_F(LogFileTest, ANewStartGoesOnInTheSameFile) {
  for (const char* const sentence : {"the first start", "the second"}) {
    LogFile log;
    ASSERT_TRUE(log.Open(path_).ok());
    log.Info(sentence);
  }
  EXPECT_THAT(Read(path_), HasSubstr("the first start\n"));
  EXPECT_THAT(Read(path_), HasSubstr("the second\n"));
}

TEST_F(LogFileTest, WhereItCannotBeOpenedStandardErrorHasAllOfIt) {
  std::ofstream(folder_ + "/aftercall") << "a file where the folder should be";
  testing::internal::CaptureStderr();
  LogFile log;
  EXPECT_FALSE(log.Open(path_).ok());
  log.Info("Still heard.");
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("info: Still heard.\n"));
}

TEST_F(LogFileTest, NothingPersonalIsInWhatTheServerAnswers) {
  const absl::Status answer =
      wire::ToStatus(absl::StatusCode::kNotFound,
                     {"NOT_FOUND", "user", "Zhang Wei", "There is nobody called “Zhang Wei”."});
  EXPECT_EQ(AnswerForLog(answer), "The server answered NOT_FOUND (NOT_FOUND).");
  EXPECT_EQ(AnswerForLog(absl::InternalError("of Zhang Wei")), "The server answered INTERNAL.");
}

TEST_F(LogFileTest, AHomeFolderIsNotCalledByItsName) {
  const char* const before = std::getenv("HOME");
  const std::string home = before == nullptr ? "" : before;
  setenv("HOME", "/home/zhang.wei", 1);
  EXPECT_EQ(WordsForLog(absl::NotFoundError("cannot open /home/zhang.wei/.config/token")),
            "cannot open ~/.config/token");
  setenv("HOME", home.c_str(), 1);
}

}  // namespace
}  // namespace aftercall::net
