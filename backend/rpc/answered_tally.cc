#include "backend/rpc/answered_tally.h"

#include <map>
#include <tuple>

namespace aftercall::rpc {
namespace {

constexpr size_t kPage = 1000;

using Key = std::tuple<std::string, int, bool, domain::Contacts>;
struct Count {
  int64_t n = 0;
  int64_t upheld = 0;
};

bool Within(const store::Period& period, absl::CivilDay day) {
  return (!period.from || day >= *period.from) && (!period.to || day <= *period.to);
}

// Adds the answers of one interaction that were given within the period.
void Add(const store::ListedInteraction& listed, const commands::Policy& policy,
         const store::Period& period, std::map<Key, Count>& counts, bool& answered) {
  domain::Facts facts = listed.facts;
  facts.calendar = policy.calendar.In(facts.interaction.day_zone);
  for (const auto* response : facts.Counting(policy.rerating_window)) {
    const auto day =
        facts.calendar.DayOf(domain::AnsweredAt(facts.interaction, *response, facts.calendar));
    if (!Within(period, day)) continue;
    answered = true;
    // The same classes as the roll-ups': one place decides them.
    domain::Facts only = facts;
    only.responses = {*response};
    const auto contribution = domain::Contribution(only, policy.rerating_window);
    const auto count_of = [&](const domain::AnswerCell& cell) -> Count& {
      return counts[{cell.question_id, cell.rating, cell.company_fault, cell.contacts}];
    };
    for (const auto& [cell, n] : contribution.answers) count_of(cell).n += n;
    for (const auto& [cell, n] : contribution.upheld) count_of(cell).upheld += n;
  }
}

}  // namespace

absl::StatusOr<domain::Tally> TallyByAnswered(store::Reader& reader, const commands::Policy& policy,
                                              const store::Scope& scope,
                                              const store::Period& period) {
  auto tally = reader.ReadTally(scope, period);
  if (!tally.ok()) return tally;
  tally->interactions.responses = 0;
  std::map<Key, Count> counts;
  store::ListKey before;
  while (true) {
    const auto page = reader.ListInteractions(scope, store::Part::kOwner, {}, before, kPage);
    if (!page.ok()) return page.status();
    for (const auto& listed : *page) {
      bool answered = false;
      Add(listed, policy, period, counts, answered);
      tally->interactions.responses += answered;
    }
    if (page->size() < kPage) break;
    before = {page->back().facts.interaction.day, page->back().facts.interaction.id};
  }
  tally->answers.clear();
  for (const auto& [key, count] : counts) {
    const auto& [question_id, rating, company_fault, contacts] = key;
    tally->answers.push_back({question_id, rating, company_fault, contacts, count.n, count.upheld});
  }
  return tally;
}

}  // namespace aftercall::rpc
