// Forms and self-assessments of SqliteTransaction.

#include "backend/store/sqlite/assessment_rows.h"
#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/form_rows.h"
#include "backend/store/sqlite/share_rows.h"
#include "backend/store/sqlite/sqlite_transaction.h"

namespace aftercall::store {
namespace {

absl::StatusOr<std::vector<domain::SelfAssessment>> AssessmentsOf(Rows rows) {
  std::vector<domain::SelfAssessment> list;
  while (rows.Next()) list.push_back(SelfAssessmentAt(rows));
  if (!rows.status().ok()) return rows.status();
  return list;
}

}  // namespace

absl::StatusOr<std::optional<domain::PublishedForm>> SqliteTransaction::FindForm(
    absl::string_view id, int version) {
  return LoadForm(db_, id, version);
}

absl::StatusOr<std::vector<std::string>> SqliteTransaction::ListFormIds() {
  return LoadFormIds(db_);
}

absl::Status SqliteTransaction::InsertForm(const domain::PublishedForm& form) {
  return WriteForm(db_, form);
}

absl::StatusOr<std::optional<domain::SelfAssessment>> SqliteTransaction::FindSelfAssessment(
    domain::InteractionId interaction, domain::UserId agent) {
  return LoadSelfAssessment(db_, interaction, agent);
}

absl::Status SqliteTransaction::PutSelfAssessment(const domain::SelfAssessment& assessment) {
  return WriteSelfAssessment(db_, assessment);
}

absl::Status SqliteTransaction::InsertScores(domain::InteractionId interaction,
                                             domain::UserId agent, const domain::Scores& scores) {
  return WriteScores(db_, interaction, agent, scores);
}

absl::StatusOr<std::vector<domain::Share>> SqliteTransaction::ListShares(
    domain::InteractionId interaction, domain::UserId agent) {
  return LoadShares(db_, interaction, agent);
}

absl::Status SqliteTransaction::PutShare(domain::InteractionId interaction, domain::UserId agent,
                                         const domain::Share& share) {
  return WriteShare(db_, interaction, agent, share);
}

absl::StatusOr<int> SqliteTransaction::CountAsked(domain::UserId agent, absl::Time since) {
  Rows rows = db_.Ask(
      "SELECT count(*) FROM self_assessments WHERE agent_id = ? AND asked_at >= ? AND why = 1",
      agent.value, FromTime(since));
  if (rows.Next()) return static_cast<int>(rows.Int(0));
  if (!rows.status().ok()) return rows.status();
  return 0;
}

absl::StatusOr<std::vector<domain::SelfAssessment>> SqliteTransaction::ListOpenSelfAssessments(
    domain::UserId agent) {
  return AssessmentsOf(db_.Ask("SELECT " AFTERCALL_SELF_ASSESSMENT_COLUMNS
                               " FROM self_assessments WHERE agent_id = ? AND state IN (1, 2, 3)",
                               agent.value));
}

absl::StatusOr<std::vector<domain::SelfAssessment>> SqliteTransaction::ListDueSelfAssessments(
    absl::Time by, size_t limit) {
  // As the index is written, so that it is used.
  return AssessmentsOf(
      db_.Ask("SELECT " AFTERCALL_SELF_ASSESSMENT_COLUMNS
              " FROM self_assessments WHERE state IN (1, 2, 3) AND frozen_at IS NULL AND "
              "coalesce(wakes_at, lapses_at) <= ? "
              "ORDER BY coalesce(wakes_at, lapses_at) LIMIT ?",
              FromTime(by), static_cast<int64_t>(limit)));
}

absl::StatusOr<std::vector<domain::SelfAssessment>>
SqliteTransaction::ListOpenSelfAssessmentsOfQueue(absl::string_view queue) {
  return AssessmentsOf(
      db_.Ask("SELECT " AFTERCALL_SELF_ASSESSMENT_COLUMNS
              " FROM self_assessments WHERE state IN (1, 2, 3) AND EXISTS "
              "(SELECT 1 FROM interactions i WHERE i.id = interaction_id AND i.queue = ?)",
              queue));
}

absl::StatusOr<std::vector<domain::SelfAssessment>> SqliteTransaction::ListFrozenSelfAssessments() {
  return AssessmentsOf(
      db_.Ask("SELECT " AFTERCALL_SELF_ASSESSMENT_COLUMNS
              " FROM self_assessments WHERE state IN (1, 2, 3) AND frozen_at IS NOT NULL"));
}

absl::StatusOr<std::optional<absl::Time>> SqliteTransaction::SignedInSince(domain::UserId user) {
  Rows rows = db_.Ask(
      "SELECT min(since) FROM agent_states WHERE user_id = ?1 AND state <> 5 AND since > "
      "(SELECT max(since) FROM agent_states WHERE user_id = ?1 AND state = 5)",
      user.value);
  if (rows.Next()) return TimeAt(rows, 0);
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::Status SqliteTransaction::NoteChoice(domain::InteractionId interaction, domain::UserId agent,
                                           const domain::SamplingChoice& choice) {
  return db_.Run(
      "INSERT OR REPLACE INTO sampling_choices (interaction_id, agent_id, probability_ppm, chosen, "
      "made_at) VALUES (?, ?, ?, ?, ?)",
      interaction.value, agent.value, choice.probability_ppm, choice.is_chosen, FromTime(now_));
}

absl::StatusOr<domain::SamplingPolicy> SqliteTransaction::FindSamplingPolicy() {
  if (remembered_.sampling) return *remembered_.sampling;
  auto policy = LoadSamplingPolicy(db_);
  if (policy.ok()) remembered_.sampling = *policy;
  return policy;
}

absl::Status SqliteTransaction::PutSamplingPolicy(const domain::SamplingPolicy& policy) {
  Forget();
  return WriteSamplingPolicy(db_, policy);
}

}  // namespace aftercall::store
