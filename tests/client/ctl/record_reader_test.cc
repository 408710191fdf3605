#include "client/ctl/input/record_reader.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/ctl/reading.h"

namespace aftercall::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kHeader[] = "id,agent,ended,score\n";

TEST(RecordReader, MakesAnInteractionAndItsAnswer) {
  const Reading r = ReadAll(MappingOf(SmallMapping("topic = { constant = \"Refund\" }")),
                            absl::StrCat(kHeader, "7, Lin ,2023-08-01 10:00:00,5\n"));
  ASSERT_EQ(r.interactions.size(), 1u);
  EXPECT_THAT(r.reasons(), IsEmpty());
  EXPECT_EQ(r.interactions[0].external_id(), "7");
  EXPECT_EQ(r.interactions[0].legs(0).staff_number(), "Lin");
  EXPECT_EQ(r.interactions[0].topic(), "Refund");
  EXPECT_EQ(r.interactions[0].time_zone(), "Asia/Shanghai");
  EXPECT_EQ(r.interactions[0].ended_at().seconds(), 1690855200);
  ASSERT_EQ(r.responses.size(), 1u);
  EXPECT_EQ(r.responses[0].rating(), 5);
  EXPECT_EQ(r.responses[0].external_id(), "7:csat");
  EXPECT_EQ(r.responses[0].interaction_external_id(), "7");
}

TEST(RecordReader, ALanguageIsAColumnsOrTheSameForAll) {
  constexpr char kRows[] =
      "id,agent,ended,score,tongue\n1,Lin,2023-08-01,5,国语\n"
      "2,Lin,2023-08-01,5,\n3,Lin,2023-08-01,5,en\n";
  const auto all = ReadAll(MappingOf(SmallMapping("language = { constant = \"zh\" }")), kRows);
  ASSERT_EQ(all.interactions.size(), 3u);
  for (const auto& one : all.interactions) EXPECT_EQ(one.language(), "zh");
  const auto mapped = ReadAll(MappingOf(SmallMapping("language = { column = \"tongue\", map = "
                                                     "{ \"国语\" = \"zh-CN\" } }")),
                              kRows);
  ASSERT_EQ(mapped.interactions.size(), 3u);
  EXPECT_EQ(mapped.interactions[0].language(), "zh-CN");
  EXPECT_EQ(mapped.interactions[1].language(), "");
  EXPECT_EQ(mapped.interactions[2].language(), "");
  EXPECT_THAT(mapped.reasons(), ElementsAre("4:tongue:unknown-value"));
  const auto plain = ReadAll(MappingOf(SmallMapping("language = \"tongue\"")), kRows);
  EXPECT_EQ(plain.interactions[2].language(), "en");
}

TEST(RecordReader, NothingStopsTheRestOfTheFile) {
  const std::string text =
      absl::StrCat("\xEF\xBB\xBF", "id,agent,ended,score\r\n",         // a BOM and CRLF
                   "1,Lin,2023-08-01 10:00:00,5\r\n",                  // 2
                   "2,Lin\r\n",                                        // 3: too few
                   "3,Lin,2023-08-01 10:00:00,9\r\n",                  // 4: outside the scale
                   "4,Lin,2023-13-01 10:00:00,4\r\n",                  // 5: no date
                   "5,L\xFFn,2023-08-01 10:00:00,4\r\n",               // 6: no UTF-8
                   "6,L", std::string("\0", 1), "n,2023-08-01,4\r\n",  // 7: NUL
                   "7,\"Li\"\"n\"x,2023-08-01 10:00:00,4\r\n",         // 8: text after quotes
                   "8,\"Li \"\"n\"\"\",2023-08-01,4\r\n",              // 9: quotes in quotes, right
                   ",Lin,2023-08-01,4\r\n",                            // 10: no id
                   "9,,2023-08-01,4\r\n",                              // 11: no agent
                   "10,Lin,,4\r\n",                                    // 12: no time
                   "11,Lin,2023-08-01,four\r\n",                       // 13: no number
                   "12,Lin,2023-08");                                  // 14: cut off
  const Reading r = ReadAll(MappingOf(SmallMapping()), text);
  EXPECT_EQ(r.rows, 13);
  EXPECT_THAT(
      r.reasons(),
      ElementsAre("3::column-count", "4:score:rating-outside-scale", "5:ended:unreadable-time",
                  "6:agent:encoding", "7:agent:nul-byte", "8::text-after-quotes", "10:id:no-id",
                  "11:agent:no-agent", "12::no-time", "13:score:unreadable-rating", "14::cut-off"));
  ASSERT_EQ(r.interactions.size(), 4u) << "1, 3 and 11 without their answers, 8";
  EXPECT_EQ(r.responses.size(), 2u);
  EXPECT_EQ(r.interactions[2].legs(0).staff_number(), "Li \"n\"");
}

