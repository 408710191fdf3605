#include "backend/domain/placement.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace aftercall::domain {
namespace {

using Verdicts = std::map<std::string, Verdict>;  // by question

std::optional<absl::Time> EndOf(const PlacedInteraction& placed) {
  const auto* ended_at = std::get_if<absl::Time>(&placed.told.ended);
  return ended_at == nullptr ? std::nullopt : std::optional<absl::Time>(*ended_at);
}

Verdict MakeVerdict(const Told& told, const StoredResponse& response) {
  const PlacedInteraction& placed = told.facts.interaction;
  Verdict verdict;
  verdict.interaction = placed.id;
  verdict.interaction_external_id = placed.told.external_id;
  verdict.question_id = response.told.question_id;
  verdict.rating = response.told.rating;
  verdict.comment = response.told.comment;
  verdict.redactions = response.told.redactions;
  verdict.answered = AnsweredAt(placed, response, told.facts.calendar);
  verdict.channel = placed.told.channel;
  verdict.topic = placed.told.topic;
  verdict.ended_at = EndOf(placed);
  verdict.day = placed.day;
  verdict.company_fault = response.told.company_fault;
  verdict.appeal_upheld = told.facts.IsUpheld(response.told.question_id);
  verdict.agent = placed.agent;
  verdict.agent_display_name = told.audience.agent_display_name;
  verdict.team_display_name = told.audience.team_display_name;
  return verdict;
}

Verdicts VerdictsOf(const std::optional<Told>& told, absl::Duration window) {
  Verdicts verdicts;
  if (!told || !told->facts.interaction.agent || told->facts.interaction.told.abandoned) {
    return verdicts;
  }
  for (const StoredResponse* response : told->facts.Counting(window)) {
    verdicts.emplace(response->told.question_id, MakeVerdict(*told, *response));
  }
  return verdicts;
}

// The questions of an agent's verdicts, in order.
std::vector<std::string> QuestionsOf(const Facts& facts, absl::Duration window) {
  std::vector<std::string> questions;
  if (!facts.interaction.agent || facts.interaction.told.abandoned) return questions;
  for (const auto* response : facts.Counting(window)) {
    questions.push_back(response->told.question_id);
  }
  return questions;
}

// Who hears of a verdict: the agent, and the leaders of the team but for the agent.
std::vector<UserId> FeedsOf(const std::optional<Told>& told) {
  std::vector<UserId> feeds;
  if (!told || !told->facts.interaction.agent) return feeds;
  feeds.push_back(told->facts.interaction.agent);
  for (const UserId leader : told->audience.leaders) {
    if (leader != feeds.front()) feeds.push_back(leader);
  }
  return feeds;
}

Verdict AsSeenBy(UserId feed, Verdict verdict) {
  if (feed != verdict.agent) {
    verdict.agent = {};
    verdict.agent_display_name.clear();
  }
  return verdict;
}

VerdictWithdrawn::Reason WhyGone(UserId feed, const Told& before, const Told& after) {
  if (!after.facts.interaction.agent || after.facts.interaction.told.abandoned) {
    return VerdictWithdrawn::Reason::kNoAgent;
  }
  return feed == before.facts.interaction.agent ? VerdictWithdrawn::Reason::kOtherAgent
                                                : VerdictWithdrawn::Reason::kOtherTeam;
}

bool Contains(absl::Span<const UserId> feeds, UserId feed) {
  return std::find(feeds.begin(), feeds.end(), feed) != feeds.end();
}

// Sealed answers concern their agent alone.
void DiffSeals(const std::optional<Told>& before, const Told& after, const Verdicts& open,
               absl::Duration window, std::vector<FeedDraft>& drafts) {
  const PlacedInteraction& placed = after.facts.interaction;
  const auto questions = [window](const Facts& facts) {
    const auto sealed = facts.SealedQuestions(window);
    return std::set<std::string>(sealed.begin(), sealed.end());
  };
  const auto old_seals = before ? questions(before->facts) : std::set<std::string>();
  const auto new_seals = questions(after.facts);
  const bool same_agent = before && before->facts.interaction.agent == placed.agent;
  for (const auto& question : new_seals) {
    if (same_agent && old_seals.count(question) > 0) continue;
    drafts.push_back({placed.agent, VerdictSealed{ReferenceOf(placed), question}});
  }
  for (const auto& question : old_seals) {
    if (same_agent && new_seals.count(question) + open.count(question) > 0) continue;
    const UserId agent = before->facts.interaction.agent;
    drafts.push_back(
        {agent, VerdictWithdrawn{placed.id, question, WhyGone(agent, *before, after)}});
  }
}

}  // namespace

InteractionReference ReferenceOf(const PlacedInteraction& interaction) {
  return {interaction.id,         interaction.told.external_id, interaction.told.channel,
          interaction.told.topic, EndOf(interaction),           interaction.day};
}

std::vector<std::string> GoneVerdicts(const Told& before, const Told& after,
                                      absl::Duration rerating_window) {
  std::vector<std::string> had = QuestionsOf(before.facts, rerating_window);
  if (had.empty()) return had;
  std::vector<std::string> gone;
  const bool same_agent = before.facts.interaction.agent == after.facts.interaction.agent;
  const auto left =
      same_agent ? QuestionsOf(after.facts, rerating_window) : std::vector<std::string>();
  std::set_difference(had.begin(), had.end(), left.begin(), left.end(), std::back_inserter(gone));
  return gone;
}

std::vector<FeedDraft> DiffVerdicts(const std::optional<Told>& before, const Told& after,
                                    absl::Duration rerating_window) {
  const Verdicts old_verdicts = VerdictsOf(before, rerating_window);
  const Verdicts new_verdicts = VerdictsOf(after, rerating_window);
  const std::vector<UserId> old_feeds = FeedsOf(before);
  const std::vector<UserId> new_feeds = FeedsOf(after);
  std::vector<FeedDraft> drafts;
  for (const auto& [question, verdict] : old_verdicts) {
    for (const UserId feed : old_feeds) {
      if (new_verdicts.count(question) > 0 && Contains(new_feeds, feed)) continue;
      drafts.push_back(
          {feed, VerdictWithdrawn{verdict.interaction, question, WhyGone(feed, *before, after)}});
    }
  }
  for (const auto& [question, verdict] : new_verdicts) {
    const auto old = old_verdicts.find(question);
    for (const UserId feed : new_feeds) {
      if (old == old_verdicts.end() || !Contains(old_feeds, feed)) {
        drafts.push_back({feed, AsSeenBy(feed, verdict)});
      } else if (!(old->second == verdict)) {
        drafts.push_back({feed, VerdictChanged{AsSeenBy(feed, verdict), old->second.rating}});
      }
    }
  }
  DiffSeals(before, after, new_verdicts, rerating_window, drafts);
  return drafts;
}

}  // namespace aftercall::domain
