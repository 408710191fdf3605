#include "backend/runtime/logging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace aftercall::runtime {
namespace {

using testing::MatchesRegex;

std::string Logged(LogLevel level, absl::string_view message) {
  testing::internal::CaptureStderr();
  WriteLog(level, message);
  return testing::internal::GetCapturedStderr();
}

// Before the others: the formatter keeps the hour that it worked out within a second.
TEST(Logging, TimesAreUtcWhereverItRuns) {
  setenv("TZ", "Asia/Shanghai", 1);
  tzset();
  const std::string line = Logged(LogLevel::kInfo, "x");
  unsetenv("TZ");
  tzset();
  absl::Time time;
  ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, line.substr(0, line.find(' ')), &time, nullptr));
  EXPECT_LT(absl::AbsDuration(absl::Now() - time), absl::Minutes(5));
}

TEST(Logging, TimeLevelAndMessageOnALine) {
  EXPECT_THAT(Logged(LogLevel::kInfo, "listening on 127.0.0.1:7433, {} %s"),
              MatchesRegex("[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]."
                           "[0-9]{3}Z info: listening on 127.0.0.1:7433, \\{\\} %s\n"));
}

TEST(Logging, OneMessageStaysOneLine) {
  const std::string line = Logged(LogLevel::kError, absl::string_view("a\nb\r\x1b[31m\0中", 13));
  EXPECT_THAT(line, testing::EndsWith("error: a\\x0ab\\x0d\\x1b[31m\\x00中\n"));
}

TEST(Logging, LowerLevelsAreLeftOutAndTheirPartsNotJoined) {
  testing::internal::CaptureStderr();
  LogDebug("hidden ", 1);
  LogInfo("shown ", 2);
  SetLogLevel(LogLevel::kError);
  LogInfo("hidden ", 3);
  LogWarning("hidden ", 4);
  LogError("shown ", 5);
  SetLogLevel(LogLevel::kDebug);
  LogDebug("shown ", 6);
  SetLogLevel(LogLevel::kInfo);
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("hidden")));
  for (const char* part : {"info: shown 2\n", "error: shown 5\n", "debug: shown 6\n"}) {
    EXPECT_THAT(text, testing::HasSubstr(part));
  }
}

TEST(Logging, LevelsByName) {
  for (const LogLevel level :
       {LogLevel::kDebug, LogLevel::kInfo, LogLevel::kWarning, LogLevel::kError}) {
    EXPECT_EQ(ParseLogLevel(ToString(level)), level);
  }
  EXPECT_FALSE(ParseLogLevel("trace").has_value());
}

}  // namespace
}  // namespace aftercall::runtime
