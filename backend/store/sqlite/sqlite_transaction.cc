#include "backend/store/sqlite/sqlite_transaction.h"

#include <utility>

#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/element_rows.h"

namespace aftercall::store {

void SqliteTransaction::Begin(absl::Time now) {
  now_ = absl::FromUnixMicros(absl::ToUnixMicros(now));
  group_ = {};
  command_ = {};
}

void SqliteTransaction::KeepCommand() {
  for (const auto& [feed, position] : command_.heads) group_.heads[feed] = position;
  for (auto& [feed, entries] : command_.growth) {
    auto& grown = group_.growth[feed];
    std::move(entries.begin(), entries.end(), std::back_inserter(grown));
  }
  group_.rollups.Add(command_.rollups);
  command_ = {};
}

void SqliteTransaction::DropCommand() {
  command_ = {};
  Forget();
}

std::vector<std::shared_ptr<const FeedGrowth>> SqliteTransaction::TakeGrowth() {
  std::vector<std::shared_ptr<const FeedGrowth>> growth;
  growth.reserve(group_.growth.size());
  for (auto& [feed, entries] : group_.growth) {
    growth.push_back(std::make_shared<const FeedGrowth>(FeedGrowth{feed, std::move(entries)}));
  }
  group_ = {};
  return growth;
}

absl::StatusOr<int64_t> SqliteTransaction::LastPosition(domain::UserId feed) {
  if (const auto it = command_.heads.find(feed); it != command_.heads.end()) return it->second;
  if (const auto it = group_.heads.find(feed); it != group_.heads.end()) return it->second;
  Rows rows = db_.Ask("SELECT position FROM feeds WHERE user_id = ?", feed.value);
  if (rows.Next()) return rows.Int(0);
  if (!rows.status().ok()) return rows.status();
  return 0;
}

absl::Status SqliteTransaction::Append(absl::Span<const domain::FeedDraft> change) {
  for (size_t i = 0; i < change.size(); ++i) {
    const domain::UserId feed = change[i].feed;
    const auto last = LastPosition(feed);
    if (!last.ok()) return last.status();
    domain::FeedEntry entry;
    entry.position = *last + 1;
    entry.created_at = now_;
    entry.event = change[i].event;
    // The change goes on where a later draft is for the same feed.
    for (size_t k = i + 1; k < change.size() && entry.ends_change; ++k) {
      entry.ends_change = change[k].feed != feed;
    }
    if (auto status = InsertEntry(db_, feed, entry); !status.ok()) return status;
    command_.heads[feed] = entry.position;
    command_.growth[feed].push_back(std::move(entry));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<domain::FeedEntry>> SqliteTransaction::ReadEntries(domain::UserId feed,
                                                                              int64_t after,
                                                                              int64_t through) {
  Rows rows = db_.Ask("SELECT " AFTERCALL_ENTRY_COLUMNS
                      " FROM feed_entries WHERE user_id = ? AND position > ? AND position <= ? "
                      "ORDER BY position",
                      feed.value, after, through);
  std::vector<domain::FeedEntry> entries;
  while (rows.Next()) entries.push_back(EntryAt(rows));
  if (!rows.status().ok()) return rows.status();
  return entries;
}

absl::StatusOr<Transaction::Head> SqliteTransaction::FindHead(domain::UserId feed) {
  Head head;
  {
    Rows rows = db_.Ask("SELECT seen FROM feeds WHERE user_id = ?", feed.value);
    if (rows.Next()) head.seen = rows.Int(0);
    if (!rows.status().ok()) return rows.status();
  }
  const auto position = LastPosition(feed);
  if (!position.ok()) return position.status();
  head.position = *position;
  return head;
}

absl::Status SqliteTransaction::SetSeen(domain::UserId feed, int64_t position) {
  return db_.Run(
      "INSERT INTO feeds (user_id, position, seen, trimmed) VALUES (?1, 0, ?2, 0) "
      "ON CONFLICT (user_id) DO UPDATE SET seen = ?2",
      feed.value, position);
}

absl::Status SqliteTransaction::NoteLook(const domain::Look& look, absl::CivilDay day) {
  return db_.Run(
      "INSERT INTO accesses (subject_id, day, reader_id, kind, first_at, last_at, looks) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?5, 1) "
      "ON CONFLICT DO UPDATE SET last_at = ?5, looks = looks + 1",
      look.subject.value, FromDay(day), look.reader.value, static_cast<int64_t>(look.kind),
      FromTime(now_));
}

absl::StatusOr<std::optional<Transaction::Request>> SqliteTransaction::FindRequest(
    absl::string_view request_id) {
  Rows rows = db_.Ask("SELECT fingerprint, result FROM requests WHERE request_id = ?", request_id);
  if (rows.Next()) return Request{std::string(rows.Text(0)), std::string(rows.Text(1))};
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::Status SqliteTransaction::PutRequest(absl::string_view request_id, const Request& request) {
  return db_.Run(
      "INSERT INTO requests (request_id, fingerprint, result, created_at) VALUES (?, ?, ?, ?)",
      request_id, request.fingerprint, request.result, FromTime(now_));
}

absl::Status SqliteTransaction::Flush() {
  for (const auto& [feed, position] : group_.heads) {
    auto status = db_.Run(
        "INSERT INTO feeds (user_id, position, seen, trimmed) VALUES (?1, ?2, 0, 0) "
        "ON CONFLICT (user_id) DO UPDATE SET position = ?2",
        feed.value, position);
    if (!status.ok()) return status;
  }
  if (auto status = FlushInteractions(); !status.ok()) return status;
  if (auto status = FlushAnswers(); !status.ok()) return status;
  if (auto status = FlushUpheld(); !status.ok()) return status;
  if (auto status = AddElementRows(db_, group_.rollups); !status.ok()) return status;
  for (const auto& [cell, n] : group_.rollups.late) {
    if (n == 0) continue;
    auto status = db_.Run(
        "INSERT INTO rollup_late (user_id, arrived_day, n) VALUES (?1, ?2, ?3) "
        "ON CONFLICT DO UPDATE SET n = n + ?3",
        cell.user.value, FromDay(cell.arrived_day), n);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteTransaction::FlushInteractions() {
  for (const auto& [cell, counts] : group_.rollups.interactions) {
    if (counts == domain::InteractionCounts()) continue;
    auto status = db_.Run(
        "INSERT INTO rollup_interactions (user_id, day, team_id, channel, topic, interactions, "
        "abandoned, responses, offered, offered_responses, handled, talk_ms, hold_ms, "
        "after_call_work_ms) VALUES (?, ?, ?, ?, ?, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
        "ON CONFLICT DO UPDATE SET interactions = interactions + ?6, abandoned = abandoned + ?7, "
        "responses = responses + ?8, offered = offered + ?9, "
        "offered_responses = offered_responses + ?10, handled = handled + ?11, "
        "talk_ms = talk_ms + ?12, hold_ms = hold_ms + ?13, "
        "after_call_work_ms = after_call_work_ms + ?14",
        cell.user.value, FromDay(cell.day), cell.team.value, static_cast<int64_t>(cell.channel),
        cell.topic, counts.interactions, counts.abandoned, counts.responses, counts.offered,
        counts.offered_responses, counts.handled, counts.talk_ms, counts.hold_ms,
        counts.after_call_work_ms);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteTransaction::FlushAnswers() {
  for (const auto& [answers, n] : group_.rollups.answers) {
    if (n == 0) continue;
    const domain::Cell& cell = answers.cell;
    auto status = db_.Run(
        "INSERT INTO rollup_answers (user_id, day, team_id, channel, topic, question_id, rating, "
        "company_fault, contacts, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?10) "
        "ON CONFLICT DO UPDATE SET n = n + ?10",
        cell.user.value, FromDay(cell.day), cell.team.value, static_cast<int64_t>(cell.channel),
        cell.topic, answers.question_id, answers.rating, answers.company_fault,
        static_cast<int64_t>(answers.contacts), n);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteTransaction::FlushUpheld() {
  for (const auto& [answers, n] : group_.rollups.upheld) {
    if (n == 0) continue;
    const domain::Cell& cell = answers.cell;
    auto status = db_.Run(
        "INSERT INTO rollup_answers (user_id, day, team_id, channel, topic, question_id, rating, "
        "company_fault, contacts, n, upheld) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?10) "
        "ON CONFLICT DO UPDATE SET upheld = upheld + ?10",
        cell.user.value, FromDay(cell.day), cell.team.value, static_cast<int64_t>(cell.channel),
        cell.topic, answers.question_id, answers.rating, answers.company_fault,
        static_cast<int64_t>(answers.contacts), n);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace aftercall::store
