#include "backend/store/sqlite/assessment_rows.h"

#include <string>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "backend/store/sqlite/columns.h"

namespace aftercall::store {
namespace {

std::optional<int64_t> ToColumn(const std::optional<int>& score) {
  return score ? std::optional<int64_t>(*score) : std::nullopt;
}

// Topics are any text but for line ends.
constexpr char kBetweenTopics = '\n';

}  // namespace

domain::SelfAssessment SelfAssessmentAt(const Rows& rows) {
  domain::SelfAssessment assessment;
  assessment.interaction = {rows.Int(0)};
  assessment.agent = {rows.Int(1)};
  assessment.state = static_cast<domain::SelfAssessment::State>(rows.Int(2));
  assessment.why = static_cast<domain::SelfAssessment::Why>(rows.Int(3));
  assessment.form_id = std::string(rows.Text(4));
  assessment.form_version = static_cast<int>(rows.Int(5));
  assessment.asked_at = absl::FromUnixMicros(rows.Int(6));
  assessment.lapses_at = absl::FromUnixMicros(rows.Int(7));
  assessment.wakes_at = TimeAt(rows, 8);
  assessment.seen_first = rows.Int(9) != 0;
  assessment.committed_at = TimeAt(rows, 10);
  assessment.note = std::string(rows.Text(11));
  assessment.frozen_at = TimeAt(rows, 12);
  assessment.frozen_for = absl::Microseconds(rows.Int(13));
  assessment.leader_opened = rows.Int(14) != 0;
  return assessment;
}

absl::StatusOr<std::optional<domain::SelfAssessment>> LoadSelfAssessment(
    Database& database, domain::InteractionId interaction, domain::UserId agent) {
  Rows rows = database.Ask("SELECT " AFTERCALL_SELF_ASSESSMENT_COLUMNS
                           " FROM self_assessments WHERE interaction_id = ? AND agent_id = ?",
                           interaction.value, agent.value);
  if (rows.Next()) return SelfAssessmentAt(rows);
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::Status WriteSelfAssessment(Database& database, const domain::SelfAssessment& assessment) {
  return database.Run("INSERT OR REPLACE INTO self_assessments (" AFTERCALL_SELF_ASSESSMENT_COLUMNS
                      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      assessment.interaction.value, assessment.agent.value,
                      static_cast<int64_t>(assessment.state), static_cast<int64_t>(assessment.why),
                      assessment.form_id, assessment.form_version, FromTime(assessment.asked_at),
                      FromTime(assessment.lapses_at), FromTime(assessment.wakes_at),
                      assessment.seen_first, FromTime(assessment.committed_at), assessment.note,
                      FromTime(assessment.frozen_at),
                      absl::ToInt64Microseconds(assessment.frozen_for), assessment.leader_opened);
}

absl::StatusOr<domain::Scores> LoadScores(Database& database, domain::InteractionId interaction,
                                          domain::UserId agent) {
  Rows rows = database.Ask(
      "SELECT element_id, score FROM self_assessment_scores "
      "WHERE interaction_id = ? AND agent_id = ?",
      interaction.value, agent.value);
  domain::Scores scores;
  while (rows.Next()) {
    auto& score = scores[std::string(rows.Text(0))];
    if (!rows.IsNull(1)) score = static_cast<int>(rows.Int(1));
  }
  if (!rows.status().ok()) return rows.status();
  return scores;
}

absl::Status WriteScores(Database& database, domain::InteractionId interaction,
                         domain::UserId agent, const domain::Scores& scores) {
  for (const auto& [element, score] : scores) {
    auto status = database.Run(
        "INSERT INTO self_assessment_scores (interaction_id, agent_id, element_id, score) "
        "VALUES (?, ?, ?, ?)",
        interaction.value, agent.value, element, ToColumn(score));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<domain::SamplingPolicy> LoadSamplingPolicy(Database& database) {
  Rows rows =
      database.Ask("SELECT share_ppm, most_per_shift, topics, form_id FROM sampling_policy");
  domain::SamplingPolicy policy;
  if (rows.Next()) {
    policy.share_ppm = rows.Int(0);
    policy.most_per_shift = static_cast<int>(rows.Int(1));
    policy.topics = absl::StrSplit(rows.Text(2), kBetweenTopics, absl::SkipEmpty());
    policy.form_id = std::string(rows.Text(3));
  }
  if (!rows.status().ok()) return rows.status();
  return policy;
}

absl::Status WriteSamplingPolicy(Database& database, const domain::SamplingPolicy& policy) {
  return database.Run(
      "INSERT OR REPLACE INTO sampling_policy (id, share_ppm, most_per_shift, topics, form_id) "
      "VALUES (1, ?, ?, ?, ?)",
      policy.share_ppm, policy.most_per_shift,
      absl::StrJoin(policy.topics, absl::string_view(&kBetweenTopics, 1)), policy.form_id);
}

}  // namespace aftercall::store
