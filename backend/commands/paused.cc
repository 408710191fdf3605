#include "backend/commands/paused.h"

namespace aftercall::commands {

absl::StatusOr<std::optional<absl::Time>> PausedUntil(store::Transaction& transaction,
                                                      domain::UserId person,
                                                      absl::string_view queue, absl::Time at) {
  const auto pauses = transaction.ListPauses();
  if (!pauses.ok()) return pauses.status();
  // As a rule.
  if (pauses->empty()) return std::nullopt;
  const auto place = transaction.MainTeamAt(person, transaction.Now());
  if (!place.ok()) return place.status();
  return domain::PausedUntil(*pauses, *place ? (*place)->id : domain::TeamId(), queue, at);
}

absl::StatusOr<bool> IsPaused(store::Transaction& transaction, domain::UserId person,
                              absl::string_view queue) {
  const auto until = PausedUntil(transaction, person, queue, transaction.Now());
  if (!until.ok()) return until.status();
  return until->has_value();
}

}  // namespace aftercall::commands
