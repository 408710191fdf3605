#include "client/ctl/input/mapping.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "client/ctl/input/record_reader.h"
#include "client/ctl/input/table_reader.h"
#include "shared/base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/message.h"

// A mapping, "---" on a line of its own, and a file that is read by it.
namespace aftercall::fuzz {
namespace {

using ctl::input::Loss;
using ctl::input::Mapping;
using ctl::input::Problem;

const i18n::Translator& English() {
  static const auto& tr = *new i18n::Translator("en");
  return tr;
}

void RequireSound(const Mapping& mapping) {
  Require(!mapping.source.empty() && mapping.source.size() <= 63, "a mapping names its source");
  Require(!mapping.id.empty() && (mapping.started || mapping.ended), "a mapping has id and times");
  Require(mapping.comment_characters > 0 && mapping.longest_handle_time > absl::ZeroDuration(),
          "limits are above 0");
  for (const size_t column : mapping.id)
    Require(column < mapping.columns.size(), "ids have columns");
  for (const auto& source : mapping.questions) {
    const auto& question = source.question;
    const int steps = question.high() - question.low();
    Require(question.low() >= -100 && question.high() <= 100 && steps >= 1 && steps <= 10,
            "a scale has 2 to 11 steps");
    Require(question.top_box_steps() >= 1 && question.top_box_steps() <= steps,
            "a top box is a part of its scale");
  }
}

void RequireTold(const ctl::input::RowRecords& read) {
  bool refused = false;
  for (const Problem& problem : read.problems) {
    refused |= problem.loss == Loss::kRow;
    Require(!problem.reason.empty() && !problem.sentence.empty(), "a problem has words");
  }
  Require(read.records.empty() == refused, "a row is taken, or refused with a reason");
}

void RequireSound(const v1::SurveyResponse& response, const Mapping& mapping) {
  for (const auto& source : mapping.questions) {
    if (source.question.question_id() != response.question_id()) continue;
    Require(
        response.rating() >= source.question.low() && response.rating() <= source.question.high(),
        "a rating is on its scale");
    Require(base::CountCharacters(response.comment()) <=
                static_cast<size_t>(mapping.comment_characters),
            "a comment is no longer than the mapping says");
    return;
  }
  Require(false, "an answer is to a question of the mapping");
}

void RequireSound(const v1::IngestRecord& record, const Mapping& mapping) {
  Require(WireTakes(record), "every text of a record can be sent");
  if (record.has_response()) RequireSound(record.response(), mapping);
  if (!record.has_interaction()) return;
  const v1::Interaction& interaction = record.interaction();
  Require(
      !interaction.external_id().empty() && base::CountCharacters(interaction.external_id()) <= 200,
      "an id has 1 to 200 characters");
  Require(interaction.has_ended_at() || interaction.has_ended_on(), "an interaction has its day");
  for (const auto& part : {interaction.talk(), interaction.hold(), interaction.after_call_work()}) {
    const absl::Duration span = absl::Seconds(part.seconds()) + absl::Nanoseconds(part.nanos());
    Require(span >= absl::ZeroDuration() && span <= mapping.longest_handle_time,
            "parts of handle time are believable");
  }
}

}  // namespace

void Try(absl::string_view input) {
  const std::vector<std::string> parts = Parts(input);
  const auto mapping = ctl::input::ParseMapping("m.toml", parts[0], English());
  if (!mapping.ok()) {
    Require(absl::StartsWith(mapping.status().message(), "m.toml:"), "an error names its place");
    return;
  }
  RequireSound(*mapping);
  if (parts.size() < 2) return;
  auto table = ctl::input::TableReader::Open(ctl::input::BytesOf(parts[1]), &*mapping, &English());
  if (!table.ok()) {
    Require(absl::IsInvalidArgument(table.status()), "a table is refused by name");
    return;
  }
  const ctl::input::RecordReader reader(&*mapping, &English());
  ctl::input::Row row;
  for (auto any = (*table)->Next(&row); any.ok() && *any; any = (*table)->Next(&row)) {
    const auto read = reader.Read(row);
    RequireTold(read);
    for (const auto& record : read.records) RequireSound(record, *mapping);
  }
}

}  // namespace aftercall::fuzz
