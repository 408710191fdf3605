#include "client/ctl/input/table_reader.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "shared/base/text.h"

namespace aftercall::ctl::input {
namespace {

std::string Trimmed(const std::string& text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

}  // namespace

TableReader::TableReader(CsvReader csv, std::unique_ptr<TextDecoder> decoder,
                         const Mapping* mapping, const i18n::Translator* tr)
    : csv_(std::move(csv)), decoder_(std::move(decoder)), mapping_(mapping), tr_(tr) {}

absl::StatusOr<std::unique_ptr<TableReader>> TableReader::Open(std::unique_ptr<ByteSource> bytes,
                                                               const Mapping* mapping,
                                                               const i18n::Translator* tr) {
  absl::StatusOr<std::unique_ptr<TextDecoder>> decoder = TextDecoder::For(mapping->encoding);
  if (!decoder.ok()) return decoder.status();
  CsvReader csv(std::move(bytes),
                {.delimiter = mapping->delimiter, .double_byte = (*decoder)->double_byte()});
  absl::StatusOr<absl::string_view> front = csv.Peek(3);
  if (!front.ok()) return front.status();
  if (absl::StartsWith(*front, "\xFF\xFE") || absl::StartsWith(*front, "\xFE\xFF")) {
    return absl::InvalidArgumentError(
        tr->Tr("the file is written in UTF-16; save it as UTF-8 (in spreadsheets: CSV UTF-8)"));
  }
  if (*front == "\xEF\xBB\xBF") csv.Skip(3);
  std::unique_ptr<TableReader> reader(
      new TableReader(std::move(csv), *std::move(decoder), mapping, tr));
  if (absl::Status status = reader->ReadHeader(); !status.ok()) return status;
  return reader;
}

absl::Status TableReader::ReadHeader() {
  CsvRecord record;
  absl::StatusOr<bool> any = csv_.Next(&record);
  if (!any.ok()) return any.status();
  if (!*any) return absl::InvalidArgumentError(tr_->Tr("the file is empty"));
  width_ = record.fields.size();
  std::vector<std::string> header;
  if (mapping_->header) {
    for (const std::string& field : record.fields) {
      std::string name;
      if (!decoder_->Decode(field, &name)) name = Presentable(field);
      header.push_back(Trimmed(name));
    }
  } else {
    for (size_t place = 1; place <= width_; ++place) header.push_back(absl::StrCat(place));
    first_ = std::move(record);
  }
  return BindColumns(header);
}

absl::Status TableReader::BindColumns(const std::vector<std::string>& header) {
  for (const Column& column : mapping_->columns) {
    const std::string name = Trimmed(column.name);
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
      return absl::InvalidArgumentError(
          i18n::Format(tr_->Tr("the file has no column \"{column}\", which the mapping (line "
                               "{line}, {key}) reads; it has: {header}"),
                       {{"column", column.name},
                        {"line", absl::StrCat(column.line)},
                        {"key", column.key},
                        {"header", base::Shorten(absl::StrJoin(header, ", "), 500)}}));
    }
    if (std::find(found + 1, header.end(), name) != header.end()) {
      return absl::InvalidArgumentError(i18n::Format(
          tr_->Tr("the file has more than one column \"{column}\", which the mapping "
                  "(line {line}, {key}) reads"),
          {{"column", column.name}, {"line", absl::StrCat(column.line)}, {"key", column.key}}));
    }
    places_.push_back(found - header.begin());
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> TableReader::Next(Row* row) {
  if (first_.has_value()) {
    record_ = *std::move(first_);
    first_.reset();
  } else {
    absl::StatusOr<bool> any = csv_.Next(&record_);
    if (!any.ok() || !*any) return any;
  }
  row->line = record_.line;
  row->refusal = FlawOf(record_);
  row->remark.reset();
  if (!row->refusal.has_value()) Decode(record_, row);
  if (!row->refusal.has_value() && !record_.has_line_end) {
    row->remark = Problem{Loss::kNone, row->line, "", "no-line-end",
                          tr_->Tr("the file ends without a line end; if it was cut off, the "
                                  "last value may not be whole")};
  }
  row->raw = std::move(record_.raw);
  return true;
}

std::optional<Problem> TableReader::FlawOf(const CsvRecord& record) const {
  Problem problem{Loss::kRow, record.line, "", "", ""};
  switch (record.flaw) {
    case CsvFlaw::kTextAfterQuotes:
      problem.reason = "text-after-quotes";
      problem.sentence = tr_->Tr(
          "there is text between a closing quote and the next delimiter; a quote inside quotes is "
          "written twice");
      return problem;
    case CsvFlaw::kUnclosedQuote:
      problem.reason = "unclosed-quote";
      problem.sentence = tr_->Tr("a quote is opened on this line and never closed");
      return problem;
    case CsvFlaw::kTooLong:
      problem.reason = "row-too-long";
      problem.sentence = tr_->Tr("the row is longer than a megabyte");
      return problem;
    case CsvFlaw::kCutOff:
      problem.reason = "cut-off";
      problem.sentence = tr_->Tr("the file ends inside quotes: its last line is cut off");
      return problem;
    case CsvFlaw::kNone:
      break;
  }
  if (record.fields.size() == width_) return std::nullopt;
  const bool cut = !record.has_line_end && record.fields.size() < width_;
  problem.reason = cut ? "cut-off" : "column-count";
  problem.sentence =
      cut ? i18n::Format(
                tr_->Tr("the file ends in the middle of this line: {found} of {expected} columns"),
                {{"found", absl::StrCat(record.fields.size())}, {"expected", absl::StrCat(width_)}})
          : i18n::Format(tr_->Tr("the row has {found} columns; expected {expected}"),
                         {{"found", absl::StrCat(record.fields.size())},
                          {"expected", absl::StrCat(width_)}});
  return problem;
}

void TableReader::Decode(const CsvRecord& record, Row* row) {
  row->cells.resize(places_.size());
  for (size_t column = 0; column < places_.size(); ++column) {
    const std::string& bytes = record.fields[places_[column]];
    const std::string& name = mapping_->columns[column].name;
    if (!decoder_->Decode(bytes, &row->cells[column])) {
      row->refusal = Problem{Loss::kRow, row->line, name, "encoding",
                             i18n::Format(tr_->Tr("the value is not written in {encoding}"),
                                          {{"encoding", mapping_->encoding}})};
      return;
    }
    if (bytes.find('\0') != std::string::npos) {
      row->refusal = Problem{Loss::kRow, row->line, name, "nul-byte",
                             tr_->Tr("the value has a NUL byte in it")};
      return;
    }
  }
}

}  // namespace aftercall::ctl::input
