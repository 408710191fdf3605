#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/ctl/input/csv_reader.h"

namespace aftercall::ctl::input {

// What a look at the front of a text found.
struct CsvScan {
  enum class Outcome {
    kRecord,     // a whole record
    kNeedsMore,  // the text ends too soon, and more may come
    kOpenQuote,  // all of it has come, and a quote is still open
  };
  Outcome outcome = Outcome::kNeedsMore;
  // Bytes of the record with its line end, and without.
  size_t consumed = 0;
  size_t length = 0;
  // Line ends in it, its own included.
  int64_t lines = 0;
  bool text_after_quotes = false;
  bool has_line_end = false;
  std::vector<std::string> fields;
};

// Looks for one record at the front of `text`; `at_end` says that nothing follows the text.
CsvScan ScanCsvRecord(absl::string_view text, bool at_end, const CsvDialect& dialect);

}  // namespace aftercall::ctl::input
