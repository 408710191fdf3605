#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "backend/domain/calendar.h"
#include "backend/domain/facts.h"
#include "backend/domain/feed_event.h"
#include "backend/domain/interaction.h"
#include "backend/domain/survey.h"
#include "backend/store/sqlite/database.h"

// How domain values are written into columns, and read again.
namespace aftercall::store {

inline int64_t FromTime(absl::Time time) { return absl::ToUnixMicros(time); }
inline std::optional<int64_t> FromTime(const std::optional<absl::Time>& time) {
  if (!time) return std::nullopt;
  return absl::ToUnixMicros(*time);
}
std::optional<absl::Time> TimeAt(const Rows& rows, int column);

// A day as the number 20260131.
int64_t FromDay(absl::CivilDay day);
absl::CivilDay ToDay(int64_t number);

// A moment in two columns: the instant, or the date.
struct MomentColumns {
  std::optional<int64_t> at;
  std::optional<int64_t> on;
};
MomentColumns FromMoment(const std::optional<domain::Moment>& moment);
std::optional<domain::Moment> MomentAt(const Rows& rows, int column_at, int column_on);

// Names joined by commas.
std::string FromNames(const std::vector<std::string>& names);
std::vector<std::string> ToNames(absl::string_view joined);

// Reads these columns; legs are not among them.
#define AFTERCALL_INTERACTION_COLUMNS                                                      \
  "i.id, i.source, i.external_id, i.channel, i.topic, i.queue, i.started_at, i.ended_at, " \
  "i.ended_on, i.team, i.abandoned, i.talk_ms, i.hold_ms, i.after_call_work_ms, "          \
  "i.recording_uri, i.text, i.redactions, i.customer_hash, i.time_zone, i.revised_at, "    \
  "i.agent_id, i.team_id, i.day, i.day_zone, i.language"
inline constexpr int kInteractionColumns = 25;
domain::PlacedInteraction InteractionAt(const Rows& rows);

// Reads these columns.
#define AFTERCALL_RESPONSE_COLUMNS                                                            \
  "id, source, external_id, version, current, interaction_external_id, question_id, rating, " \
  "comment, redactions, answered_at, answered_on, company_fault, contacts, arrived_at, "      \
  "interaction_id"
domain::StoredResponse ResponseAt(const Rows& rows);
inline constexpr int kResponseInteractionColumn = 15;

#define AFTERCALL_VERDICT_COLUMNS                                                      \
  "position, created_at, ends_change, kind, interaction_id, question_id, "             \
  "interaction_external_id, rating, previous_rating, reason, comment, redactions, "    \
  "answered_at, answered_on, channel, topic, ended_at, day, company_fault, agent_id, " \
  "agent_name, team_name"
#define AFTERCALL_ENTRY_COLUMNS                                                              \
  AFTERCALL_VERDICT_COLUMNS                                                                  \
  ", form_id, form_version, due_at, why, review_id, by_leader, "                             \
  "could_be_asked, part_day, part_half, minutes, reminded, answer, thanked, appeal_upheld, " \
  "evaluation, appealable_until, contested_id"
domain::FeedEntry EntryAt(const Rows& rows);
absl::Status InsertEntry(Database& database, domain::UserId feed, const domain::FeedEntry& entry);

// The legs and responses of an interaction whose row has been read; whether it was offered, whether
// its answers are sealed and opened by a leader, what its agent scored themselves and leaders
// scored them, and which appeals of theirs were upheld.
absl::Status LoadLegs(Database& database, domain::PlacedInteraction& interaction);
absl::Status LoadAnswers(Database& database, domain::Facts& facts);

}  // namespace aftercall::store
