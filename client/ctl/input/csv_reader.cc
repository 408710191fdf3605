#include "client/ctl/input/csv_reader.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "client/ctl/input/csv_scan.h"

namespace aftercall::ctl::input {
namespace {

constexpr size_t kPiece = 1 << 18;

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> bytes, CsvDialect dialect)
    : bytes_(std::move(bytes)), dialect_(dialect) {}

absl::Status CsvReader::Fill() {
  buffer_.erase(0, position_);
  position_ = 0;
  const size_t had = buffer_.size();
  buffer_.resize(had + kPiece);
  absl::StatusOr<size_t> got = bytes_->Read(buffer_.data() + had, kPiece);
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

absl::Status CsvReader::SkipToLineEnd() {
  for (;;) {
    const size_t end = rest().find('\n');
    if (end != absl::string_view::npos) {
      Consume(end + 1, 1);
      return absl::OkStatus();
    }
    Consume(rest().size(), 0);
    if (at_end_) return absl::OkStatus();
    if (absl::Status status = Fill(); !status.ok()) return status;
  }
}

absl::StatusOr<bool> CsvReader::Next(CsvRecord* record) {
  for (;;) {
    if (rest().empty() && at_end_) return false;
    const bool all_here = at_end_ || rest().size() > dialect_.longest_record;
    CsvScan scan = ScanCsvRecord(rest(), all_here, dialect_);
    if (scan.outcome == CsvScan::Outcome::kNeedsMore) {
      if (absl::Status status = Fill(); !status.ok()) return status;
      continue;
    }
    record->line = line_;
    record->has_line_end = scan.has_line_end;
    if (scan.outcome == CsvScan::Outcome::kOpenQuote) {
      // Only the line on which the quote was opened is lost: reading goes on behind it.
      const size_t end = rest().find('\n');
      const bool last = end == absl::string_view::npos;
      record->fields.clear();
      record->raw = std::string(rest().substr(0, last ? rest().size() : end));
      record->flaw =
          !last ? CsvFlaw::kUnclosedQuote : (at_end_ ? CsvFlaw::kCutOff : CsvFlaw::kTooLong);
      if (!last || at_end_) {
        Consume(last ? rest().size() : end + 1, last ? 0 : 1);
      } else if (absl::Status status = SkipToLineEnd(); !status.ok()) {
        return status;
      }
      return true;
    }
    record->raw = std::string(rest().substr(0, scan.length));
    record->fields = std::move(scan.fields);
    record->flaw = scan.text_after_quotes ? CsvFlaw::kTextAfterQuotes : CsvFlaw::kNone;
    if (scan.consumed > dialect_.longest_record) record->flaw = CsvFlaw::kTooLong;
    const bool cut = !scan.has_line_end && !at_end_;
    Consume(scan.consumed, scan.lines);
    if (cut) {
      if (absl::Status status = SkipToLineEnd(); !status.ok()) return status;
    }
    const bool empty_line = record->fields.size() == 1 && record->raw.empty();
    if (!empty_line) return true;
  }
}

}  // namespace aftercall::ctl::input
