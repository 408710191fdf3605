#include "backend/runtime/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace aftercall::runtime {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Optional;

TEST(FilesTest, TheLimitInForceBecomesTheHighestAllowed) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit low{64, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
  EXPECT_EQ(RaiseFileLimit(), before.rlim_max);
  rlimit after{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &after), 0);
  EXPECT_EQ(after.rlim_cur, before.rlim_max);
  setrlimit(RLIMIT_NOFILE, &before);
}

TEST(FilesTest, TooFewFilesAreToldWithWhatIsThereAndWhatIsNeeded) {
  EXPECT_THAT(WarnOfFewFiles(20000, 100000),
              Optional(AllOf(HasSubstr("20000"), HasSubstr("100200"), HasSubstr("LimitNOFILE"))));
}

TEST(FilesTest, EnoughFilesAreNotWorthAWord) {
  EXPECT_EQ(WarnOfFewFiles(20200, 20000), std::nullopt);
  EXPECT_NE(WarnOfFewFiles(20199, 20000), std::nullopt);
}

}  // namespace
}  // namespace aftercall::runtime