TEST(RecordReader, ALastLineWithoutEndIsRemarkedOn) {
  const Reading r =
      ReadAll(MappingOf(SmallMapping()), absl::StrCat(kHeader, "1,Lin,2023-08-01 10:00:00,5"));
  EXPECT_THAT(r.reasons(), ElementsAre("2::no-line-end"));
  EXPECT_EQ(r.responses.size(), 1u);
}

TEST(RecordReader, ImpossibleValuesAreLeftOutAndTold) {
  const input::Mapping mapping = MappingOf(SmallMapping(
      "started = \"began\"\ntalk = \"talk\"\nhold = \"hold\"", "answered = \"given\"\n"));
  const Reading r = ReadAll(mapping,
                            "id,agent,began,ended,talk,hold,given,score\n"
                            // Responded to before it was reported.
                            "1,Lin,2023-08-02 10:00:00,2023-08-02 09:00:00,60,5,2023-08-03,4\n"
                            // Talk of less than nothing, hold of two days, an early answer.
                            "2,Lin,2023-08-02 10:00:00,2023-08-02 11:00:00,-60,48:00:00,"
                            "2023-08-01,4\n"
                            // Nothing was measured.
                            "3,Lin,2023-08-02 10:00:00,2023-08-02 11:00:00,0,0:00:00,"
                            "2023-08-02 09:59:59,4\n");
  EXPECT_THAT(r.reasons(), ElementsAre("2:ended:ends-before-start", "3:talk:negative-duration",
                                       "3:hold:long-duration", "3:given:answered-before-start",
                                       "4:given:answered-before-start"));
  ASSERT_EQ(r.interactions.size(), 3u);
  EXPECT_FALSE(r.interactions[0].has_ended_at());
  EXPECT_EQ(r.interactions[0].ended_on().day(), 2) << "its day is the one on which it began";
  EXPECT_EQ(r.interactions[0].talk().seconds(), 60);
  EXPECT_FALSE(r.interactions[1].has_talk());
  EXPECT_FALSE(r.interactions[1].has_hold());
  EXPECT_FALSE(r.interactions[2].has_talk()) << "zero is how systems write that they did not look";
  ASSERT_EQ(r.responses.size(), 3u) << "no answer is lost";
  EXPECT_EQ(r.responses[0].answered_on().day(), 3);
  EXPECT_EQ(r.responses[1].answered_case(), v1::SurveyResponse::ANSWERED_NOT_SET);
  EXPECT_EQ(r.responses[2].answered_case(), v1::SurveyResponse::ANSWERED_NOT_SET);
}

TEST(RecordReader, CommentsStayByteForByteOrAreRefusedByName) {
  const input::Mapping mapping = MappingOf(absl::StrCat("limits = { comment_characters = 5 }\n",
                                                        SmallMapping("", "comment = \"said\"\n")));
  const Reading r = ReadAll(mapping,
                            "id,agent,ended,score,said\n"
                            "1,Lin,2023-08-01,4,\" =1+\"\n"
                            "2,Lin,2023-08-01,4,服务非常好\n"
                            "3,Lin,2023-08-01,4,服务非常好！\n"
                            "4,Lin,2023-08-01,,fine\n");
  EXPECT_THAT(r.reasons(), ElementsAre("4:said:long-comment", "5:said:comment-without-rating"));
  ASSERT_EQ(r.responses.size(), 3u);
  EXPECT_EQ(r.responses[0].comment(), " =1+");
  EXPECT_EQ(r.responses[1].comment(), "服务非常好") << "characters count, not bytes";
  EXPECT_EQ(r.responses[2].comment(), "");
  EXPECT_THAT(r.problems[0].sentence, HasSubstr("6 characters"));
}

TEST(RecordReader, TwoPeopleOfOneNameStayTwo) {
  const Reading r = ReadAll(MappingOf(SmallMapping("agent_id = \"number\"")),
                            "id,agent,number,ended,score\n"
                            "1,Wang Fang,1001,2023-08-01,4\n"
                            "2,Wang Fang,1002,2023-08-01,5\n"
                            "3,Wang Fang,,2023-08-01,5\n");
  ASSERT_EQ(r.interactions.size(), 2u);
  EXPECT_EQ(r.interactions[0].legs(0).staff_number(), "1001");
  EXPECT_EQ(r.interactions[1].legs(0).staff_number(), "1002");
  EXPECT_EQ(r.interactions[1].legs(0).display_name(), "Wang Fang");
  EXPECT_THAT(r.reasons(), ElementsAre("4:number:no-agent")) << "a name alone is nobody";
}

