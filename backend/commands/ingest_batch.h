#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "backend/commands/policy.h"
#include "backend/commands/taken.h"
#include "backend/store/store.h"

namespace aftercall::commands {

// What an agent does, told under a source's number for them.
struct AgentStateRecord {
  domain::Alias agent;
  domain::AgentState state;
};

// A record as it came in: a fact, or the problem that kept it from becoming one.
using Record = std::variant<domain::Question, domain::Interaction, domain::SurveyInvitation,
                            domain::SurveyResponse, AgentStateRecord, wire::Problem>;

// What is the matter with one record of a batch.
struct BatchProblem {
  int64_t index = 0;
  bool refused = false;  // false: taken without the value
  wire::Problem problem;
};

struct BatchResult {
  int64_t created = 0;
  int64_t changed = 0;
  int64_t unchanged = 0;
  int64_t pending = 0;
  int64_t refused = 0;
  std::vector<BatchProblem> problems;

  // Adds the result of records that came after `offset` others.
  void Add(BatchResult&& other, int64_t offset);
};

// Takes records one after another. A bad one is refused alone; a failure of the store fails all.
absl::StatusOr<BatchResult> IngestBatch(store::Transaction& transaction, const Policy& policy,
                                        std::vector<Record> records);

}  // namespace aftercall::commands
