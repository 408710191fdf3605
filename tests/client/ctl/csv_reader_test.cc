#include "client/ctl/input/csv_reader.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace aftercall::ctl::input {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<CsvRecord> Read(std::string text, CsvDialect dialect = {}, size_t piece = 1 << 16) {
  CsvReader reader(BytesOf(std::move(text), piece), dialect);
  std::vector<CsvRecord> records;
  CsvRecord record;
  for (;;) {
    const absl::StatusOr<bool> any = reader.Next(&record);
    EXPECT_TRUE(any.ok());
    if (!any.ok() || !*any) return records;
    records.push_back(record);
  }
}

TEST(CsvReader, ReadsQuotesInQuotesAndLineEndsInFields) {
  const auto records = Read("a,\"say \"\"hi\"\"\",\"two\nlines\"\nb,,\n");
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_THAT(records[0].fields, ElementsAre("a", "say \"hi\"", "two\nlines"));
  EXPECT_THAT(records[1].fields, ElementsAre("b", "", ""));
  EXPECT_EQ(records[1].line, 3) << "lines inside quotes count";
}

TEST(CsvReader, TakesAnyLineEndAndPassesOverEmptyLines) {
  const auto records = Read("a,b\r\n\r\nc,d\re,f\n\n\"x\r\ny\",z\r\nlast,1");
  ASSERT_THAT(records, SizeIs(5));
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
  EXPECT_THAT(records[2].fields, ElementsAre("e", "f"));
  EXPECT_THAT(records[3].fields, ElementsAre("x\r\ny", "z"));
  EXPECT_THAT(records[4].fields, ElementsAre("last", "1"));
  EXPECT_EQ(records[1].line, 3);
  EXPECT_EQ(records[3].line, 6);
  EXPECT_EQ(records[4].line, 8);
  EXPECT_TRUE(records[3].has_line_end);
  EXPECT_FALSE(records[4].has_line_end);
}

TEST(CsvReader, GivesTheSameWhereverTheReadsAreCut) {
  const std::string text = "a,\"b\"\"c\r\nd\",e\r\n\"\",f\r\n\"g\"";
  const auto whole = Read(text);
  for (const size_t piece : {1, 2, 3, 5, 7}) {
    const auto cut = Read(text, {}, piece);
    ASSERT_EQ(cut.size(), whole.size()) << piece;
    for (size_t i = 0; i < cut.size(); ++i) {
      EXPECT_EQ(cut[i].fields, whole[i].fields) << piece;
      EXPECT_EQ(cut[i].line, whole[i].line) << piece;
      EXPECT_EQ(cut[i].raw, whole[i].raw) << piece;
    }
  }
}

TEST(CsvReader, AQuoteInsideAnUnquotedFieldIsACharacter) {
  EXPECT_THAT(Read("5\" pipe,x\n")[0].fields, ElementsAre("5\" pipe", "x"));
}

TEST(CsvReader, TextAfterQuotesCostsItsRecordOnly) {
  const auto records = Read("\"a\"b,c\nd,e\n");
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].flaw, CsvFlaw::kTextAfterQuotes);
  EXPECT_EQ(records[0].raw, "\"a\"b,c");
  EXPECT_EQ(records[1].flaw, CsvFlaw::kNone);
}

TEST(CsvReader, AnUnclosedQuoteCostsItsLineOnly) {
  const auto records = Read("a,\"b\nc,d\ne,f\n");
  ASSERT_THAT(records, SizeIs(3));
  EXPECT_EQ(records[0].flaw, CsvFlaw::kUnclosedQuote);
  EXPECT_EQ(records[0].raw, "a,\"b");
  EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
  EXPECT_EQ(records[1].line, 2);
  EXPECT_THAT(records[2].fields, ElementsAre("e", "f"));
}

TEST(CsvReader, AnUnclosedQuoteDoesNotSwallowALongFile) {
  std::string text = "a,\"b\n";
  for (int i = 0; i < 1000; ++i) text += "c,d\n";
  const auto records = Read(text, {.longest_record = 200}, 64);
  EXPECT_THAT(records, SizeIs(1001));
  EXPECT_EQ(records[0].flaw, CsvFlaw::kUnclosedQuote);
  EXPECT_EQ(records[1000].line, 1001);
}

TEST(CsvReader, SaysThatTheLastLineIsCutOff) {
  const auto records = Read("a,b\nc,\"d");
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[1].flaw, CsvFlaw::kCutOff);
}

TEST(CsvReader, ALineWithoutEndIsRefusedInBoundedMemory) {
  const auto records = Read(std::string(600000, 'x') + "\nc,d\n", {.longest_record = 1000}, 512);
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].flaw, CsvFlaw::kTooLong);
  EXPECT_LT(records[0].raw.size(), 300000u);
  EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
  EXPECT_EQ(records[1].line, 2);
}

TEST(CsvReader, FindsTheSameOverlongRecordsWhereverTheReadsAreCut) {
  const std::string text = "a\n1,\"0123456789\n0123456789\n\",2\n3,0123456789012345678\r\nb\n";
  const auto whole = Read(text, {.longest_record = 16});
  ASSERT_THAT(whole, SizeIs(6));
  EXPECT_EQ(whole[1].flaw, CsvFlaw::kUnclosedQuote);
  EXPECT_EQ(whole[4].flaw, CsvFlaw::kTooLong);
  EXPECT_THAT(whole[5].fields, ElementsAre("b"));
  for (const size_t piece : {1, 3, 8, 20}) {
    const auto cut = Read(text, {.longest_record = 16}, piece);
    ASSERT_EQ(cut.size(), whole.size()) << piece;
    for (size_t i = 0; i < cut.size(); ++i) {
      EXPECT_EQ(cut[i].flaw, whole[i].flaw) << piece;
      EXPECT_EQ(cut[i].raw, whole[i].raw) << piece;
      EXPECT_EQ(cut[i].line, whole[i].line) << piece;
    }
  }
}

TEST(CsvReader, ALineIsAllThatIsLostWhereLinesEndInCarriageReturns) {
  const auto unclosed = Read("a,\"b\rc,d\re,f\r");
  ASSERT_THAT(unclosed, SizeIs(3));
  EXPECT_EQ(unclosed[0].flaw, CsvFlaw::kUnclosedQuote);
  EXPECT_THAT(unclosed[2].fields, ElementsAre("e", "f"));
  EXPECT_EQ(unclosed[2].line, 3);
  const auto too_long = Read(std::string(100, 'x') + "\rc,d\r", {.longest_record = 10}, 7);
  ASSERT_THAT(too_long, SizeIs(2));
  EXPECT_EQ(too_long[0].flaw, CsvFlaw::kTooLong);
  EXPECT_THAT(too_long[1].fields, ElementsAre("c", "d"));
}

TEST(CsvReader, KeepsNulBytes) {
  EXPECT_THAT(Read(std::string("a\0b,c\n", 6))[0].fields, ElementsAre(std::string("a\0b", 3), "c"));
}

TEST(CsvReader, TakesOtherDelimiters) {
  EXPECT_THAT(Read("a,b;c\n", {.delimiter = ';'})[0].fields, ElementsAre("a,b", "c"));
}

TEST(CsvReader, ASecondByteThatLooksLikeADelimiterIsNone) {
  // In GB18030 0x81 0x7C is one character, and 0x7C alone is "|".
  const auto records = Read("x\x81|y|z\n", {.delimiter = '|', .double_byte = true});
  EXPECT_THAT(records[0].fields, ElementsAre("x\x81|y", "z"));
}

}  // namespace
}  // namespace aftercall::ctl::input
