#include "client/ctl/input/csv_writer.h"

#include "gtest/gtest.h"

namespace aftercall::ctl::input {
namespace {

TEST(CsvWriter, QuotesWhatNeedsIt) {
  EXPECT_EQ(CsvLine({"a", "b,c", "say \"hi\"", "two\nlines", ""}),
            "a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",\n");
}

TEST(CsvWriter, NoValueIsAFormulaToASpreadsheet) {
  EXPECT_EQ(CsvLine({"=1+1", "+1", "-1", "@x", "\tx"}),
            "\"'=1+1\",\"'+1\",\"'-1\",\"'@x\",\"'\tx\"\n");
  EXPECT_EQ(CsvLine({"a=b"}), "a=b\n");
}

}  // namespace
}  // namespace aftercall::ctl::input
