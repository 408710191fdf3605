// Forms and self-assessments of SqliteReader.

#include <limits>

#include "backend/store/sqlite/assessment_rows.h"
#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/form_rows.h"
#include "backend/store/sqlite/one_state.h"
#include "backend/store/sqlite/sqlite_reader.h"

namespace aftercall::store {

absl::StatusOr<std::optional<domain::PublishedForm>> SqliteReader::FindForm(absl::string_view id,
                                                                            int version) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  return LoadForm(*database_, id, version);
}

absl::StatusOr<std::vector<domain::PublishedForm>> SqliteReader::ListForms() {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  const auto ids = LoadFormIds(*database_);
  if (!ids.ok()) return ids.status();
  std::vector<domain::PublishedForm> forms;
  for (const auto& id : *ids) {
    auto form = LoadForm(*database_, id, 0);
    if (!form.ok()) return form.status();
    if (*form) forms.push_back(**std::move(form));
  }
  return forms;
}

absl::Status SqliteReader::Complete(ListedSelfAssessment& listed) {
  const domain::SelfAssessment& assessment = listed.assessment;
  auto scores = LoadScores(*database_, assessment.interaction, assessment.agent);
  if (!scores.ok()) return scores.status();
  listed.scores = *std::move(scores);
  Rows rows =
      database_->Ask("SELECT " AFTERCALL_INTERACTION_COLUMNS " FROM interactions i WHERE i.id = ?",
                     assessment.interaction.value);
  if (rows.Next()) listed.reference = domain::ReferenceOf(InteractionAt(rows));
  return rows.status();
}

absl::StatusOr<std::optional<ListedSelfAssessment>> SqliteReader::FindSelfAssessment(
    domain::InteractionId interaction, domain::UserId agent) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  const auto found = LoadSelfAssessment(*database_, interaction, agent);
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  ListedSelfAssessment listed{**found, {}, {}};
  if (auto status = Complete(listed); !status.ok()) return status;
  return listed;
}

absl::StatusOr<std::vector<ListedSelfAssessment>> SqliteReader::ListSelfAssessments(
    domain::UserId agent, bool open_only, const std::optional<domain::SelfAssessment>& after,
    size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  constexpr int64_t kLast = std::numeric_limits<int64_t>::max();
  std::vector<ListedSelfAssessment> list;
  {
    Rows rows = database_->Ask(
        "SELECT " AFTERCALL_SELF_ASSESSMENT_COLUMNS
        " FROM self_assessments WHERE agent_id = ? AND (asked_at, interaction_id) < (?, ?) "
        "AND (? = 0 OR state IN (1, 2, 3)) ORDER BY asked_at DESC, interaction_id DESC LIMIT ?",
        agent.value, after ? FromTime(after->asked_at) : kLast,
        after ? after->interaction.value : kLast, open_only, static_cast<int64_t>(limit));
    while (rows.Next()) list.push_back({SelfAssessmentAt(rows), {}, {}});
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& listed : list) {
    if (auto status = Complete(listed); !status.ok()) return status;
  }
  return list;
}

absl::StatusOr<bool> SqliteReader::HasDueSelfAssessments(absl::Time by) {
  Rows rows = database_->Ask(
      "SELECT 1 FROM self_assessments WHERE state IN (1, 2, 3) AND "
      "coalesce(wakes_at, lapses_at) <= ? LIMIT 1",
      FromTime(by));
  const bool found = rows.Next();
  if (!rows.status().ok()) return rows.status();
  return found;
}

absl::StatusOr<domain::SamplingPolicy> SqliteReader::FindSamplingPolicy() {
  return LoadSamplingPolicy(*database_);
}

}  // namespace aftercall::store