TEST(RecordReader, AScaleOnWhichTheLowestStepIsTheBest) {
  const input::Mapping mapping = MappingOf(R"(
source = "ivr"
[file]
delimiter = ";"
header = false
encoding = "gb18030"
[time]
formats = ["%Y-%m-%d"]
[interaction]
id = 1
agent_id = 2
channel = { column = 5, map = { tel = "voice", web = "chat" } }
ended = 3
[[question]]
id = "satisfied"
prompt = "满意请按一"
kind = "csat"
low = 1
high = 3
best = "low"
top_box = 1
steps = { 1 = "满意", 2 = "一般", 3 = "不满意" }
answer = { column = 4, none = ["9"] }
)");
  const v1::SurveyQuestion& question = mapping.questions[0].question;
  EXPECT_EQ(question.direction(), v1::SurveyQuestion::DIRECTION_LOW_IS_BEST);
  EXPECT_EQ(question.steps_size(), 3);
  const Reading r = ReadAll(mapping,
                            "a;\xC0\xEE;2023-08-01;1;tel\n"
                            "b;\xC0\xEE;2023-08-01;9;web\n"
                            "c;\xC0\xEE;2023-08-01;0;web\n"
                            "d;\xC0\xEE;2023-08-01;3;fax\n");
  EXPECT_THAT(r.reasons(), ElementsAre("3:4:rating-outside-scale", "4:5:unknown-value"));
  ASSERT_EQ(r.interactions.size(), 3u);
  EXPECT_EQ(r.interactions[0].legs(0).staff_number(), "李");
  EXPECT_EQ(r.interactions[1].channel(), v1::CHANNEL_CHAT);
  ASSERT_EQ(r.responses.size(), 1u);
  EXPECT_EQ(r.responses[0].rating(), 1);
}

TEST(RecordReader, AnsweredAbandonedInvitedAndBlamed) {
  const input::Mapping mapping = MappingOf(SmallMapping(
      R"(answered = { column = "ok", map = { Y = "yes", N = "no" } }
talk = { constant = "60" })",
      R"(only_answered = true
company_fault = { column = "fault", map = { company = "yes", agent = "no" } }
[[question]]
id = "solved"
kind = "resolved"
answer = { column = "solved", map = { Y = 1, N = 0 } }
contacts = "times"
[invitation]
outcome = { column = "invited", map = { "1" = "offered", "2" = "declined", "3" = "undeliverable" } }
)"));
  const Reading r = ReadAll(mapping,
                            "id,agent,ended,score,ok,fault,solved,times,invited\n"
                            "1,Lin,2023-08-01,4,Y,company,Y,1,1\n"
                            "2,Lin,2023-08-01,4,N,,,,2\n"
                            "3,Lin,2023-08-01,4,Y,??,N,none,3\n"
                            "4,Lin,2023-08-01,4,maybe,,,,\n");
  EXPECT_THAT(r.reasons(), ElementsAre("4:fault:unknown-value", "4:times:unreadable-contacts",
                                       "5:ok:unknown-value"));
  ASSERT_EQ(r.interactions.size(), 3u);
  EXPECT_FALSE(r.interactions[0].abandoned());
  EXPECT_EQ(r.interactions[0].talk().seconds(), 60);
  EXPECT_TRUE(r.interactions[1].abandoned());
  EXPECT_EQ(r.interactions[1].legs_size(), 1) << "the agent to whom it was offered";
  EXPECT_FALSE(r.interactions[1].has_talk());
  ASSERT_EQ(r.responses.size(), 3u);
  EXPECT_TRUE(r.responses[0].company_fault());
  EXPECT_EQ(r.responses[1].contacts(), 1);
  EXPECT_EQ(r.responses[2].rating(), 0);
  ASSERT_EQ(r.invitations.size(), 3u);
  EXPECT_EQ(r.invitations[1].outcome(), v1::SurveyInvitation::OUTCOME_DECLINED);
}

TEST(RecordReader, IdsOfSeveralColumnsNeverMeet) {
  std::string text = SmallMapping();
  text.replace(text.find("id = \"id\""), 9, "id = [\"id\", \"part\"]");
  const Reading r = ReadAll(MappingOf(text),
                            "id,part,agent,ended,score\n"
                            "a/b,c,Lin,2023-08-01,\n"
                            "a,b/c,Lin,2023-08-01,\n"
                            "a,,Lin,2023-08-01,\n");
  EXPECT_THAT(r.reasons(), ElementsAre("4:id:no-id"));
  ASSERT_EQ(r.interactions.size(), 2u);
  EXPECT_EQ(r.interactions[0].external_id(), "a%2Fb/c");
  EXPECT_EQ(r.interactions[1].external_id(), "a/b%2Fc");
}

TEST(TableReader, RefusesFilesItCannotRead) {
  const input::Mapping mapping = MappingOf(SmallMapping());
  const auto error = [&](std::string bytes) {
    const auto table =
        input::TableReader::Open(input::BytesOf(std::move(bytes)), &mapping, &English());
    return table.ok() ? "none" : std::string(table.status().message());
  };
  EXPECT_THAT(error(""), HasSubstr("empty"));
  EXPECT_THAT(error("\xFF\xFEi\0d\0"), HasSubstr("UTF-16"));
}

}  // namespace
}  // namespace aftercall::ctl
