#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/domain/facts.h"
#include "backend/store/sqlite/database.h"
#include "backend/store/store.h"

// Roll-ups by element as rows; what the writer's transaction and readers share.
namespace aftercall::store {

// Adds the cells of `delta` that are by element.
absl::Status AddElementRows(Database& database, const domain::RollupDelta& delta);

// Puts those of a user and day into `cells`.
absl::Status LoadElementRows(Database& database, domain::UserId user, absl::CivilDay day,
                             domain::RollupDelta& cells);

absl::StatusOr<domain::ElementTally> TallyElements(Database& database, const Scope& scope,
                                                   const Period& period);

// The scores that make domain::Facts::self_scores, of a committed self-assessment.
absl::StatusOr<std::vector<domain::SelfScore>> LoadSelfScores(Database& database,
                                                              domain::InteractionId interaction,
                                                              domain::UserId agent);

// The scores that make domain::Facts::leader_scores.
absl::StatusOr<std::vector<domain::LeaderScore>> LoadLeaderScores(Database& database,
                                                                  domain::InteractionId interaction,
                                                                  domain::UserId agent);

}  // namespace aftercall::store
