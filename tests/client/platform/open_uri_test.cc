#include "client/platform/open_uri.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"

namespace aftercall::platform {
namespace {

// Finds programs in a folder of its own, and in those of the system.
class OpenUriTest : public testing::Test {
 protected:
  OpenUriTest() : path_(std::getenv("PATH") != nullptr ? std::getenv("PATH") : "") {
    folder_ = absl::StrCat(testing::TempDir(), "/open-uri-XXXXXX");
    if (mkdtemp(folder_.data()) == nullptr) folder_.clear();
  }
  ~OpenUriTest() override {
    setenv("PATH", path_.c_str(), 1);
    std::filesystem::remove_all(folder_);
  }

  // A program that says what it was asked to open, as the desktop's would be found.
  void InstallOpener(const std::string& told) {
    const std::string program = absl::StrCat(folder_, "/xdg-open");
    std::ofstream(program) << "#!/bin/sh\nprintf '%s' \"$*\" >'" << told << "'\n";
    ASSERT_EQ(chmod(program.c_str(), 0700), 0);
    setenv("PATH", absl::StrCat(folder_, ":", path_).c_str(), 1);
  }

  std::string folder_;
  const std::string path_;
};

TEST_F(OpenUriTest, GivesTheAddressToTheDesktopAsItIs) {
  // A pipe, so that reading waits for the program to have written.
  const std::string told = absl::StrCat(folder_, "/told");
  ASSERT_EQ(mkfifo(told.c_str(), 0600), 0);
  InstallOpener(told);
  const std::string uri = "https://rec.example.com/1?a=b&c='$(x)';d#00:12";
  ASSERT_TRUE(OpenUri(uri).ok());
  std::string words;
  std::getline(std::ifstream(told), words);
  EXPECT_EQ(words, uri);
}

TEST_F(OpenUriTest, OpensNothingButWebAddresses) {
  for (const char* uri : {"", "file:///etc/passwd", "javascript:alert(1)", "/bin/sh", "-h",
                          "https://a b", "https://a\nb", "ftp://a"}) {
    EXPECT_EQ(OpenUri(uri).code(), absl::StatusCode::kInvalidArgument) << uri;
  }
}

TEST_F(OpenUriTest, SaysWhereThereIsNothingToOpenItWith) {
  setenv("PATH", folder_.c_str(), 1);
  EXPECT_EQ(OpenUri("https://rec.example.com/1").code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace aftercall::platform
