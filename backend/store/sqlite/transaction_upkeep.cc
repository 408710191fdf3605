// What checking, mending and age ask of SqliteTransaction.

#include <algorithm>

#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/element_rows.h"
#include "backend/store/sqlite/sqlite_transaction.h"

namespace aftercall::store {
namespace {

using domain::Cell;
using domain::RollupDelta;

// An instant lies on the day of its UTC date, or on one beside it, whatever the calendar.
constexpr int kCalendarDays = 2;

int64_t MidnightOf(absl::CivilDay day) {
  return FromTime(absl::FromCivil(absl::CivilSecond(day), absl::UTCTimeZone()));
}

absl::StatusOr<std::vector<domain::InteractionId>> TakeIds(Rows rows) {
  std::vector<domain::InteractionId> ids;
  while (rows.Next()) ids.push_back({rows.Int(0)});
  if (!rows.status().ok()) return rows.status();
  return ids;
}

// Adds the cells of `from` that `wanted` takes.
template <typename Map, typename Wanted>
void AddSome(const Map& from, Wanted wanted, Map& to) {
  for (const auto& [cell, amount] : from) {
    if (wanted(cell)) to[cell] += amount;
  }
}

}  // namespace

absl::StatusOr<std::vector<domain::InteractionId>> SqliteTransaction::ListInteractionsOf(
    domain::UserId agent, absl::CivilDay day) {
  return TakeIds(db_.Ask("SELECT id FROM interactions WHERE agent_id = ? AND day = ? ORDER BY id",
                         agent.value, FromDay(day)));
}

absl::StatusOr<std::vector<domain::InteractionId>> SqliteTransaction::ListAnsweredAbout(
    domain::UserId agent, absl::CivilDay day) {
  return TakeIds(db_.Ask(
      "SELECT DISTINCT i.id FROM interactions i JOIN responses r ON r.interaction_id = i.id "
      "WHERE i.agent_id = ? AND r.arrived_at BETWEEN ? AND ? ORDER BY i.id",
      agent.value, MidnightOf(day - kCalendarDays), MidnightOf(day + 1 + kCalendarDays)));
}

absl::StatusOr<RollupDelta> SqliteTransaction::ReadRollups(domain::UserId user,
                                                           absl::CivilDay day) {
  RollupDelta cells;
  const auto cell_at = [&](const Rows& rows) {
    return Cell{user,
                {rows.Int(0)},
                day,
                static_cast<domain::Channel>(rows.Int(1)),
                std::string(rows.Text(2))};
  };
  {
    Rows rows = db_.Ask(
        "SELECT team_id, channel, topic, interactions, abandoned, responses, offered, "
        "offered_responses, handled, talk_ms, hold_ms, after_call_work_ms "
        "FROM rollup_interactions WHERE user_id = ? AND day = ?",
        user.value, FromDay(day));
    while (rows.Next()) {
      domain::InteractionCounts& counts = cells.interactions[cell_at(rows)];
      counts.interactions = rows.Int(3);
      counts.abandoned = rows.Int(4);
      counts.responses = rows.Int(5);
      counts.offered = rows.Int(6);
      counts.offered_responses = rows.Int(7);
      counts.handled = rows.Int(8);
      counts.talk_ms = rows.Int(9);
      counts.hold_ms = rows.Int(10);
      counts.after_call_work_ms = rows.Int(11);
    }
    if (!rows.status().ok()) return rows.status();
  }
  Rows rows = db_.Ask(
      "SELECT team_id, channel, topic, question_id, rating, company_fault, contacts, n, upheld "
      "FROM rollup_answers WHERE user_id = ? AND day = ?",
      user.value, FromDay(day));
  while (rows.Next()) {
    const domain::AnswerCell answers{cell_at(rows), std::string(rows.Text(3)),
                                     static_cast<int>(rows.Int(4)), rows.Int(5) != 0,
                                     static_cast<domain::Contacts>(rows.Int(6))};
    cells.answers[answers] = rows.Int(7);
    if (rows.Int(8) != 0) cells.upheld[answers] = rows.Int(8);
  }
  if (!rows.status().ok()) return rows.status();
  if (auto status = LoadElementRows(db_, user, day, cells); !status.ok()) return status;
  const auto is_of = [&](const auto& cell) { return cell.user == user && cell.day == day; };
  for (const Pending* pending : {&group_, &command_}) {
    AddSome(pending->rollups.interactions, is_of, cells.interactions);
    const auto is_of_cell = [&](const auto& answers) { return is_of(answers.cell); };
    AddSome(pending->rollups.answers, is_of_cell, cells.answers);
    AddSome(pending->rollups.upheld, is_of_cell, cells.upheld);
    AddSome(pending->rollups.elements, is_of, cells.elements);
    AddSome(pending->rollups.gaps, is_of, cells.gaps);
  }
  return cells;
}

absl::StatusOr<RollupDelta> SqliteTransaction::ReadLate(domain::UserId user) {
  RollupDelta cells;
  Rows rows = db_.Ask("SELECT arrived_day, n FROM rollup_late WHERE user_id = ?", user.value);
  while (rows.Next()) cells.late[{user, ToDay(rows.Int(0))}] = rows.Int(1);
  if (!rows.status().ok()) return rows.status();
  for (const Pending* pending : {&group_, &command_}) {
    AddSome(
        pending->rollups.late, [&](const auto& cell) { return cell.user == user; }, cells.late);
  }
  return cells;
}

absl::StatusOr<std::vector<RollupGroup>> SqliteTransaction::ListDaysToReckon(size_t limit) {
  Rows rows = db_.Ask("SELECT user_id, day FROM days_to_reckon ORDER BY user_id, day LIMIT ?",
                      static_cast<int64_t>(limit));
  std::vector<RollupGroup> days;
  while (rows.Next()) days.push_back({{rows.Int(0)}, ToDay(rows.Int(1))});
  if (!rows.status().ok()) return rows.status();
  return days;
}

absl::Status SqliteTransaction::DropDayToReckon(const RollupGroup& group) {
  return db_.Run("DELETE FROM days_to_reckon WHERE user_id = ? AND day = ?", group.user.value,
                 FromDay(group.day));
}

absl::StatusOr<int64_t> SqliteTransaction::TrimFeed(domain::UserId feed, absl::Time before,
                                                    int64_t keep, int64_t most) {
  int64_t trimmed = 0;
  {
    Rows rows = db_.Ask("SELECT trimmed FROM feeds WHERE user_id = ?", feed.value);
    if (!rows.Next()) return rows.status().ok() ? absl::StatusOr<int64_t>(0) : rows.status();
    trimmed = rows.Int(0);
  }
  const auto head = LastPosition(feed);
  if (!head.ok()) return head.status();
  int64_t through = std::min(*head - keep, trimmed + most);
  {
    // Up to the first that is young, even if a clock that jumped made older ones after it.
    Rows rows = db_.Ask(
        "SELECT position FROM feed_entries WHERE user_id = ? AND position > ? AND position <= ? "
        "AND created_at >= ? ORDER BY position LIMIT 1",
        feed.value, trimmed, through, FromTime(before));
    if (rows.Next()) through = rows.Int(0) - 1;
    if (!rows.status().ok()) return rows.status();
  }
  {
    Rows rows = db_.Ask(
        "SELECT position FROM feed_entries WHERE user_id = ? AND position > ? AND position <= ? "
        "AND ends_change = 1 ORDER BY position DESC LIMIT 1",
        feed.value, trimmed, through);
    if (!rows.Next()) return rows.status().ok() ? absl::StatusOr<int64_t>(0) : rows.status();
    through = rows.Int(0);
  }
  auto status =
      db_.Run("DELETE FROM feed_entries WHERE user_id = ? AND position <= ?", feed.value, through);
  if (!status.ok()) return status;
  status = db_.Run("UPDATE feeds SET trimmed = ? WHERE user_id = ?", through, feed.value);
  if (!status.ok()) return status;
  return through - trimmed;
}

absl::StatusOr<int64_t> SqliteTransaction::ForgetRequests(absl::Span<const std::string> request_ids,
                                                          absl::Time before) {
  int64_t forgotten = 0;
  for (const auto& request_id : request_ids) {
    auto status = db_.Run("DELETE FROM requests WHERE request_id = ? AND created_at < ?",
                          request_id, FromTime(before));
    if (!status.ok()) return status;
    forgotten += db_.Changes();
  }
  return forgotten;
}

}  // namespace aftercall::store
