#include "backend/commands/tell_appeal.h"

#include <utility>
#include <vector>

namespace aftercall::commands {
namespace {

domain::AppealTold ToldOf(const domain::Appeal& appeal,
                          const domain::PlacedInteraction& interaction, const Policy& policy) {
  domain::AppealTold told;
  told.reference = domain::ReferenceOf(interaction);
  told.appeal = appeal.id;
  told.question_id = appeal.question_id;
  told.state = domain::ShownToAgent(appeal.state);
  if (appeal.decided_at) {
    told.decided = domain::DayPartOf(*appeal.decided_at, policy.calendar.In(interaction.day_zone));
  }
  told.review = appeal.review;
  return told;
}

absl::Status Append(store::Transaction& transaction, domain::UserId feed, domain::FeedEvent event) {
  return transaction.Append(std::vector<domain::FeedDraft>{{feed, std::move(event)}});
}

}  // namespace

absl::Status KeepAppeal(store::Transaction& transaction, const Policy& policy,
                        const domain::PlacedInteraction& interaction,
                        const std::optional<domain::Appeal>& before, const domain::Appeal& appeal) {
  if (auto status = transaction.PutAppeal(appeal); !status.ok()) return status;
  const auto told = ToldOf(appeal, interaction, policy);
  if (before && ToldOf(*before, interaction, policy) == told) return absl::OkStatus();
  return Append(transaction, appeal.agent, told);
}

absl::Status KeepAppealTask(store::Transaction& transaction, const Policy& policy,
                            const domain::PlacedInteraction& interaction,
                            const domain::Appeal& appeal, const domain::AppealTask& task) {
  if (auto status = transaction.PutAppealTask(task); !status.ok()) return status;
  domain::AppealTaskTold told;
  told.task = task.id;
  told.question_id = appeal.question_id;
  told.state = task.state;
  told.channel = interaction.told.channel;
  told.topic = interaction.told.topic;
  told.ended = domain::DayPartOf(interaction.told.ended, policy.calendar.In(interaction.day_zone));
  told.due_at = task.due_at;
  told.evaluation = static_cast<bool>(appeal.review);
  return Append(transaction, task.arbiter, told);
}

}  // namespace aftercall::commands
