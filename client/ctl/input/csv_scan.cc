#include "client/ctl/input/csv_scan.h"

#include <utility>

namespace aftercall::ctl::input {
namespace {

// One pass over the front of a text. `at` is the place of the character looked at.
class Scanner {
 public:
  Scanner(absl::string_view text, bool at_end, const CsvDialect& dialect)
      : text_(text), at_end_(at_end), dialect_(dialect) {}

  CsvScan Run() {
    while (Field()) {
    }
    return std::move(scan_);
  }

 private:
  using Outcome = CsvScan::Outcome;

  // Reads one field with what ends it; false when the record is complete or cannot be completed.
  bool Field() {
    std::string field;
    if (at_ < text_.size() && text_[at_] == '"') {
      ++at_;
      if (!Quoted(&field)) return false;
    }
    if (!Plain(&field)) return false;
    scan_.fields.push_back(std::move(field));
    if (at_ == text_.size()) return Finish(at_, false);
    if (text_[at_] == dialect_.delimiter) {
      ++at_;
      // A delimiter at the very end is followed by an empty field, which the next round reads.
      return true;
    }
    return LineEnd();
  }

  // The inside of quotes; afterwards `at` is behind the closing one.
  bool Quoted(std::string* field) {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        if (at_ + 1 == text_.size() && !at_end_) return false;
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          quotes_closed_ = true;
          return true;
        }
        ++at_;
      }
      if (c == '\n' || (c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n')) {
        ++scan_.lines;
      }
      if (IsPair()) field->push_back(text_[at_++]);
      field->push_back(text_[at_]);
    }
    if (at_end_) scan_.outcome = Outcome::kOpenQuote;
    return false;
  }

  // What stands outside quotes, up to the delimiter, line end or end of the text.
  bool Plain(std::string* field) {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == dialect_.delimiter || c == '\n' || c == '\r') break;
      if (quotes_closed_) scan_.text_after_quotes = true;
      if (IsPair()) field->push_back(text_[at_++]);
      field->push_back(text_[at_]);
    }
    quotes_closed_ = false;
    return at_ < text_.size() || at_end_;
  }

  // True where a character of two bytes begins. A second byte below '0' is none: the first is then
  // damaged, and what follows it keeps its meaning.
  bool IsPair() const {
    return dialect_.double_byte && static_cast<unsigned char>(text_[at_]) >= 0x81 &&
           at_ + 1 < text_.size() && static_cast<unsigned char>(text_[at_ + 1]) >= '0';
  }

  bool LineEnd() {
    const size_t length = at_;
    if (text_[at_] == '\r') {
      // Whether a line feed belongs to it is known only with the next character.
      if (at_ + 1 == text_.size() && !at_end_) return false;
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    }
    ++at_;
    ++scan_.lines;
    return Finish(length, true);
  }

  bool Finish(size_t length, bool has_line_end) {
    scan_.outcome = Outcome::kRecord;
    scan_.consumed = at_;
    scan_.length = length;
    scan_.has_line_end = has_line_end;
    return false;
  }

  absl::string_view text_;
  bool at_end_;
  const CsvDialect& dialect_;
  size_t at_ = 0;
  bool quotes_closed_ = false;
  CsvScan scan_;
};

}  // namespace

CsvScan ScanCsvRecord(absl::string_view text, bool at_end, const CsvDialect& dialect) {
  return Scanner(text, at_end, dialect).Run();
}

}  // namespace aftercall::ctl::input
