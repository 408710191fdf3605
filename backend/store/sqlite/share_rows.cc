#include "backend/store/sqlite/share_rows.h"

#include <string>

#include "backend/store/sqlite/columns.h"

namespace aftercall::store {

absl::StatusOr<std::vector<domain::Share>> LoadShares(Database& database,
                                                      domain::InteractionId interaction,
                                                      domain::UserId agent) {
  Rows rows = database.Ask(
      "SELECT s.reader_id, u.display_name, s.shared_at, s.withdrawn_at "
      "FROM self_assessment_shares s LEFT JOIN users u ON u.id = s.reader_id "
      "WHERE s.interaction_id = ? AND s.agent_id = ? ORDER BY s.shared_at, s.reader_id",
      interaction.value, agent.value);
  std::vector<domain::Share> shares;
  while (rows.Next()) {
    shares.push_back({{rows.Int(0)},
                      std::string(rows.Text(1)),
                      absl::FromUnixMicros(rows.Int(2)),
                      TimeAt(rows, 3)});
  }
  if (!rows.status().ok()) return rows.status();
  return shares;
}

absl::Status WriteShare(Database& database, domain::InteractionId interaction, domain::UserId agent,
                        const domain::Share& share) {
  return database.Run(
      "INSERT OR REPLACE INTO self_assessment_shares (interaction_id, agent_id, reader_id, "
      "shared_at, withdrawn_at) VALUES (?, ?, ?, ?, ?)",
      interaction.value, agent.value, share.reader.value, FromTime(share.shared_at),
      FromTime(share.withdrawn_at));
}

}  // namespace aftercall::store
