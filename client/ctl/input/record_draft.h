#pragma once

#include <optional>
#include <string>

#include "aftercall/v1/interaction.pb.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/problem.h"
#include "client/ctl/input/record_reader.h"
#include "client/ctl/input/table_reader.h"
#include "client/ctl/input/time_reader.h"
#include "client/ctl/input/value_reader.h"
#include "client/ctl/input/wire_time.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl::input {

// A row on its way to records: what the readers of its parts share.
struct Draft {
  const Mapping& mapping;
  const i18n::Translator& tr;
  const Row& row;
  std::string external_id;
  RowRecords result;
  v1::Interaction interaction;
  // When it began, where the row tells.
  TimeReading started;

  // Notes a problem; `column` is the name of one.
  void Note(Loss loss, const std::string& column, const char* reason, std::string sentence);
  void Note(Loss loss, const TextSource& source, const char* reason, std::string sentence);
  // Notes a value for which the mapping has no meaning.
  void NoteUnknown(Loss loss, const TextSource& source, const std::string& value);
  // True for a usable time; false where there is none, or one that was noted with `loss`.
  bool Usable(const TimeReading& reading, Loss loss);
};

// Makes draft->interaction. False where the row is refused; the problem says why.
bool ReadInteraction(Draft* draft);

// Adds the invitation, if the mapping and the row have one, to the draft's records.
void ReadInvitation(Draft* draft);

// Adds the answer to one question, if the row has one, to the draft's records.
void ReadAnswer(const QuestionSource& source, Draft* draft);

}  // namespace aftercall::ctl::input
