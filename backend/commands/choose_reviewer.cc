#include "backend/commands/choose_reviewer.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "backend/commands/paused.h"
#include "backend/commands/shift.h"
#include "backend/domain/language.h"
#include "backend/domain/reviewable.h"
#include "shared/base/sha256.h"

namespace aftercall::commands {
namespace {

using domain::Candidate;
using domain::Review;
using domain::UserId;

// What somebody has worked on is looked up so far back.
constexpr int kDaysOfWork = 30;

// Where no source tells of anybody, presence is not known, and everybody may be asked who is not
// only a name in records.
Candidate::Presence PresenceOf(const store::Transaction::Colleague& colleague, bool states_are_told,
                               absl::Time now) {
  using Presence = Candidate::Presence;
  if (!colleague.state) {
    return colleague.is_confirmed && !states_are_told ? Presence::kThere : Presence::kAway;
  }
  if (colleague.state->state == domain::AgentState::State::kOffline ||
      !IsFresh(*colleague.state, now)) {
    return Presence::kAway;
  }
  return colleague.state->state == domain::AgentState::State::kOnInteraction
             ? Presence::kOnInteraction
             : Presence::kThere;
}

// Those who work where `requester` does, whose team has the same time zone. It also stands for the
// language where none is told.
void KeepSite(std::vector<store::Transaction::Colleague>& colleagues, UserId requester) {
  const auto self = std::find_if(colleagues.begin(), colleagues.end(),
                                 [&](const auto& one) { return one.user == requester; });
  if (self == colleagues.end()) return;
  std::erase_if(colleagues,
                [zone = self->time_zone](const auto& one) { return one.time_zone != zone; });
}

absl::StatusOr<std::vector<Candidate>> LoadCandidates(
    store::Transaction& transaction, const domain::PlacedInteraction& interaction, UserId requester,
    const std::vector<domain::PastReview>& history) {
  const absl::Time now = transaction.Now();
  const absl::CivilDay since = absl::ToCivilDay(now, absl::UTCTimeZone()) - kDaysOfWork;
  auto colleagues =
      transaction.ListColleagues(interaction.told.channel, interaction.told.topic, since);
  if (!colleagues.ok()) return colleagues.status();
  KeepSite(*colleagues, requester);
  const bool states_are_told = std::any_of(colleagues->begin(), colleagues->end(),
                                           [](const auto& one) { return one.state.has_value(); });
  const auto pauses = transaction.ListPauses();
  if (!pauses.ok()) return pauses.status();
  // As a rule none runs, and nobody's team matters.
  const bool any_pause = !pauses->empty();
  std::vector<Candidate> candidates;
  for (const auto& colleague : *colleagues) {
    Candidate candidate{colleague.user, PresenceOf(colleague, states_are_told, now), now,
                        colleague.work};
    candidate.languages = colleague.languages;
    if (any_pause) {
      const auto paused = IsPaused(transaction, colleague.user, "");
      if (!paused.ok()) return paused.status();
      candidate.is_paused = *paused;
    }
    // Only of those matters when their shift began who have reviewed lately.
    const bool has_reviewed =
        std::any_of(history.begin(), history.end(), [&](const domain::PastReview& past) {
          return past.reviewer == colleague.user && past.at >= now - kLongestShift;
        });
    if (has_reviewed) {
      const auto began = ShiftBegan(transaction, colleague.user);
      if (!began.ok()) return began.status();
      candidate.shift_began = *began;
    }
    candidates.push_back(candidate);
  }
  return candidates;
}

// The requester, too, knows who of them does not speak the language.
size_t CountColleagues(const std::vector<Candidate>& candidates, const Review& review,
                       const std::string& language) {
  return std::count_if(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
    return candidate.user != review.requester &&
           !domain::SpeaksOthersOnly(candidate.languages, language) &&
           std::find(review.unwanted.begin(), review.unwanted.end(), candidate.user) ==
               review.unwanted.end();
  });
}

// Another one for each search, and one that nobody can tell in advance.
uint64_t SeedOf(const Policy& policy, const Review& review, size_t searches) {
  base::Sha256 digest;
  digest.Add(absl::StrCat(policy.sampling_key, "\nreview\n", review.id.value, "\n", searches));
  return std::stoull(digest.Hex().substr(0, 16), nullptr, 16);
}

domain::Search SearchFor(store::Transaction& transaction, const Policy& policy,
                         const domain::PlacedInteraction& interaction, const Review& review,
                         const std::vector<UserId>& asked) {
  domain::Search search;
  search.requester = review.requester;
  search.unwanted = review.unwanted;
  search.asked = asked;
  search.parties = interaction.parties;
  search.language = interaction.told.language;
  search.minutes = domain::ReviewMinutes(interaction.told);
  search.now = transaction.Now();
  search.seed = SeedOf(policy, review, asked.size());
  return search;
}

}  // namespace

absl::StatusOr<domain::RouteChoice> ChooseColleague(store::Transaction& transaction,
                                                    const Policy& policy,
                                                    const domain::PlacedInteraction& interaction,
                                                    const Review& review,
                                                    const std::vector<UserId>& asked) {
  const domain::Search search = SearchFor(transaction, policy, interaction, review, asked);
  const auto history = transaction.ListPastReviews(search.now - domain::kReciprocityWindow);
  if (!history.ok()) return history.status();
  const auto candidates = LoadCandidates(transaction, interaction, search.requester, *history);
  if (!candidates.ok()) return candidates.status();
  if (CountColleagues(*candidates, review, search.language) < domain::kFewestColleagues) {
    return domain::RouteChoice();
  }
  return domain::Route(search, *candidates, *history);
}

bool IsPausedOnly(const domain::RouteChoice& choice) {
  return !choice.reviewer &&
         std::any_of(choice.excluded.begin(), choice.excluded.end(),
                     [](const auto& one) { return one.second == domain::Exclusion::kPaused; });
}

absl::StatusOr<bool> MayBeAsked(store::Transaction& transaction, const Policy& policy,
                                const domain::PlacedInteraction& interaction, const Review& review,
                                const std::vector<UserId>& asked, UserId reviewer) {
  const domain::Search search = SearchFor(transaction, policy, interaction, review, asked);
  const auto history = transaction.ListPastReviews(search.now - domain::kReciprocityWindow);
  if (!history.ok()) return history.status();
  const auto candidates = LoadCandidates(transaction, interaction, search.requester, *history);
  if (!candidates.ok()) return candidates.status();
  for (const Candidate& candidate : *candidates) {
    if (candidate.user != reviewer) continue;
    return domain::Route(search, absl::MakeConstSpan(&candidate, 1), *history).reviewer == reviewer;
  }
  return false;
}

bool IsFresh(const domain::AgentState& state, absl::Time now) {
  return now - state.told_at <= kLongestShift;
}

}  // namespace aftercall::commands
