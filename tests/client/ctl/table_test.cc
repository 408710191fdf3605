#include "client/ctl/output/table.h"

#include <sstream>

#include "aftercall/v1/feed.pb.h"
#include "client/ctl/output/json.h"
#include "gtest/gtest.h"

namespace aftercall::ctl {
namespace {

TEST(ForTerminal, WhatATerminalWouldObeyIsShownInstead) {
  EXPECT_EQ(ForTerminal("\x1b[31mred"), "␛[31mred");
  EXPECT_EQ(ForTerminal("a\nb\tc\x07\x7f"), "a⏎b c␇␡");
  EXPECT_EQ(ForTerminal("a\u202eb\u009bc"), "a\uFFFDb\uFFFDc");
  EXPECT_EQ(ForTerminal("caf\xE9 满"), "caf\uFFFD 满");
}

TEST(ForTerminal, CutsByColumns) {
  EXPECT_EQ(ForTerminal("满意满意", 8), "满意满意");
  EXPECT_EQ(ForTerminal("满意满意", 7), "满意满…");
  EXPECT_EQ(ForTerminal("abcdef", 4), "abc…");
  EXPECT_EQ(TerminalWidth("满意ab"), 6u);
  EXPECT_EQ(TerminalWidth("e\u0301"), 1u) << "an accent takes no column";
}

TEST(Table, AlignsWideCharacters) {
  Table table({"name", "n"});
  table.Add({"王芳", "1"});
  table.Add({"Lin", "22"});
  std::ostringstream out;
  table.Write(out);
  EXPECT_EQ(out.str(), "name  n\n王芳  1\nLin   22\n");
}

TEST(ToJson, IsWhatScriptsLike) {
  v1::FeedEntry entry;
  entry.set_position(9007199254740993);
  entry.mutable_created_at()->set_seconds(1690855200);
  entry.mutable_created_at()->set_nanos(500000000);
  v1::Verdict* verdict = entry.mutable_verdict();
  verdict->set_comment("a\x01\"满");
  verdict->mutable_business_day()->set_year(2023);
  verdict->mutable_business_day()->set_month(8);
  verdict->mutable_business_day()->set_day(1);
  verdict->mutable_question()->set_direction(v1::SurveyQuestion::DIRECTION_LOW_IS_BEST);
  verdict->add_redactions("phone");
  std::ostringstream out;
  WriteLine(ToJson(entry), out);
  EXPECT_EQ(out.str(),
            "{\"position\":9007199254740993,\"created_at\":\"2023-08-01T02:00:00.5Z\","
            "\"verdict\":{\"question\":{\"direction\":\"low_is_best\"},"
            "\"comment\":\"a\\u0001\\\"满\",\"business_day\":\"2023-08-01\","
            "\"redactions\":[\"phone\"]}}\n");
}

}  // namespace
}  // namespace aftercall::ctl
