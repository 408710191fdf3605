// Forms and self-assessments of SqliteReader.

#include <limits>

#include "backend/store/sqlite/assessment_rows.h"
#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/form_rows.h"
#include "backend/store/sqlite/one_state.h"
#include "backend/store/sqlite/share_rows.h"
#include "backend/store/sqlite/sqlite_reader.h"

namespace aftercall::store {
namespace {

constexpr int64_t kLast = std::numeric_limits<int64_t>::max();

}  // namespace

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
  auto shares = LoadShares(*database_, assessment.interaction, assessment.agent);
  if (!shares.ok()) return shares.status();
  listed.shares = *std::move(shares);
  {
    Rows rows =
        database_->Ask("SELECT display_name FROM users WHERE id = ?", assessment.agent.value);
    if (rows.Next()) listed.agent_display_name = std::string(rows.Text(0));
    if (!rows.status().ok()) return rows.status();
  }
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
  ListedSelfAssessment listed{**found, {}, {}, {}, {}};
  if (auto status = Complete(listed); !status.ok()) return status;
  return listed;
}

absl::StatusOr<std::vector<ListedSelfAssessment>> SqliteReader::ListSelfAssessments(
    domain::UserId agent, bool open_only, const std::optional<domain::SelfAssessment>& after,
    size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<ListedSelfAssessment> list;
  {
    Rows rows = database_->Ask(
        "SELECT " AFTERCALL_SELF_ASSESSMENT_COLUMNS
        " FROM self_assessments WHERE agent_id = ? AND (asked_at, interaction_id) < (?, ?) "
        "AND (? = 0 OR state IN (1, 2, 3)) ORDER BY asked_at DESC, interaction_id DESC LIMIT ?",
        agent.value, after ? FromTime(after->asked_at) : kLast,
        after ? after->interaction.value : kLast, open_only, static_cast<int64_t>(limit));
    while (rows.Next()) list.push_back({SelfAssessmentAt(rows), {}, {}, {}, {}});
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& listed : list) {
    if (auto status = Complete(listed); !status.ok()) return status;
  }
  return list;
}

absl::StatusOr<std::vector<ListedSelfAssessment>> SqliteReader::ListSharedSelfAssessments(
    domain::UserId reader, const std::optional<domain::SelfAssessment>& after, size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<ListedSelfAssessment> list;
  {
    Rows rows = database_->Ask(
        "SELECT " AFTERCALL_SELF_ASSESSMENT_COLUMNS
        " FROM self_assessments WHERE state = 4 AND agent_id <> ?1 AND "
        "(asked_at, interaction_id) < (?2, ?3) AND (interaction_id, agent_id) IN ("
        "SELECT interaction_id, agent_id FROM self_assessment_shares "
        "WHERE reader_id = ?1 AND withdrawn_at IS NULL UNION "
        "SELECT s.interaction_id, s.agent_id FROM self_assessment_shares s "
        "JOIN main_teams m ON m.user_id = s.agent_id "
        "AND m.since = (SELECT max(since) FROM main_teams WHERE user_id = s.agent_id) "
        "JOIN team_leaders l ON l.team_id = m.team_id AND l.user_id = ?1 "
        "WHERE s.reader_id = 0 AND s.withdrawn_at IS NULL) "
        "ORDER BY asked_at DESC, interaction_id DESC LIMIT ?4",
        reader.value, after ? FromTime(after->asked_at) : kLast,
        after ? after->interaction.value : kLast, static_cast<int64_t>(limit));
    while (rows.Next()) list.push_back({SelfAssessmentAt(rows), {}, {}, {}, {}});
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& listed : list) {
    if (auto status = Complete(listed); !status.ok()) return status;
  }
  return list;
}

absl::StatusOr<bool> SqliteReader::HasDueSelfAssessments(absl::Time by) {
  Rows rows = database_->Ask(
      "SELECT 1 FROM self_assessments WHERE state IN (1, 2, 3) AND frozen_at IS NULL AND "
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
