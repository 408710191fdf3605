#include "client/ctl/input/record_reader.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "client/ctl/input/record_draft.h"
#include "shared/base/text.h"

namespace aftercall::ctl::input {
namespace {

// Longest id that the protocol takes.
constexpr size_t kLongestId = 200;

}  // namespace

void Draft::Note(Loss loss, const std::string& column, const char* reason, std::string sentence) {
  result.problems.push_back({loss, row.line, column, reason, std::move(sentence)});
}

void Draft::Note(Loss loss, const TextSource& source, const char* reason, std::string sentence) {
  Note(loss, ColumnName(mapping, source), reason, std::move(sentence));
}

void Draft::NoteUnknown(Loss loss, const TextSource& source, const std::string& value) {
  Note(loss, source, "unknown-value",
       i18n::Format(tr.Tr("the mapping does not say what \"{value}\" means"),
                    {{"value", base::Shorten(value, 100)}}));
}

bool Draft::Usable(const TimeReading& reading, Loss loss) {
  if (reading.state == TimeReading::State::kNone) return false;
  const std::string& column = mapping.columns[reading.column].name;
  const std::string text = base::Shorten(reading.text, 100);
  if (reading.state == TimeReading::State::kUnreadable) {
    Note(loss, column, "unreadable-time",
         i18n::Format(tr.Tr("\"{value}\" is no date or time in the mapping's formats"),
                      {{"value", text}}));
    return false;
  }
  if (reading.state == TimeReading::State::kWithoutZone) {
    Note(loss, column, "time-without-zone",
         i18n::Format(tr.Tr("\"{value}\" names no time zone, and the mapping has none"),
                      {{"value", text}}));
    return false;
  }
  if (reading.never_was) {
    Note(Loss::kNone, column, "time-never-was",
         i18n::Format(tr.Tr("the clock was put forward over \"{value}\"; the moment of the change "
                            "is taken"),
                      {{"value", text}}));
  }
  return true;
}

std::string RecordReader::ExternalId(const Row& row) const {
  std::string id;
  for (const size_t column : mapping_.id) {
    const std::string part(absl::StripAsciiWhitespace(row.cells[column]));
    if (part.empty()) return "";
    if (mapping_.id.size() == 1) return part;
    absl::StrAppend(&id, id.empty() ? "" : "/",
                    absl::StrReplaceAll(part, {{"%", "%25"}, {"/", "%2F"}}));
  }
  return id;
}

RowRecords RecordReader::Read(const Row& row) const {
  if (row.refusal.has_value()) return {{}, {*row.refusal}};
  Draft draft{mapping_, tr_, row, ExternalId(row), {}, {}, {}};
  const std::string& id_column = mapping_.columns[mapping_.id.front()].name;
  if (row.remark.has_value()) draft.result.problems.push_back(*row.remark);
  if (draft.external_id.empty()) {
    draft.Note(Loss::kRow, id_column, "no-id", tr_.Tr("the row has no id"));
    return std::move(draft.result);
  }
  if (base::CountCharacters(draft.external_id) > kLongestId) {
    draft.Note(Loss::kRow, id_column, "long-id", tr_.Tr("the id is longer than 200 characters"));
    return std::move(draft.result);
  }
  if (!ReadInteraction(&draft)) return std::move(draft.result);
  *draft.result.records.emplace_back().mutable_interaction() = draft.interaction;
  ReadInvitation(&draft);
  for (const QuestionSource& question : mapping_.questions) ReadAnswer(question, &draft);
  return std::move(draft.result);
}

}  // namespace aftercall::ctl::input
