#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/domain/share.h"
#include "backend/store/sqlite/database.h"

// Shares of self-assessments as rows; what the writer's transaction and readers share.
namespace aftercall::store {

absl::StatusOr<std::vector<domain::Share>> LoadShares(Database& database,
                                                      domain::InteractionId interaction,
                                                      domain::UserId agent);
absl::Status WriteShare(Database& database, domain::InteractionId interaction, domain::UserId agent,
                        const domain::Share& share);

}  // namespace aftercall::store
