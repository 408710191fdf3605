#include "backend/commands/publish.h"

#include "backend/commands/appeal.h"

namespace aftercall::commands {
namespace {

// Only verdicts have an audience; most interactions have none yet.
absl::Status FillAudience(store::Transaction& transaction, domain::Told& told) {
  const domain::PlacedInteraction& placed = told.facts.interaction;
  if (told.facts.responses.empty() || !placed.agent) return absl::OkStatus();
  auto audience = transaction.LoadAudience(placed.agent, placed.team);
  if (!audience.ok()) return audience.status();
  told.audience = *std::move(audience);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<domain::Told> Load(store::Transaction& transaction, const Policy& policy,
                                  domain::InteractionId id) {
  auto facts = transaction.LoadFacts(id);
  if (!facts.ok()) return facts.status();
  domain::Told told{*std::move(facts), {}};
  told.facts.calendar = policy.calendar.In(told.facts.interaction.day_zone);
  if (auto status = FillAudience(transaction, told); !status.ok()) return status;
  return told;
}

absl::StatusOr<domain::Told> WithResponse(store::Transaction& transaction, domain::Told before,
                                          const domain::StoredResponse& response) {
  domain::Told after = std::move(before);
  for (auto& known : after.facts.responses) {
    const bool same_answer = known.told.source == response.told.source &&
                             known.told.external_id == response.told.external_id;
    if (same_answer && response.current) known.current = false;
  }
  after.facts.responses.push_back(response);
  if (auto status = FillAudience(transaction, after); !status.ok()) return status;
  return after;
}

absl::Status Publish(store::Transaction& transaction, const Policy& policy,
                     const std::optional<domain::Told>& before, const domain::Told& after) {
  domain::RollupDelta delta = domain::Contribution(after.facts, policy.rerating_window);
  if (before) delta.Add(domain::Contribution(before->facts, policy.rerating_window), -1);
  transaction.AddToRollups(delta);
  auto status = transaction.Append(domain::DiffVerdicts(before, after, policy.rerating_window));
  if (!status.ok() || !before) return status;
  const auto gone = domain::GoneVerdicts(*before, after, policy.rerating_window);
  return gone.empty() ? status : VoidAppeals(transaction, policy, before->facts.interaction, gone);
}

}  // namespace aftercall::commands
