#include "backend/store/sqlite/sqlite_inspection.h"

#include <utility>

#include "absl/memory/memory.h"
#include "backend/store/sqlite/columns.h"

namespace aftercall::store {

absl::StatusOr<std::unique_ptr<SqliteInspection>> SqliteInspection::Begin(
    std::unique_ptr<Database> database) {
  auto inspection = absl::WrapUnique(new SqliteInspection(std::move(database)));
  if (auto status = inspection->database_->Run("BEGIN"); !status.ok()) return status;
  // The first read takes the state that all others see.
  if (auto status = inspection->Count(); !status.ok()) return status.status();
  return inspection;
}

absl::StatusOr<Inspection::Census> SqliteInspection::Count() {
  Rows rows = database_->Ask(
      "SELECT (SELECT count(*) FROM feeds), (SELECT count(*) FROM interactions), "
      "(SELECT count(*) FROM requests)");
  if (!rows.Next()) return rows.status();
  return Census{rows.Int(0), rows.Int(1), rows.Int(2)};
}

absl::StatusOr<std::vector<std::string>> SqliteInspection::CheckStructure(GoOn go_on) {
  const auto ask = [&] { return go_on(0, 0); };
  const Database::Interruptible interruptible(*database_, ask);
  Rows rows = database_->Ask("PRAGMA integrity_check");
  std::vector<std::string> found;
  while (rows.Next()) {
    if (rows.Text(0) != "ok") found.emplace_back(rows.Text(0));
  }
  // A check that cannot go on for damage has found it.
  if (absl::IsDataLoss(rows.status())) {
    found.emplace_back(rows.status().message());
  } else if (!rows.status().ok()) {
    return rows.status();
  }
  return found;
}

absl::StatusOr<std::vector<Inspection::FeedShape>> SqliteInspection::ListFeeds(domain::UserId after,
                                                                               size_t limit) {
  std::vector<FeedShape> shapes;
  {
    // Entries without a row are found by leaps from one feed to the next.
    Rows rows = database_->Ask(
        "WITH RECURSIVE owner (id) AS ("
        "  SELECT (SELECT min(id) FROM ("
        "    SELECT min(user_id) AS id FROM feeds WHERE user_id > ?1 UNION ALL "
        "    SELECT min(user_id) FROM feed_entries WHERE user_id > ?1)) "
        "  UNION ALL "
        "  SELECT (SELECT min(id) FROM ("
        "    SELECT min(user_id) AS id FROM feeds WHERE user_id > owner.id UNION ALL "
        "    SELECT min(user_id) FROM feed_entries WHERE user_id > owner.id)) "
        "  FROM owner WHERE owner.id IS NOT NULL LIMIT ?2) "
        "SELECT o.id, f.position, f.trimmed, f.seen FROM owner o "
        "LEFT JOIN feeds f ON f.user_id = o.id WHERE o.id IS NOT NULL",
        after.value, static_cast<int64_t>(limit));
    while (rows.Next()) {
      FeedShape& shape = shapes.emplace_back();
      shape.feed = {rows.Int(0)};
      shape.has_row = !rows.IsNull(1);
      shape.head = rows.Int(1);
      shape.trimmed = rows.Int(2);
      shape.seen = rows.Int(3);
    }
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& shape : shapes) {
    if (auto status = Measure(shape); !status.ok()) return status;
  }
  return shapes;
}

absl::Status SqliteInspection::Measure(FeedShape& shape) {
  {
    Rows rows = database_->Ask(
        "SELECT count(*), min(position), max(position) FROM feed_entries WHERE user_id = ?",
        shape.feed.value);
    if (!rows.Next()) return rows.status();
    shape.entries = rows.Int(0);
    shape.first = rows.Int(1);
    shape.last = rows.Int(2);
  }
  if (shape.entries == 0) return absl::OkStatus();
  Rows rows =
      database_->Ask("SELECT ends_change FROM feed_entries WHERE user_id = ? AND position = ?",
                     shape.feed.value, shape.last);
  if (rows.Next()) shape.ends_whole = rows.Int(0) == 1;
  return rows.status();
}

absl::StatusOr<std::vector<int64_t>> SqliteInspection::ListGaps(domain::UserId feed,
                                                                int64_t through, size_t limit) {
  Rows rows = database_->Ask(
      "SELECT position FROM feed_entries e WHERE user_id = ?1 AND position < ?2 AND NOT EXISTS "
      "(SELECT 1 FROM feed_entries n WHERE n.user_id = ?1 AND n.position = e.position + 1) "
      "ORDER BY position LIMIT ?3",
      feed.value, through, static_cast<int64_t>(limit));
  std::vector<int64_t> gaps;
  while (rows.Next()) gaps.push_back(rows.Int(0));
  if (!rows.status().ok()) return rows.status();
  return gaps;
}

absl::StatusOr<std::vector<RollupGroup>> SqliteInspection::ListRollupGroups(
    const RollupGroup& after, size_t limit) {
  Rows rows = database_->Ask(
      "SELECT agent_id, day FROM interactions WHERE (agent_id, day) > (?1, ?2) UNION "
      "SELECT user_id, day FROM rollup_interactions WHERE (user_id, day) > (?1, ?2) UNION "
      "SELECT user_id, day FROM rollup_answers WHERE (user_id, day) > (?1, ?2) UNION "
      "SELECT user_id, day FROM rollup_elements WHERE (user_id, day) > (?1, ?2) UNION "
      "SELECT user_id, day FROM rollup_gaps WHERE (user_id, day) > (?1, ?2) UNION "
      "SELECT user_id, arrived_day FROM rollup_late WHERE (user_id, arrived_day) > (?1, ?2) "
      "ORDER BY 1, 2 LIMIT ?3",
      after.user.value, FromDay(after.day), static_cast<int64_t>(limit));
  std::vector<RollupGroup> groups;
  while (rows.Next()) groups.push_back({{rows.Int(0)}, ToDay(rows.Int(1))});
  if (!rows.status().ok()) return rows.status();
  return groups;
}

absl::StatusOr<std::vector<Inspection::RequestRow>> SqliteInspection::ListRequests(
    absl::string_view after, size_t limit) {
  Rows rows = database_->Ask(
      "SELECT request_id, fingerprint, created_at FROM requests WHERE request_id > ? "
      "ORDER BY request_id LIMIT ?",
      after, static_cast<int64_t>(limit));
  std::vector<RequestRow> requests;
  while (rows.Next()) {
    requests.push_back(
        {std::string(rows.Text(0)), std::string(rows.Text(1)), absl::FromUnixMicros(rows.Int(2))});
  }
  if (!rows.status().ok()) return rows.status();
  return requests;
}

}  // namespace aftercall::store
