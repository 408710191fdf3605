#include "backend/domain/limits.h"

#include <gtest/gtest.h>

#include <string>

namespace aftercall::domain {
namespace {

std::string Repeat(const char* what, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += what;
  return text;
}

TEST(CheckText, CountsCharactersNotBytes) {
  EXPECT_FALSE(CheckText("comment", Repeat("好", 10), 10));
  EXPECT_FALSE(CheckText("comment", Repeat("\U0001F600", 10), 10));
  EXPECT_FALSE(CheckText("comment", "", 0));
  const auto problem = CheckText("comment", Repeat("好", 11), 10);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->reason, "TEXT_TOO_LONG");
  EXPECT_EQ(problem->field, "comment");
  EXPECT_EQ(problem->description, "comment has 11 characters; at most 10 are taken.");
}

TEST(CheckText, TellsNothingOfWhatWasWritten) {
  // Problems are kept for replays and told to others; the words have not been redacted yet.
  const auto problem = CheckText("comment", "my card is 4111111111111111", 5);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->value, "27 characters");
  EXPECT_EQ(problem->description.find("4111"), std::string::npos);
}

TEST(CheckIdentifier, IsThereAndPlain) {
  EXPECT_FALSE(CheckIdentifier("external_id", "vru 7/工号-1", 20));
  EXPECT_EQ(CheckIdentifier("external_id", "", 20)->reason, "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(CheckIdentifier("external_id", Repeat("x", 21), 20)->reason, "TEXT_TOO_LONG");
  for (const auto& bad : {std::string("a\0b", 3), std::string("a\nb"), std::string("\x7f")}) {
    EXPECT_EQ(CheckIdentifier("external_id", bad, 20)->reason, "CONTROL_CHARACTER");
  }
}

}  // namespace
}  // namespace aftercall::domain
