#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/ctl/input/byte_source.h"

namespace aftercall::ctl::input {

struct CsvScan;

// How a file of separated values is written.
struct CsvDialect {
  // Between two fields; an ASCII character.
  char delimiter = ',';
  // The encoding has characters of two bytes whose second may look like ASCII (gbk, gb18030).
  bool double_byte = false;
  // A record longer than this, in bytes, is not believed: most likely a quote was never closed.
  size_t longest_record = 1 << 20;
};

// What is wrong with a record. Only its line is lost, never the rest of the file.
enum class CsvFlaw {
  kNone,
  kTextAfterQuotes,  // "a"b
  kUnclosedQuote,    // a quote was opened and never closed; reading goes on with the next line
  kTooLong,          // longer than the dialect's longest record
  kCutOff,           // the file ends inside quotes on its last line
};

// One record. A record may span lines, where a quoted field has line ends in it.
struct CsvRecord {
  // Physical line on which it begins, from 1.
  int64_t line = 0;
  std::vector<std::string> fields;
  // The bytes as they stand in the file, without the line end.
  std::string raw;
  CsvFlaw flaw = CsvFlaw::kNone;
  // False only at the end of a file without a last line end.
  bool has_line_end = true;
};

// Reads records one by one, as RFC 4180 has it, in bounded memory. Line ends may be LF, CRLF or CR;
// empty lines are passed over; a quote inside a field that does not begin with one is a character
// like any other. Fields are bytes as they are in the file: decoding is somebody else's work. Not
// thread-safe.
class CsvReader {
 public:
  CsvReader(std::unique_ptr<ByteSource> bytes, CsvDialect dialect);

  // Reads the next record; false at the end. Errors are those of the source.
  absl::StatusOr<bool> Next(CsvRecord* record);

  // Bytes read past so far.
  int64_t offset() const { return offset_; }
  // Size of the whole in bytes, where known.
  std::optional<int64_t> size() const { return bytes_->Size(); }
  // The first bytes of the file, at most `count`, without reading past them.
  absl::StatusOr<absl::string_view> Peek(size_t count);
  // Passes over bytes at the front, such as a byte order mark.
  void Skip(size_t count) { Consume(count, 0); }

 private:
  absl::string_view rest() const { return absl::string_view(buffer_).substr(position_); }
  absl::Status Fill();
  void Consume(size_t bytes, int64_t lines);
  // Passes over what is left of a line, its end included; false where the bytes end first.
  absl::StatusOr<bool> SkipLine();
  // Reads past a record that is too long, or has a quote that is never closed.
  absl::Status GiveUp(absl::string_view text, bool open, const CsvScan& scan, CsvRecord* record);

  std::unique_ptr<ByteSource> bytes_;
  CsvDialect dialect_;
  std::string buffer_;
  size_t position_ = 0;
  bool at_end_ = false;
  int64_t line_ = 1;
  int64_t offset_ = 0;
};

}  // namespace aftercall::ctl::input
