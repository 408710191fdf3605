#include "backend/auth/signing_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>
#include <thread>

#include "absl/strings/string_view.h"
#include "backend/auth/token_file.h"
#include "tests/backend/auth/auth_testing.h"

namespace aftercall::auth {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class SigningKeyTest : public testing::Test {
 protected:
  std::string RefusalOf(absl::string_view content) {
    WriteFile(path_, content);
    chmod(path_.c_str(), 0600);
    const auto key = SigningKey::LoadOrCreate(data_dir_);
    EXPECT_EQ(key.status().code(), absl::StatusCode::kFailedPrecondition) << content;
    EXPECT_EQ(ReadFile(path_), content) << "the file was changed";
    return std::string(key.status().message());
  }

  TemporaryFolder folder_;
  const std::string data_dir_ = folder_.File("data");
  const std::string path_ = data_dir_ + "/signing-key.jwk";
};

TEST_F(SigningKeyTest, SecondStartLoadsTheSameKey) {
  const auto first = SigningKey::LoadOrCreate(data_dir_);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->is_new());
  EXPECT_EQ(first->key().algorithm(), Algorithm::kEs256);

  const auto second = SigningKey::LoadOrCreate(data_dir_);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_FALSE(second->is_new());
  EXPECT_EQ(second->key().id(), first->key().id());
  EXPECT_TRUE(second->key().VerifiedPayload(first->key().Sign("x").value()).ok());
}

TEST_F(SigningKeyTest, OnlyTheOwnerCanRead) {
  const mode_t before = umask(0);
  ASSERT_TRUE(SigningKey::LoadOrCreate(data_dir_).ok());
  umask(before);
  EXPECT_EQ(ModeOf(path_), 0600);
  EXPECT_EQ(ModeOf(data_dir_), 0700);
}

TEST_F(SigningKeyTest, LeavesNothingElseInTheFolder) {
  ASSERT_TRUE(SigningKey::LoadOrCreate(data_dir_).ok());
  const std::filesystem::directory_iterator files(data_dir_);
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST_F(SigningKeyTest, DamagedOrForeignFilesAreRefusedByNameAndKept) {
  ASSERT_TRUE(SigningKey::LoadOrCreate(data_dir_).ok());
  const std::string good = ReadFile(path_);
  for (const std::string& content :
       {std::string(), std::string("garbage"), good.substr(0, good.size() / 2), PublicJwk(good),
        RsaJwk(2048, "rsa")}) {
    EXPECT_THAT(RefusalOf(content), AllOf(HasSubstr(path_), HasSubstr("cannot be used")));
  }
}

// Halves of two keys, as a bad restore may leave them.
TEST_F(SigningKeyTest, APrivatePartOfAnotherKeyIsRefused) {
  const auto member = [](const std::string& jwk, const std::string& name) {
    const size_t begin = jwk.find("\"" + name + "\":\"") + name.size() + 4;
    return jwk.substr(begin, jwk.find('"', begin) - begin);
  };
  ASSERT_TRUE(SigningKey::LoadOrCreate(data_dir_).ok());
  std::string mixed = ReadFile(path_);
  const std::string other = Key::Generate()->ToPrivateJwk().value();
  const std::string d = member(mixed, "d");
  mixed.replace(mixed.find(d), d.size(), member(other, "d"));
  EXPECT_THAT(RefusalOf(mixed), HasSubstr("another key's"));
}

TEST_F(SigningKeyTest, AKeyThatOthersMayReadIsRefused) {
  ASSERT_TRUE(SigningKey::LoadOrCreate(data_dir_).ok());
  for (const mode_t mode : {0640, 0604, 0660}) {
    chmod(path_.c_str(), mode);
    const auto key = SigningKey::LoadOrCreate(data_dir_);
    EXPECT_EQ(key.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(key.status().message()), HasSubstr("chmod 600"));
  }
}

TEST_F(SigningKeyTest, StartsAtOneTimeAgreeOnOneKey) {
  std::vector<std::string> ids(8);
  std::vector<char> made(8);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < ids.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto key = SigningKey::LoadOrCreate(data_dir_);
      if (!key.ok()) return;
      ids[i] = key->key().id();
      made[i] = key->is_new();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 1u);
  EXPECT_NE(ids[0], "");
  EXPECT_EQ(std::count(made.begin(), made.end(), 1), 1);
}

TEST_F(SigningKeyTest, AFolderThatCannotBeMadeIsNamed) {
  WriteFile(data_dir_, "a file");
  const auto key = SigningKey::LoadOrCreate(data_dir_);
  EXPECT_FALSE(key.ok());
  EXPECT_THAT(std::string(key.status().message()), HasSubstr(data_dir_));
}

TEST(TokenFile, OwnersAloneAndReplaced) {
  const TemporaryFolder folder;
  const std::string path = folder.File("admin.token");
  WriteFile(path, "an older and longer token that others may read");
  chmod(path.c_str(), 0644);
  ASSERT_TRUE(WriteTokenFile(path, "a.b.c").ok());
  EXPECT_EQ(ReadFile(path), "a.b.c\n");
  EXPECT_EQ(ModeOf(path), 0600);
  const auto status = WriteTokenFile(folder.File("missing/token"), "a.b.c");
  EXPECT_THAT(std::string(status.message()), HasSubstr("missing/token"));
  EXPECT_THAT(std::string(status.message()), testing::Not(HasSubstr("a.b.c")));
}

}  // namespace
}  // namespace aftercall::auth
