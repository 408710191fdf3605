#include "client/ctl/input/csv_reader.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "client/ctl/input/csv_scan.h"

namespace aftercall::ctl::input {
namespace {

constexpr size_t kPiece = 1 << 18;
constexpr absl::string_view kLineEnds = "\r\n";

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> bytes, CsvDialect dialect)
    : bytes_(std::move(bytes)), dialect_(dialect) {}

absl::Status CsvReader::Fill() {
  buffer_.erase(0, position_);
  position_ = 0;
  const size_t had = buffer_.size();
  const size_t piece = std::min(kPiece, dialect_.longest_record);
  buffer_.resize(had + piece);
  absl::StatusOr<size_t> got = bytes_->Read(buffer_.data() + had, piece);
  buffer_.resize(had + (got.ok() ? *got : 0));
  if (!got.ok()) return got.status();
  if (*got == 0) at_end_ = true;
  return absl::OkStatus();
}

absl::StatusOr<absl::string_view> CsvReader::Peek(size_t count) {
  while (rest().size() < count && !at_end_) {
    if (absl::Status status = Fill(); !status.ok()) return status;
  }
  return rest().substr(0, count);
}

void CsvReader::Consume(size_t bytes, int64_t lines) {
  position_ += bytes;
  offset_ += bytes;
  line_ += lines;
}

absl::StatusOr<bool> CsvReader::SkipLine() {
  for (;;) {
    const size_t end = rest().find_first_of(kLineEnds);
    const bool found = end != absl::string_view::npos;
    const bool is_return = found && rest()[end] == '\r';
    // Whether a line feed belongs to a carriage return is known only with the next character.
    if (found && (!is_return || end + 1 < rest().size() || at_end_)) {
      const bool both = is_return && end + 1 < rest().size() && rest()[end + 1] == '\n';
      Consume(end + (both ? 2 : 1), 1);
      return true;
    }
    Consume(found ? end : rest().size(), 0);
    if (at_end_) return false;
    if (absl::Status status = Fill(); !status.ok()) return status;
  }
}

absl::StatusOr<bool> CsvReader::Next(CsvRecord* record) {
  for (;;) {
    if (rest().empty() && at_end_) return false;
    // One byte more than is believed, however many have come: what is found does not depend on the
    // pieces in which they do.
    const absl::string_view text = rest().substr(0, dialect_.longest_record + 1);
    const bool all_here = at_end_ || text.size() > dialect_.longest_record;
    CsvScan scan = ScanCsvRecord(text, all_here, dialect_);
    if (scan.outcome == CsvScan::Outcome::kNeedsMore) {
      if (absl::Status status = Fill(); !status.ok()) return status;
      continue;
    }
    record->line = line_;
    record->fields = std::move(scan.fields);
    const bool open = scan.outcome == CsvScan::Outcome::kOpenQuote;
    if (open || scan.consumed > dialect_.longest_record) {
      absl::Status status = GiveUp(text, open, scan, record);
      if (!status.ok()) return status;
      return true;
    }
    record->raw = std::string(text.substr(0, scan.length));
    record->flaw = scan.text_after_quotes ? CsvFlaw::kTextAfterQuotes : CsvFlaw::kNone;
    record->has_line_end = scan.has_line_end;
    Consume(scan.consumed, scan.lines);
    const bool empty_line = record->fields.size() == 1 && record->raw.empty();
    if (!empty_line) return true;
  }
}

absl::Status CsvReader::GiveUp(absl::string_view text, bool open, const CsvScan& scan,
                               CsvRecord* record) {
  int64_t lines = scan.lines - (scan.has_line_end ? 1 : 0);
  size_t length = scan.length;
  record->flaw = CsvFlaw::kTooLong;
  if (open) {
    // Only the line on which the quote was opened is lost: reading goes on behind it.
    const size_t end = text.find_first_of(kLineEnds);
    const bool ends = end != absl::string_view::npos;
    record->fields.clear();
    lines = 0;
    length = ends ? end : text.size();
    if (ends) {
      record->flaw = CsvFlaw::kUnclosedQuote;
    } else if (text.size() <= dialect_.longest_record) {
      record->flaw = CsvFlaw::kCutOff;
    }
  }
  record->raw = std::string(text.substr(0, length));
  Consume(length, lines);
  const absl::StatusOr<bool> has_line_end = SkipLine();
  if (has_line_end.ok()) record->has_line_end = *has_line_end;
  return has_line_end.status();
}

}  // namespace aftercall::ctl::input
