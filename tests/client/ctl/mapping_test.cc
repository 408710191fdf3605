#include "client/ctl/input/mapping.h"

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/ctl/reading.h"

namespace aftercall::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ErrorOf(const std::string& text) {
  const auto mapping = input::ParseMapping("test.toml", text, English());
  return mapping.ok() ? "no error" : std::string(mapping.status().message());
}

// The small mapping with one part of it replaced.
std::string With(const std::string& from, const std::string& to) {
  const std::string text = SmallMapping();
  EXPECT_THAT(text, HasSubstr(from));
  return absl::StrReplaceAll(text, {{from, to}});
}

TEST(Mapping, ReadsWhatItSays) {
  const input::Mapping mapping = MappingOf(SmallMapping());
  EXPECT_EQ(mapping.source, "test");
  EXPECT_EQ(mapping.zone_name, "Asia/Shanghai");
  ASSERT_EQ(mapping.questions.size(), 1u);
  EXPECT_EQ(mapping.questions[0].question.high(), 5);
  EXPECT_EQ(mapping.questions[0].question.direction(), v1::SurveyQuestion::DIRECTION_HIGH_IS_BEST);
}

TEST(Mapping, ErrorsNameFileLineAndKeyAndWhatWasExpected) {
  EXPECT_THAT(ErrorOf(With("id = \"id\"", "idd = \"id\"")),
              AllOf(StartsWith("test.toml:7: interaction.idd:"), HasSubstr("agent_id")));
  EXPECT_THAT(ErrorOf(With("id = \"id\"", "")),
              AllOf(StartsWith("test.toml:6: interaction.id:"), HasSubstr("expected")));
  EXPECT_THAT(ErrorOf(With("high = 5", "high = \"5\"")),
              AllOf(StartsWith("test.toml:16: question.high:"), HasSubstr("a whole number")));
  EXPECT_THAT(ErrorOf("source = \"x"), StartsWith("test.toml:1:"));
}

TEST(Mapping, RefusesKeysItDoesNotKnow) {
  EXPECT_THAT(ErrorOf(With("ended =", "topik = \"t\"\nended =")),
              AllOf(StartsWith("test.toml:10: interaction.topik:"), HasSubstr("topic")));
  EXPECT_THAT(ErrorOf(With("[time]", "[tyme]\n[time]")), StartsWith("test.toml:3: tyme:"));
  EXPECT_THAT(ErrorOf(With("{ constant = \"voice\" }", "{ constant = \"voice\", x = 1 }")),
              StartsWith("test.toml:9: interaction.channel.x:"));
}

TEST(Mapping, RefusesValuesThatMakeNoSense) {
  EXPECT_THAT(ErrorOf(With("\"voice\"", "\"fax\"")), HasSubstr("voice, email, chat, social"));
  EXPECT_THAT(ErrorOf(With("Asia/Shanghai", "Asia/Nowhere")), HasSubstr("Asia/Nowhere"));
  EXPECT_THAT(ErrorOf(With("%H:%M:%S", "%H:%M:%Q")), HasSubstr("%Q"));
  EXPECT_THAT(ErrorOf(With("top_box = 2", "top_box = 5")), HasSubstr("question.top_box"));
  EXPECT_THAT(ErrorOf(With("high = 5", "high = 50")), HasSubstr("2 to 11 steps"));
  EXPECT_THAT(ErrorOf(With("high = 5", "high = -9223372036854775808")), HasSubstr("2 to 11 steps"));
  EXPECT_THAT(ErrorOf(With("id = \"csat\"", "id = \"C SAT\"")), HasSubstr("question.id"));
  EXPECT_THAT(ErrorOf(With("kind = \"csat\"", "kind = \"stars\"")), HasSubstr("resolved"));
  EXPECT_THAT(ErrorOf(With("[time]", "[file]\nencoding = \"ebcdic\"\n[time]")),
              HasSubstr("gb18030"));
  EXPECT_THAT(ErrorOf(With("[time]", "[file]\ndelimiter = \"ab\"\n[time]")),
              HasSubstr("file.delimiter"));
  EXPECT_THAT(ErrorOf(With("agent_name = \"agent\"", "")), HasSubstr("interaction.agent_id"));
}

TEST(Mapping, RefusesTimesThatCouldNeverHaveAZone) {
  EXPECT_THAT(ErrorOf(With("zone = \"Asia/Shanghai\"\nformats = [\"%Y-%m-%d %H:%M:%S\", "
                           "\"%Y-%m-%d\"]",
                           "formats = [\"%Y-%m-%d %H:%M:%S\"]")),
              AllOf(HasSubstr("interaction.ended"), HasSubstr("zone")));
}

TEST(Mapping, TwoQuestionsAreNotOne) {
  EXPECT_THAT(ErrorOf(SmallMapping("", R"(
[[question]]
id = "csat"
kind = "resolved"
answer = "solved"
)")),
              HasSubstr("question.id"));
}

TEST(Mapping, AColumnThatTheFileLacksIsNamed) {
  const input::Mapping mapping = MappingOf(SmallMapping());
  auto table = input::TableReader::Open(input::BytesOf("id,agent,score\n"), &mapping, &English());
  ASSERT_FALSE(table.ok());
  EXPECT_THAT(table.status().message(),
              AllOf(HasSubstr("\"ended\""), HasSubstr("line 10"), HasSubstr("id, agent, score")));
  table =
      input::TableReader::Open(input::BytesOf("id,agent,score,ended,id\n"), &mapping, &English());
  EXPECT_THAT(table.status().message(), HasSubstr("more than one column \"id\""));
}

TEST(Mapping, TheMappingsWeShipAreRight) {
  for (const char* name : {"ecommerce-csat", "pwc-call-center", "bank-calls"}) {
    const auto mapping = input::LoadMapping(
        absl::StrCat(AFTERCALL_SOURCE_DIR, "/deploy/mappings/", name, ".toml"), English());
    ASSERT_TRUE(mapping.ok()) << mapping.status();
    EXPECT_EQ(mapping->source, name);
  }
}

}  // namespace
}  // namespace aftercall::ctl
