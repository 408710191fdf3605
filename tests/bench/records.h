#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "aftercall/v1/ingest_service.pb.h"

// What is told in a measurement. An answer is one of a series; its agent and its number are in its
// interaction's id, "SERIES/AGENT/NUMBER", which comes back in the agent's feed.
namespace aftercall::bench {

std::string InteractionId(const std::string& series, int agent, size_t number);

struct AnswerPlace {
  absl::string_view series;
  int agent = 0;
  size_t number = 0;
};
std::optional<AnswerPlace> ReadInteractionId(absl::string_view id);

// The staff number, which is also the name, of an agent.
std::string AgentName(int agent);

v1::IngestRecord QuestionRecord();
v1::IngestRecord InteractionRecord(const std::string& series, int agent, size_t number);
v1::IngestRecord AnswerRecord(const std::string& series, int agent, size_t number);

// The call or, each time after it, the answer of a year's `number`th record of an agent: `a_day`
// calls a day, up to today.
v1::IngestRecord RecordOfAYear(int agent, size_t number, size_t a_day);

// Monotonic time in nanoseconds, the same in all processes of a machine.
int64_t Nanoseconds();

}  // namespace aftercall::bench
