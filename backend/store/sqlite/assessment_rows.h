#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/domain/sampling.h"
#include "backend/domain/self_assessment.h"
#include "backend/store/sqlite/database.h"

// Self-assessments as rows; what the writer's transaction and readers share.
namespace aftercall::store {

#define AFTERCALL_SELF_ASSESSMENT_COLUMNS                                              \
  "interaction_id, agent_id, state, why, form_id, form_version, asked_at, lapses_at, " \
  "wakes_at, seen_first, committed_at, note, frozen_at, frozen_for_us, leader_opened"
domain::SelfAssessment SelfAssessmentAt(const Rows& rows);

absl::StatusOr<std::optional<domain::SelfAssessment>> LoadSelfAssessment(
    Database& database, domain::InteractionId interaction, domain::UserId agent);
absl::Status WriteSelfAssessment(Database& database, const domain::SelfAssessment& assessment);

absl::StatusOr<domain::Scores> LoadScores(Database& database, domain::InteractionId interaction,
                                          domain::UserId agent);
absl::Status WriteScores(Database& database, domain::InteractionId interaction,
                         domain::UserId agent, const domain::Scores& scores);

// The default one where none was written.
absl::StatusOr<domain::SamplingPolicy> LoadSamplingPolicy(Database& database);
absl::Status WriteSamplingPolicy(Database& database, const domain::SamplingPolicy& policy);

}  // namespace aftercall::store
