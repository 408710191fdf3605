#include "backend/domain/feed_event.h"

#include <map>
#include <utility>

namespace aftercall::domain {
namespace {

// Ids are of one series, whatever they are of.
using Key = std::pair<int64_t, std::string>;
using Standing = std::map<Key, FeedEntry>;

struct Apply {
  Standing& standing;
  const FeedEntry& entry;

  void Put(const Key& key, FeedEvent event) {
    FeedEntry told = entry;
    told.ends_change = true;
    told.event = std::move(event);
    standing[key] = std::move(told);
  }
  void PutWhile(bool stands, const Key& key, FeedEvent event) {
    if (stands) {
      Put(key, std::move(event));
    } else {
      standing.erase(key);
    }
  }
  void operator()(const Verdict& verdict) {
    Put({verdict.interaction.value, verdict.question_id}, verdict);
  }
  void operator()(const VerdictChanged& changed) { (*this)(changed.verdict); }
  void operator()(const VerdictWithdrawn& withdrawn) {
    standing.erase({withdrawn.interaction.value, withdrawn.question_id});
  }
  void operator()(const VerdictSeen& seen) {
    const auto it = standing.find({seen.interaction.value, seen.question_id});
    if (it == standing.end()) return;
    auto* verdict = std::get_if<Verdict>(&it->second.event);
    if (verdict == nullptr) return;
    verdict->agent = seen.agent;
    verdict->agent_display_name = seen.agent_display_name;
  }
  void operator()(const VerdictSealed& sealed) {
    Put({sealed.reference.interaction.value, sealed.question_id}, sealed);
  }
  // There is one of an interaction; no question has an empty id.
  void operator()(const SelfAssessmentTold& told) {
    PutWhile(IsOpen(told.state), {told.reference.interaction.value, ""}, told);
  }
  void operator()(const ReviewTold& told) {
    PutWhile(IsUnderWay(told.state) || told.state == Review::State::kSubmitted,
             {told.review.value, ""}, told);
  }
  void operator()(const ReviewTaskTold& told) {
    PutWhile(IsOpen(told.state), {told.task.value, ""}, told);
  }
  // There is nothing that an agent does once they have read how it was decided.
  void operator()(const AppealTold& told) {
    PutWhile(told.state != Appeal::State::kWithdrawn, {told.appeal.value, ""}, told);
  }
  void operator()(const AppealTaskTold& told) {
    PutWhile(IsOpen(told.state), {told.task.value, ""}, told);
  }
  void operator()(const KudosTold& told) { Put({told.kudos.value, ""}, told); }
};

}  // namespace

std::vector<FeedEntry> LatestEntries(absl::Span<const FeedEntry> entries, size_t limit) {
  Standing standing;
  for (const auto& entry : entries) std::visit(Apply{standing, entry}, entry.event);
  std::map<int64_t, FeedEntry> by_position;
  for (auto& [key, entry] : standing) by_position.emplace(entry.position, std::move(entry));
  while (by_position.size() > limit) by_position.erase(by_position.begin());
  std::vector<FeedEntry> latest;
  for (auto& [position, entry] : by_position) latest.push_back(std::move(entry));
  return latest;
}

}  // namespace aftercall::domain
