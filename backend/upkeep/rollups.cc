#include "backend/upkeep/rollups.h"

#include "backend/commands/publish.h"
#include "backend/upkeep/writing.h"

namespace aftercall::upkeep {
namespace {

template <typename Map>
void DropZeroes(Map& cells) {
  for (auto it = cells.begin(); it != cells.end();) {
    it = it->second == typename Map::mapped_type() ? cells.erase(it) : std::next(it);
  }
}

absl::StatusOr<domain::RollupDelta> ContributionOf(store::Transaction& rows,
                                                   const commands::Policy& policy,
                                                   domain::InteractionId id) {
  const auto told = commands::Load(rows, policy, id);
  if (!told.ok()) return told.status();
  return domain::Contribution(told->facts, policy.rerating_window);
}

}  // namespace

absl::StatusOr<DayCells> ReckonDay(store::Transaction& rows, const commands::Policy& policy,
                                   domain::UserId user, absl::CivilDay day) {
  DayCells cells;
  auto stored = rows.ReadRollups(user, day);
  if (!stored.ok()) return stored.status();
  cells.stored = *std::move(stored);
  const auto ids = rows.ListInteractionsOf(user, day);
  if (!ids.ok()) return ids.status();
  for (const auto id : *ids) {
    const auto contribution = ContributionOf(rows, policy, id);
    if (!contribution.ok()) return contribution.status();
    cells.reckoned.Add(*contribution);
  }
  cells.interactions = static_cast<int64_t>(ids->size());
  return cells;
}

absl::StatusOr<int64_t> ReckonLate(store::Transaction& rows, const commands::Policy& policy,
                                   const domain::LateCell& cell) {
  const auto ids = rows.ListAnsweredAbout(cell.user, cell.arrived_day);
  if (!ids.ok()) return ids.status();
  int64_t n = 0;
  for (const auto id : *ids) {
    const auto contribution = ContributionOf(rows, policy, id);
    if (!contribution.ok()) return contribution.status();
    const auto late = contribution->late.find(cell);
    if (late != contribution->late.end()) n += late->second;
  }
  return n;
}

domain::RollupDelta Difference(const domain::RollupDelta& stored,
                               const domain::RollupDelta& reckoned) {
  domain::RollupDelta missing = reckoned;
  missing.Add(stored, -1);
  missing.late.clear();
  DropZeroes(missing.interactions);
  DropZeroes(missing.answers);
  DropZeroes(missing.upheld);
  DropZeroes(missing.elements);
  DropZeroes(missing.gaps);
  return missing;
}

absl::StatusOr<domain::RollupDelta> MendDay(store::Transaction& transaction,
                                            const commands::Policy& policy, domain::UserId user,
                                            absl::CivilDay day) {
  const auto cells = ReckonDay(transaction, policy, user, day);
  if (!cells.ok()) return cells.status();
  auto missing = Difference(cells->stored, cells->reckoned);
  transaction.AddToRollups(missing);
  if (user) transaction.TouchStanding(user);
  return missing;
}

absl::StatusOr<domain::RollupDelta> MendLate(store::Transaction& transaction,
                                             const commands::Policy& policy,
                                             const domain::LateCell& cell) {
  const auto stored = transaction.ReadLate(cell.user);
  if (!stored.ok()) return stored.status();
  const auto reckoned = ReckonLate(transaction, policy, cell);
  if (!reckoned.ok()) return reckoned.status();
  const auto held = stored->late.find(cell);
  domain::RollupDelta missing;
  const int64_t n = *reckoned - (held == stored->late.end() ? 0 : held->second);
  if (n != 0) missing.late[cell] = n;
  transaction.AddToRollups(missing);
  if (cell.user) transaction.TouchStanding(cell.user);
  return missing;
}

absl::Status ReckonWaitingDays(store::Store& store, const commands::Policy& policy) {
  // In one command, so that a long work is not begun anew where it is cut short.
  constexpr size_t kAtOnce = 50;
  bool any = true;
  while (any) {
    auto status = WriteAndWait(store, [&](store::Transaction& transaction) -> absl::Status {
      const auto days = transaction.ListDaysToReckon(kAtOnce);
      if (!days.ok()) return days.status();
      for (const auto& day : *days) {
        const auto mended = MendDay(transaction, policy, day.user, day.day);
        if (!mended.ok()) return mended.status();
        if (auto dropped = transaction.DropDayToReckon(day); !dropped.ok()) return dropped;
      }
      any = !days->empty();
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace aftercall::upkeep
