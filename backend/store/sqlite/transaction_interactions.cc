// Interactions and answers of SqliteTransaction.

#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/sqlite_transaction.h"

namespace aftercall::store {
namespace {

std::optional<int64_t> OrNull(domain::InteractionId id) {
  return id ? std::optional<int64_t>(id.value) : std::nullopt;
}

}  // namespace

absl::StatusOr<std::optional<domain::InteractionId>> SqliteTransaction::FindInteraction(
    absl::string_view source, absl::string_view external_id) {
  Rows rows = db_.Ask("SELECT id FROM interactions WHERE source = ? AND external_id = ?", source,
                      external_id);
  if (rows.Next()) return domain::InteractionId{rows.Int(0)};
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::StatusOr<domain::Facts> SqliteTransaction::LoadFacts(domain::InteractionId id) {
  domain::Facts facts;
  {
    Rows rows = db_.Ask(
        "SELECT " AFTERCALL_INTERACTION_COLUMNS " FROM interactions i WHERE i.id = ?", id.value);
    if (!rows.Next()) {
      return rows.status().ok() ? absl::NotFoundError("There is no such interaction.")
                                : rows.status();
    }
    facts.interaction = InteractionAt(rows);
  }
  if (auto status = LoadLegs(db_, facts.interaction); !status.ok()) return status;
  if (auto status = LoadAnswers(db_, facts); !status.ok()) return status;
  return facts;
}

absl::Status SqliteTransaction::InsertInteraction(const domain::PlacedInteraction& interaction) {
  const domain::Interaction& told = interaction.told;
  const MomentColumns ended = FromMoment(told.ended);
  auto status = db_.Run(
      "INSERT INTO interactions (id, source, external_id, channel, topic, queue, started_at, "
      "ended_at, ended_on, team, abandoned, talk_ms, hold_ms, after_call_work_ms, recording_uri, "
      "text, redactions, customer_hash, time_zone, revised_at, agent_id, team_id, day, "
      "day_zone, language) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      interaction.id.value, told.source, told.external_id, static_cast<int64_t>(told.channel),
      told.topic, told.queue, FromTime(told.started_at), ended.at, ended.on, told.team,
      told.abandoned, absl::ToInt64Milliseconds(told.talk), absl::ToInt64Milliseconds(told.hold),
      absl::ToInt64Milliseconds(told.after_call_work), told.recording_uri, told.text,
      FromNames(told.redactions), told.customer_hash, told.time_zone, FromTime(told.revised_at),
      interaction.agent.value, interaction.team.value, FromDay(interaction.day),
      interaction.day_zone, told.language);
  return status.ok() ? WriteLegs(interaction) : status;
}

absl::Status SqliteTransaction::UpdateInteraction(const domain::PlacedInteraction& interaction) {
  auto status = db_.Run("DELETE FROM interactions WHERE id = ?", interaction.id.value);
  if (status.ok()) {
    status = db_.Run("DELETE FROM legs WHERE interaction_id = ?", interaction.id.value);
  }
  return status.ok() ? InsertInteraction(interaction) : status;
}

absl::Status SqliteTransaction::WriteLegs(const domain::PlacedInteraction& interaction) {
  size_t ordinal = 0;
  for (const auto& leg : interaction.told.legs) {
    auto status = db_.Run(
        "INSERT INTO legs (interaction_id, ordinal, staff_number, display_name, role, "
        "started_at, ended_at, user_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        interaction.id.value, static_cast<int64_t>(ordinal), leg.staff_number, leg.display_name,
        static_cast<int64_t>(leg.role), FromTime(leg.started_at), FromTime(leg.ended_at),
        interaction.parties[ordinal].value);
    ++ordinal;
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteTransaction::AdoptPending(domain::InteractionId id, absl::string_view source,
                                             absl::string_view external_id) {
  auto status = db_.Run(
      "UPDATE responses SET interaction_id = ? "
      "WHERE source = ? AND interaction_external_id = ? AND interaction_id IS NULL",
      id.value, source, external_id);
  if (!status.ok()) return status;
  return db_.Run(
      "UPDATE invitations SET interaction_id = ? "
      "WHERE source = ? AND interaction_external_id = ? AND interaction_id IS NULL",
      id.value, source, external_id);
}

absl::StatusOr<std::vector<Transaction::Telling>> SqliteTransaction::FindTellings(
    absl::string_view source, absl::string_view external_id) {
  Rows rows = db_.Ask("SELECT " AFTERCALL_RESPONSE_COLUMNS
                      " FROM responses WHERE source = ? AND external_id = ? ORDER BY version",
                      source, external_id);
  std::vector<Telling> tellings;
  while (rows.Next()) {
    tellings.push_back({ResponseAt(rows), {rows.Int(kResponseInteractionColumn)}});
  }
  if (!rows.status().ok()) return rows.status();
  return tellings;
}

absl::Status SqliteTransaction::InsertResponse(const domain::StoredResponse& response,
                                               domain::InteractionId interaction) {
  const domain::SurveyResponse& told = response.told;
  const MomentColumns answered = FromMoment(told.answered);
  return db_.Run("INSERT INTO responses (" AFTERCALL_RESPONSE_COLUMNS
                 ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 response.id.value, told.source, told.external_id, response.version,
                 response.current, told.interaction_external_id, told.question_id, told.rating,
                 told.comment, FromNames(told.redactions), answered.at, answered.on,
                 told.company_fault, told.contacts, FromTime(response.arrived_at),
                 OrNull(interaction));
}

absl::Status SqliteTransaction::SetCurrent(domain::ResponseId id, bool current) {
  return db_.Run("UPDATE responses SET current = ? WHERE id = ?", current, id.value);
}

absl::StatusOr<std::optional<Transaction::Invitation>> SqliteTransaction::FindInvitation(
    absl::string_view source, absl::string_view external_id) {
  Rows rows = db_.Ask(
      "SELECT interaction_external_id, interaction_id, outcome, invited_at FROM invitations "
      "WHERE source = ? AND external_id = ?",
      source, external_id);
  if (!rows.Next()) {
    if (!rows.status().ok()) return rows.status();
    return std::nullopt;
  }
  Invitation invitation;
  invitation.told.source = std::string(source);
  invitation.told.external_id = std::string(external_id);
  invitation.told.interaction_external_id = std::string(rows.Text(0));
  invitation.interaction = {rows.Int(1)};
  invitation.told.outcome = static_cast<domain::SurveyInvitation::Outcome>(rows.Int(2));
  invitation.told.invited_at = TimeAt(rows, 3);
  return invitation;
}

absl::Status SqliteTransaction::PutInvitation(const Invitation& invitation) {
  const domain::SurveyInvitation& told = invitation.told;
  return db_.Run(
      "INSERT OR REPLACE INTO invitations (source, external_id, interaction_external_id, "
      "interaction_id, outcome, invited_at) VALUES (?, ?, ?, ?, ?, ?)",
      told.source, told.external_id, told.interaction_external_id, OrNull(invitation.interaction),
      static_cast<int64_t>(told.outcome), FromTime(told.invited_at));
}

}  // namespace aftercall::store
