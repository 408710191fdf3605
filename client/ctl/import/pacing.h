#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "aftercall/v1/ingest_service.pb.h"

namespace aftercall::ctl {

// A row's records on their way to be played.
struct PacedRow {
  // When it happened: the end of its interaction.
  absl::Time happened;
  // When it is to be told, counted from the beginning of the play.
  absl::Duration due;
  std::vector<v1::IngestRecord> records;
  int64_t line = 0;
  std::string text;
};

// What a play is about.
struct PacePlan {
  // The agent with the most answers, by staff number; empty where nobody has any.
  std::string agent;
  int64_t answers = 0;
  absl::Duration length;
};

// When a row's interaction happened: its end, at noon where only the day is known, else its start.
absl::Time HappenedAt(const std::vector<v1::IngestRecord>& records);

// Puts rows in the order of their time and decides when each is told, so that the agent with the
// most answers (or `agent`, a staff number) gets one about every `every`: the time between two of
// them becomes a slot of `every`, half as long again where it was long and half as long where it
// was short, and what others did meanwhile keeps its order and proportion within it. Nights and
// days off go by with the rest. Where nobody has answers every row is `every` apart.
PacePlan Pace(std::vector<PacedRow>* rows, absl::Duration every, const std::string& agent = "");

// Makes records of the past such as if they happened at `now`, with the lengths they had.
void MoveTo(absl::Time now, std::vector<v1::IngestRecord>* records);

}  // namespace aftercall::ctl
