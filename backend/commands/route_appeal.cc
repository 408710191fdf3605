#include "backend/commands/route_appeal.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/commands/leaders.h"
#include "backend/commands/tell_appeal.h"
#include "shared/base/sha256.h"

namespace aftercall::commands {
namespace {

using domain::UserId;
using Users = std::vector<UserId>;

bool Contains(const Users& users, UserId user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

Users Without(Users users, const Users& excluded) {
  const auto is_excluded = [&](UserId user) { return Contains(excluded, user); };
  users.erase(std::remove_if(users.begin(), users.end(), is_excluded), users.end());
  return users;
}

// Leaders of the teams of the agent's site, which is told by its time zone.
absl::StatusOr<Users> LeadersOfSite(store::Transaction& transaction, UserId agent) {
  const auto place = transaction.MainTeamAt(agent, transaction.Now());
  if (!place.ok()) return place.status();
  return transaction.ListLeaders(*place ? (*place)->time_zone : "");
}

// Who may be asked, the nearest first.
absl::StatusOr<std::vector<Users>> LoadRings(store::Transaction& transaction, UserId agent) {
  auto own = LeadersOf(transaction, agent);
  if (!own.ok()) return own.status();
  auto others = LeadersOfSite(transaction, agent);
  if (!others.ok()) return others.status();
  auto last = transaction.ListUsersOfRole(domain::Role::kQualityAnalyst);
  if (!last.ok()) return last.status();
  const auto operations = transaction.ListUsersOfRole(domain::Role::kOperationsManager);
  if (!operations.ok()) return operations.status();
  last->insert(last->end(), operations->begin(), operations->end());
  return std::vector<Users>{Without(*std::move(others), *own), *own, *std::move(last)};
}

// Who must not decide, whoever else there is.
absl::StatusOr<Users> LoadPartial(store::Transaction& transaction,
                                  const domain::PlacedInteraction& interaction, UserId agent) {
  auto partial = transaction.ListEvaluators(interaction.id);
  if (!partial.ok()) return partial.status();
  partial->insert(partial->end(), interaction.parties.begin(), interaction.parties.end());
  partial->push_back(agent);
  return partial;
}

// A few of `users`, drawn by a lot that nobody can tell in advance.
Users DrawSome(const Policy& policy, const domain::Appeal& appeal, const Users& users) {
  std::vector<std::pair<std::string, UserId>> lots;
  for (const UserId user : users) {
    base::Sha256 digest;
    digest.Add(absl::StrCat(policy.sampling_key, "\nappeal\n", appeal.id.value, "\n", user.value));
    lots.emplace_back(digest.Hex(), user);
  }
  std::sort(lots.begin(), lots.end());
  if (lots.size() > kMostArbiters) lots.resize(kMostArbiters);
  Users drawn;
  for (const auto& [lot, user] : lots) drawn.push_back(user);
  return drawn;
}

absl::Status Ask(store::Transaction& transaction, const Policy& policy,
                 const domain::PlacedInteraction& interaction, domain::Appeal& appeal,
                 const Users& arbiters) {
  const auto next =
      domain::Move(appeal.state, domain::AppealActor::kRules, domain::AppealMove::kOffer);
  if (!next.ok()) return next.status();
  appeal.state = *next;
  appeal.look_at.reset();
  for (const UserId arbiter : arbiters) {
    domain::AppealTask task;
    task.id = {transaction.NewId()};
    task.appeal = appeal.id;
    task.arbiter = arbiter;
    task.offered_at = transaction.Now();
    task.due_at = task.offered_at + domain::kTimeToTake;
    auto status = KeepAppealTask(transaction, policy, interaction, appeal, task);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status LookForArbiters(store::Transaction& transaction, const Policy& policy,
                             const domain::PlacedInteraction& interaction, domain::Appeal& appeal) {
  const auto rings = LoadRings(transaction, appeal.agent);
  if (!rings.ok()) return rings.status();
  const auto partial = LoadPartial(transaction, interaction, appeal.agent);
  if (!partial.ok()) return partial.status();
  const auto tasks = transaction.ListAppealTasks(appeal.id);
  if (!tasks.ok()) return tasks.status();
  Users asked;
  for (const auto& task : *tasks) asked.push_back(task.arbiter);
  for (const Users& before : {asked, Users()}) {
    for (const Users& ring : *rings) {
      const Users free = Without(Without(ring, *partial), before);
      if (free.empty()) continue;
      return Ask(transaction, policy, interaction, appeal, DrawSome(policy, appeal, free));
    }
  }
  appeal.look_at = transaction.Now() + kBetweenArbiterSearches;
  return absl::OkStatus();
}

}  // namespace aftercall::commands
