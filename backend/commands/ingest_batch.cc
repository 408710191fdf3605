#include "backend/commands/ingest_batch.h"

#include <utility>

#include "backend/commands/take_interaction.h"
#include "backend/commands/take_others.h"
#include "backend/commands/take_response.h"

namespace aftercall::commands {
namespace {

struct Take {
  store::Transaction& transaction;
  const Policy& policy;

  absl::StatusOr<Taken> operator()(domain::Question& question) const {
    return TakeQuestion(transaction, question);
  }
  absl::StatusOr<Taken> operator()(domain::Interaction& interaction) const {
    return TakeInteraction(transaction, policy, std::move(interaction));
  }
  absl::StatusOr<Taken> operator()(domain::SurveyInvitation& invitation) const {
    return TakeInvitation(transaction, policy, invitation);
  }
  absl::StatusOr<Taken> operator()(domain::SurveyResponse& response) const {
    return TakeResponse(transaction, policy, std::move(response));
  }
  absl::StatusOr<Taken> operator()(AgentStateRecord& record) const {
    return TakeAgentState(transaction, policy, record.agent, record.state);
  }
  absl::StatusOr<Taken> operator()(wire::Problem& problem) const {
    return Refuse(std::move(problem));
  }
};

void Count(Taken::Outcome outcome, BatchResult& result) {
  switch (outcome) {
    case Taken::Outcome::kCreated:
      ++result.created;
      return;
    case Taken::Outcome::kChanged:
      ++result.changed;
      return;
    case Taken::Outcome::kUnchanged:
      ++result.unchanged;
      return;
    case Taken::Outcome::kPending:
      ++result.pending;
      return;
  }
}

}  // namespace

void BatchResult::Add(BatchResult&& other, int64_t offset) {
  created += other.created;
  changed += other.changed;
  unchanged += other.unchanged;
  pending += other.pending;
  refused += other.refused;
  for (auto& problem : other.problems) {
    problem.index += offset;
    problems.push_back(std::move(problem));
  }
}

absl::StatusOr<BatchResult> IngestBatch(store::Transaction& transaction, const Policy& policy,
                                        std::vector<Record> records) {
  BatchResult result;
  for (size_t i = 0; i < records.size(); ++i) {
    const auto index = static_cast<int64_t>(i);
    auto taken = std::visit(Take{transaction, policy}, records[i]);
    if (taken.ok()) {
      Count(taken->outcome, result);
      for (auto& problem : taken->noted) result.problems.push_back({index, false, problem});
      continue;
    }
    auto problem = wire::ProblemOf(taken.status());
    if (!problem) return taken.status();
    ++result.refused;
    result.problems.push_back({index, true, *std::move(problem)});
  }
  return result;
}

}  // namespace aftercall::commands
