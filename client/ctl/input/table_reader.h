#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/ctl/input/csv_reader.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/problem.h"
#include "client/ctl/input/text_decoder.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl::input {

// A row, reduced to the columns that a mapping reads.
struct Row {
  int64_t line = 0;
  // UTF-8, by place in Mapping::columns. Byte for byte as in the file, but for the encoding.
  std::vector<std::string> cells;
  // The row as it stands in the file; its encoding is the file's.
  std::string raw;
  // Why the row cannot be read.
  std::optional<Problem> refusal;
  // Something to remark on though it can be.
  std::optional<Problem> remark;
};

// Reads the rows of a file by a mapping. Not thread-safe.
class TableReader {
 public:
  // Reads the header and finds the mapping's columns in it. INVALID_ARGUMENT names a column that is
  // not there (or there twice), a file in UTF-16, or an empty one. `mapping` and `tr` must
  // outlive the reader.
  static absl::StatusOr<std::unique_ptr<TableReader>> Open(std::unique_ptr<ByteSource> bytes,
                                                           const Mapping* mapping,
                                                           const i18n::Translator* tr);

  // Reads the next row; false at the end. Errors are those of the source.
  absl::StatusOr<bool> Next(Row* row);

  int64_t offset() const { return csv_.offset(); }
  std::optional<int64_t> size() const { return csv_.size(); }

 private:
  TableReader(CsvReader csv, std::unique_ptr<TextDecoder> decoder, const Mapping* mapping,
              const i18n::Translator* tr);
  absl::Status ReadHeader();
  absl::Status BindColumns(const std::vector<std::string>& header);
  std::optional<Problem> FlawOf(const CsvRecord& record) const;
  void Decode(const CsvRecord& record, Row* row);

  CsvReader csv_;
  std::unique_ptr<TextDecoder> decoder_;
  const Mapping* mapping_;
  const i18n::Translator* tr_;
  // By place in Mapping::columns, the place in the file.
  std::vector<size_t> places_;
  // Fields of a whole row; 0 until it is known.
  size_t width_ = 0;
  // The first row of a file without header, read to learn its width.
  std::optional<CsvRecord> first_;
  CsvRecord record_;
};

}  // namespace aftercall::ctl::input
