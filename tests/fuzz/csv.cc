#include <algorithm>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "client/ctl/input/csv_reader.h"
#include "client/ctl/input/csv_writer.h"
#include "tests/fuzz/fuzz.h"

// Files of separated values. The first line: delimiter, "1" or "2" for the bytes of a character,
// and the longest record, ",1 64"; the rest is the file.
namespace aftercall::fuzz {
namespace {

using ctl::input::CsvDialect;
using ctl::input::CsvFlaw;
using ctl::input::CsvReader;
using ctl::input::CsvRecord;

CsvDialect DialectOf(absl::string_view line) {
  CsvDialect dialect;
  // What a mapping may name: any ASCII character but these.
  if (!line.empty() && absl::ascii_isascii(line[0]) && line[0] != '"' && line[0] != '\r') {
    dialect.delimiter = line[0];
  }
  dialect.double_byte = line.size() > 1 && line[1] == '2';
  // The reader reads no more at once than a record may be long: short ones make it quick here.
  int longest = 0;
  const bool told = line.size() > 3 && absl::SimpleAtoi(line.substr(3), &longest);
  dialect.longest_record = told ? std::clamp(longest, 1, 4096) : 64;
  return dialect;
}

std::vector<CsvRecord> ReadAll(const std::string& file, const CsvDialect& dialect, size_t piece) {
  CsvReader reader(ctl::input::BytesOf(file, piece), dialect);
  std::vector<CsvRecord> records;
  CsvRecord record;
  while (true) {
    const auto any = reader.Next(&record);
    Require(any.ok(), "bytes in memory can be read");
    if (!*any) break;
    Require(records.empty() || record.line > records.back().line, "lines rise");
    Require((record.flaw == CsvFlaw::kNone) <= !record.fields.empty(),
            "a record without a flaw has a field");
    records.push_back(record);
  }
  Require(reader.offset() == static_cast<int64_t>(file.size()), "the file is read to its end");
  return records;
}

void RequireSame(const std::vector<CsvRecord>& a, const std::vector<CsvRecord>& b) {
  Require(a.size() == b.size(), "pieces of any size give as many records");
  for (size_t i = 0; i < a.size(); ++i) {
    Require(a[i].line == b[i].line && a[i].fields == b[i].fields && a[i].raw == b[i].raw &&
                a[i].flaw == b[i].flaw && a[i].has_line_end == b[i].has_line_end,
            "pieces of any size give the same records");
  }
}

// Nothing of the file is invented, and nothing is told twice.
void RequireInOrder(const std::string& file, const std::vector<CsvRecord>& records) {
  size_t from = 0;
  for (const CsvRecord& record : records) {
    const size_t at = file.find(record.raw, from);
    Require(at != std::string::npos, "a record's bytes stand in the file, after those before it");
    from = at + record.raw.size();
  }
}

bool LooksLikeFormula(const std::string& field) {
  return !field.empty() && absl::string_view("=+-@\t\r").find(field[0]) != absl::string_view::npos;
}

// What our own writer writes is read as it was; but for formulas, which it defuses, and a record of
// one empty field, which is an empty line.
void RequireRoundTrip(const std::vector<CsvRecord>& records) {
  std::string file;
  std::vector<std::vector<std::string>> written;
  for (const CsvRecord& record : records) {
    const std::vector<std::string>& fields = record.fields;
    if (record.flaw != CsvFlaw::kNone || fields == std::vector<std::string>{""} ||
        absl::c_any_of(fields, LooksLikeFormula)) {
      continue;
    }
    file += ctl::input::CsvLine(fields);
    written.push_back(fields);
  }
  std::vector<std::vector<std::string>> read;
  for (const CsvRecord& record : ReadAll(file, {.longest_record = file.size() + 1}, 1 << 20)) {
    Require(record.flaw == CsvFlaw::kNone, "a line that was written has no flaw");
    read.push_back(record.fields);
  }
  Require(read == written, "lines that were written are read as they were");
}

}  // namespace

void Try(absl::string_view input) {
  const CsvDialect dialect = DialectOf(TakeLine(input));
  const std::string file(input);
  const std::vector<CsvRecord> records = ReadAll(file, dialect, 1 << 20);
  RequireSame(records, ReadAll(file, dialect, file.size() / 64 + 1));
  RequireInOrder(file, records);
  RequireRoundTrip(records);
}

}  // namespace aftercall::fuzz
