#include "backend/commands/mark_seen.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/commands/taken.h"

namespace aftercall::commands {
namespace {

using Key = std::pair<domain::InteractionId, std::string>;

// The agent's own verdicts up to `position`, each once, but for those that a later entry withdrew;
// a leader's feed has those of others, too.
std::set<Key> OwnVerdicts(const std::vector<domain::FeedEntry>& entries, int64_t position,
                          domain::UserId agent) {
  std::set<Key> keys;
  for (const auto& entry : entries) {
    if (const auto* gone = std::get_if<domain::VerdictWithdrawn>(&entry.event)) {
      keys.erase({gone->interaction, gone->question_id});
    }
    const auto* verdict = std::get_if<domain::Verdict>(&entry.event);
    if (const auto* changed = std::get_if<domain::VerdictChanged>(&entry.event)) {
      verdict = &changed->verdict;
    }
    if (verdict != nullptr && verdict->agent == agent && entry.position <= position) {
      keys.emplace(verdict->interaction, verdict->question_id);
    }
  }
  return keys;
}

absl::Status TellLeaders(store::Transaction& transaction, const domain::User& agent,
                         const Key& verdict) {
  const auto facts = transaction.LoadFacts(verdict.first);
  if (!facts.ok()) return facts.status();
  // It may have become another agent's since; then there is nothing to tell of this one.
  if (facts->interaction.agent != agent.id) return absl::OkStatus();
  const auto team = transaction.FindTeam(facts->interaction.team);
  if (!team.ok()) return team.status();
  if (!*team) return absl::OkStatus();
  std::vector<domain::FeedDraft> drafts;
  for (const auto leader : (*team)->leaders) {
    if (leader == agent.id) continue;
    drafts.push_back(
        {leader, domain::VerdictSeen{verdict.first, verdict.second, agent.id, agent.display_name}});
  }
  return transaction.Append(drafts);
}

}  // namespace

absl::StatusOr<int64_t> MarkSeen(store::Transaction& transaction, domain::UserId feed,
                                 int64_t position) {
  const auto head = transaction.FindHead(feed);
  if (!head.ok()) return head.status();
  if (position < 0 || position > head->position) {
    return Refuse({"POSITION_OUT_OF_RANGE", "position", absl::StrCat(position),
                   absl::StrCat("The feed ends at position ", head->position, ".")});
  }
  if (position <= head->seen) return head->seen;
  const auto entries = transaction.ReadEntries(feed, head->seen, head->position);
  if (!entries.ok()) return entries.status();
  const auto agent = transaction.FindUser(feed);
  if (!agent.ok()) return agent.status();
  if (!*agent) return absl::NotFoundError("this feed has no user");
  for (const auto& verdict : OwnVerdicts(*entries, position, feed)) {
    if (auto status = TellLeaders(transaction, **agent, verdict); !status.ok()) return status;
  }
  if (auto status = transaction.SetSeen(feed, position); !status.ok()) return status;
  return position;
}

}  // namespace aftercall::commands
