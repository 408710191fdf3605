#include "client/net/token_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace aftercall::net {
namespace {

using testing::HasSubstr;

class TokenFileTest : public testing::Test {
 protected:
  TokenFileTest() : folder_(testing::TempDir() + "/token-XXXXXX") {
    EXPECT_NE(mkdtemp(folder_.data()), nullptr);
  }
  ~TokenFileTest() override { std::filesystem::remove_all(folder_); }

  static int ModeOf(const std::string& path) {
    struct stat about = {};
    return stat(path.c_str(), &about) == 0 ? static_cast<int>(about.st_mode & 0777) : -1;
  }

  std::string folder_;
};

TEST_F(TokenFileTest, WhatIsKeptIsReadBackAndIsItsOwnersAlone) {
  const std::string path = folder_ + "/aftercall/token";
  ASSERT_TRUE(WriteTokenFile(path, "a.b.c").ok());
  EXPECT_EQ(*ReadTokenFile(path), "a.b.c");
  EXPECT_EQ(ModeOf(path), 0600);
  EXPECT_EQ(ModeOf(folder_ + "/aftercall"), 0700);
  ASSERT_TRUE(WriteTokenFile(path, "d.e.f").ok());
  EXPECT_EQ(*ReadTokenFile(path), "d.e.f");
}

TEST_F(TokenFileTest, WhatIsRemovedIsGoneAndMayBeRemovedAgain) {
  const std::string path = folder_ + "/token";
  ASSERT_TRUE(WriteTokenFile(path, "a.b.c").ok());
  EXPECT_TRUE(RemoveTokenFile(path).ok());
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_TRUE(RemoveTokenFile(path).ok());
}

TEST_F(TokenFileTest, NoFileAnEmptyOneAndOneTooLargeAreNamed) {
  EXPECT_TRUE(absl::IsNotFound(ReadTokenFile(folder_ + "/none").status()));
  std::ofstream(folder_ + "/empty") << " \n";
  EXPECT_THAT(std::string(ReadTokenFile(folder_ + "/empty").status().message()),
              HasSubstr("holds no token"));
  std::ofstream(folder_ + "/large") << std::string(100'000, 'x');
  EXPECT_THAT(std::string(ReadTokenFile(folder_ + "/large").status().message()),
              HasSubstr("too large"));
}

TEST_F(TokenFileTest, ALinkInItsPlaceIsNotWrittenThrough) {
  const std::string path = folder_ + "/token", other = folder_ + "/other";
  std::ofstream(other) << "theirs";
  std::filesystem::create_symlink(other, path + ".new");
  ASSERT_TRUE(WriteTokenFile(path, "a.b.c").ok());
  EXPECT_EQ(std::filesystem::file_size(other), 6u);
}

}  // namespace
}  // namespace aftercall::net
