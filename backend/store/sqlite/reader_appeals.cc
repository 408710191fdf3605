// Appeals and kudos of SqliteReader.

#include <utility>

#include "backend/store/sqlite/appeal_rows.h"
#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/one_state.h"
#include "backend/store/sqlite/or_last.h"
#include "backend/store/sqlite/review_rows.h"
#include "backend/store/sqlite/sqlite_reader.h"

namespace aftercall::store {

absl::StatusOr<std::optional<ListedAppeal>> SqliteReader::FindAppeal(domain::AppealId id) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  const auto appeal = LoadAppeal(*database_, id);
  if (!appeal.ok()) return appeal.status();
  if (!*appeal) return std::nullopt;
  auto interaction = LoadPlaced((*appeal)->interaction);
  if (!interaction.ok()) return interaction.status();
  return ListedAppeal{**appeal, *std::move(interaction)};
}

absl::StatusOr<std::vector<ListedAppeal>> SqliteReader::ListAppeals(domain::UserId agent,
                                                                    bool open_only,
                                                                    domain::AppealId before,
                                                                    size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<ListedAppeal> list;
  {
    Rows rows = database_->Ask("SELECT " AFTERCALL_APPEAL_COLUMNS
                               " FROM appeals WHERE agent_id = ? AND id < ? "
                               "AND (? = 0 OR state IN (1, 2, 3)) ORDER BY id DESC LIMIT ?",
                               agent.value, OrLast(before), open_only, static_cast<int64_t>(limit));
    while (rows.Next()) list.push_back({AppealAt(rows), {}});
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& listed : list) {
    auto interaction = LoadPlaced(listed.appeal.interaction);
    if (!interaction.ok()) return interaction.status();
    listed.interaction = *std::move(interaction);
  }
  return list;
}

absl::Status SqliteReader::Complete(ListedAppealTask& listed) {
  const auto appeal = LoadAppeal(*database_, listed.task.appeal);
  if (!appeal.ok()) return appeal.status();
  if (!*appeal) return absl::InternalError("the appeal of a task is missing");
  listed.appeal = **appeal;
  auto interaction = LoadPlaced(listed.appeal.interaction);
  if (!interaction.ok()) return interaction.status();
  listed.interaction.facts.interaction = *std::move(interaction);
  if (listed.appeal.review) {
    if (auto status = AddContested(listed); !status.ok()) return status;
  }
  return Complete(listed.interaction);
}

absl::Status SqliteReader::AddContested(ListedAppealTask& listed) {
  auto review = LoadReview(*database_, listed.appeal.review);
  if (!review.ok()) return review.status();
  if (!*review) return absl::InternalError("the review that an appeal is against is missing");
  auto submitted = LoadSubmitted(listed.appeal.review);
  if (!submitted.ok()) return submitted.status();
  if (!*submitted) return absl::InternalError("what an appeal is against is missing");
  listed.contested = ListedAppealTask::Contested{(*review)->form_id, (*review)->form_version,
                                                 std::move((*submitted)->content),
                                                 std::move((*submitted)->reviewer_display_name)};
  return absl::OkStatus();
}

absl::StatusOr<std::optional<ListedAppealTask>> SqliteReader::FindAppealTask(
    domain::AppealTaskId id) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  const auto task = LoadAppealTask(*database_, id);
  if (!task.ok()) return task.status();
  if (!*task) return std::nullopt;
  ListedAppealTask listed{**task, {}, {}, {}};
  if (auto status = Complete(listed); !status.ok()) return status;
  return listed;
}

absl::StatusOr<std::vector<ListedAppealTask>> SqliteReader::ListAppealTasks(
    domain::UserId arbiter, bool open_only, domain::AppealTaskId before, size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<ListedAppealTask> list;
  {
    Rows rows =
        database_->Ask("SELECT " AFTERCALL_APPEAL_TASK_COLUMNS
                       " FROM appeal_tasks WHERE arbiter_id = ? AND id < ? "
                       "AND (? = 0 OR state IN (1, 2)) ORDER BY id DESC LIMIT ?",
                       arbiter.value, OrLast(before), open_only, static_cast<int64_t>(limit));
    while (rows.Next()) list.push_back({AppealTaskAt(rows), {}, {}, {}});
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& listed : list) {
    if (auto status = Complete(listed); !status.ok()) return status;
  }
  return list;
}

absl::StatusOr<bool> SqliteReader::HasDueAppeals(absl::Time by) {
  Rows rows = database_->Ask(
      "SELECT EXISTS (SELECT 1 FROM appeal_tasks WHERE state IN (1, 2) AND due_at <= ?1) OR "
      "EXISTS (SELECT 1 FROM appeals WHERE state = 1 AND look_at <= ?1)",
      FromTime(by));
  const bool found = rows.Next() && rows.Int(0) != 0;
  if (!rows.status().ok()) return rows.status();
  return found;
}

absl::StatusOr<std::vector<ListedKudos>> SqliteReader::ListKudos(domain::UserId recipient,
                                                                 domain::KudosId before,
                                                                 size_t limit) {
  // Whoever gave it unnamed does not leave the database.
  Rows rows = database_->Ask(
      "SELECT " AFTERCALL_INTERACTION_COLUMNS
      ", k.id, CASE WHEN k.review_task_id = 0 THEN k.giver_id ELSE 0 END, k.words, k.day, "
      "k.given_at, k.interaction_id, k.review_task_id, u.display_name FROM kudos k "
      "LEFT JOIN users u ON u.id = k.giver_id AND k.review_task_id = 0 "
      "LEFT JOIN interactions i ON i.id = k.interaction_id AND i.agent_id = k.recipient_id "
      "WHERE k.recipient_id = ? AND k.id < ? ORDER BY k.id DESC LIMIT ?",
      recipient.value, OrLast(before), static_cast<int64_t>(limit));
  std::vector<ListedKudos> list;
  while (rows.Next()) {
    constexpr int kFirst = kInteractionColumns;
    auto& listed = list.emplace_back();
    listed.kudos = {{rows.Int(kFirst)},
                    {rows.Int(kFirst + 1)},
                    recipient,
                    std::string(rows.Text(kFirst + 2)),
                    ToDay(rows.Int(kFirst + 3)),
                    absl::FromUnixMicros(rows.Int(kFirst + 4)),
                    {rows.Int(kFirst + 5)},
                    {rows.Int(kFirst + 6)}};
    listed.giver_display_name = std::string(rows.Text(kFirst + 7));
    if (!rows.IsNull(0)) listed.reference = domain::ReferenceOf(InteractionAt(rows));
  }
  if (!rows.status().ok()) return rows.status();
  return list;
}

}  // namespace aftercall::store
