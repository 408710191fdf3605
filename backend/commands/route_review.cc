#include "backend/commands/route_review.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "backend/commands/leaders.h"
#include "backend/commands/paused.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/shift.h"
#include "backend/commands/tell_review.h"
#include "backend/domain/reviewable.h"
#include "shared/base/sha256.h"

namespace aftercall::commands {
namespace {

using domain::Candidate;
using domain::Review;
using domain::ReviewTask;
using domain::UserId;

// What somebody has worked on is looked up so far back.
constexpr int kDaysOfWork = 30;

bool Contains(const std::vector<UserId>& users, UserId user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

// A source that has told nothing for longer than any shift has stopped telling.
bool IsFresh(const domain::AgentState& state, absl::Time now) {
  return now - state.told_at <= kLongestShift;
}

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

// Those who work where `requester` does, whose team has the same time zone: elsewhere people may
// speak another language.
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

size_t CountColleagues(const std::vector<Candidate>& candidates, const Review& review) {
  return std::count_if(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
    return candidate.user != review.requester && !Contains(review.unwanted, candidate.user);
  });
}

// Another one for each search, and one that nobody can tell in advance.
uint64_t SeedOf(const Policy& policy, const Review& review, size_t searches) {
  base::Sha256 digest;
  digest.Add(absl::StrCat(policy.sampling_key, "\nreview\n", review.id.value, "\n", searches));
  return std::stoull(digest.Hex().substr(0, 16), nullptr, 16);
}

// Who may be asked above the colleagues, the nearest first: the leaders of the requester's team,
// then operations managers.
absl::StatusOr<std::vector<std::vector<UserId>>> LoadLeaders(store::Transaction& transaction,
                                                             UserId requester) {
  std::vector<std::vector<UserId>> levels(2);
  auto leaders = LeadersOf(transaction, requester);
  if (!leaders.ok()) return leaders.status();
  levels[0] = *std::move(leaders);
  auto operations = transaction.ListUsersOfRole(domain::Role::kOperationsManager);
  if (!operations.ok()) return operations.status();
  levels[1] = *std::move(operations);
  return levels;
}

absl::Status AskOne(store::Transaction& transaction, const Policy& policy,
                    const domain::PlacedInteraction& interaction, const Review& review,
                    UserId reviewer, bool as_leader) {
  ReviewTask task;
  task.id = {transaction.NewId()};
  task.review = review.id;
  task.reviewer = reviewer;
  task.as_leader = as_leader;
  task.minutes = domain::ReviewMinutes(interaction.told);
  task.offered_at = transaction.Now();
  task.deadline.left = as_leader ? domain::kLeaderAbsent : domain::kTimeToAccept;
  task.deadline.latest =
      task.offered_at + (as_leader ? domain::kLeaderAbsent : domain::kLongestWait);
  const auto is_there = IsThere(transaction, reviewer);
  if (!is_there.ok()) return is_there.status();
  if (*is_there) task.deadline = domain::Resume(task.deadline, task.offered_at);
  return KeepReviewTask(transaction, policy, interaction, review, task);
}

// One search for one review.
class Finder {
 public:
  Finder(store::Transaction& transaction, const Policy& policy,
         const domain::PlacedInteraction& interaction, Review& review)
      : transaction_(transaction), policy_(policy), interaction_(interaction), review_(review) {}

  absl::Status Run() {
    const auto queue_paused = IsPaused(transaction_, {}, interaction_.told.queue);
    if (!queue_paused.ok()) return queue_paused.status();
    return *queue_paused ? Wait() : Search();
  }

 private:
  absl::Status Search() {
    const auto tasks = transaction_.ListReviewTasks(review_.id);
    if (!tasks.ok()) return tasks.status();
    // Who decides an appeal about it has not evaluated it.
    auto asked = transaction_.ListArbiters(interaction_.id);
    if (!asked.ok()) return asked.status();
    std::vector<UserId> declined = *asked;
    int colleagues = 0;
    for (const ReviewTask& task : *tasks) {
      asked->push_back(task.reviewer);
      if (task.state == ReviewTask::State::kDeclined) declined.push_back(task.reviewer);
      colleagues += task.as_leader ? 0 : 1;
    }
    const bool ask_colleagues = !review_.by_leader && colleagues < kMostColleagues;
    for (const auto& [excluded, with_colleagues] :
         {std::make_pair(*asked, ask_colleagues), std::make_pair(declined, true)}) {
      auto found = with_colleagues ? AskColleague(excluded) : false;
      if (found.ok() && !*found && !paused_only_) found = AskLeaders(excluded);
      if (!found.ok()) return found.status();
      if (*found) return absl::OkStatus();
      if (paused_only_) break;
    }
    return Wait();
  }

  absl::Status Wait() {
    review_.look_at = transaction_.Now() + kBetweenSearches;
    return absl::OkStatus();
  }

  absl::StatusOr<bool> AskColleague(const std::vector<UserId>& excluded) {
    const auto choice = ChooseColleague(transaction_, policy_, interaction_, review_, excluded);
    if (!choice.ok()) return choice.status();
    if (!choice->reviewer) {
      paused_only_ = IsPausedOnly(*choice);
      return false;
    }
    const auto next =
        domain::Move(review_.state, domain::ReviewActor::kRules, domain::ReviewMove::kOffer);
    if (!next.ok()) return next.status();
    review_.state = *next;
    // Of those among whom it was first looked, each may be the one, as far as the requester knows.
    if (review_.by_leader || review_.could_be_asked == 0) {
      review_.could_be_asked = choice->eligible;
    }
    review_.by_leader = false;
    review_.look_at.reset();
    if (auto status = Ask(choice->reviewer, /*as_leader=*/false); !status.ok()) return status;
    return true;
  }

  absl::StatusOr<bool> AskLeaders(const std::vector<UserId>& excluded) {
    const auto levels = LoadLeaders(transaction_, review_.requester);
    if (!levels.ok()) return levels.status();
    for (const auto& level : *levels) {
      std::vector<UserId> leaders;
      for (const UserId leader : level) {
        if (leader == review_.requester || Contains(review_.unwanted, leader) ||
            Contains(interaction_.parties, leader) || Contains(excluded, leader)) {
          continue;
        }
        const auto paused = IsPaused(transaction_, leader, "");
        if (!paused.ok()) return paused.status();
        paused_only_ |= *paused;
        if (!*paused) leaders.push_back(leader);
      }
      if (leaders.empty() && paused_only_) return false;
      if (leaders.empty()) continue;
      if (auto status = Escalate(leaders); !status.ok()) return status;
      return true;
    }
    return false;
  }

  absl::Status Escalate(const std::vector<UserId>& leaders) {
    const auto next =
        domain::Move(review_.state, domain::ReviewActor::kRules, domain::ReviewMove::kEscalate);
    if (!next.ok()) return next.status();
    review_.state = *next;
    review_.by_leader = true;
    review_.could_be_asked = static_cast<int>(leaders.size());
    review_.look_at.reset();
    for (const UserId leader : leaders) {
      if (auto status = Ask(leader, /*as_leader=*/true); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status Ask(UserId reviewer, bool as_leader) {
    return AskOne(transaction_, policy_, interaction_, review_, reviewer, as_leader);
  }

  store::Transaction& transaction_;
  const Policy& policy_;
  const domain::PlacedInteraction& interaction_;
  Review& review_;
  // Whoever is left to be asked is paused: they are waited for, and nobody above them is asked.
  bool paused_only_ = false;
};

domain::Search SearchFor(store::Transaction& transaction, const Policy& policy,
                         const domain::PlacedInteraction& interaction, const Review& review,
                         const std::vector<UserId>& asked) {
  domain::Search search;
  search.requester = review.requester;
  search.unwanted = review.unwanted;
  search.asked = asked;
  search.parties = interaction.parties;
  search.minutes = domain::ReviewMinutes(interaction.told);
  search.now = transaction.Now();
  search.seed = SeedOf(policy, review, asked.size());
  return search;
}

// So many that are lent are tried for one reviewer.
constexpr size_t kMostAnchorsTried = 20;

// On the form as it is now: scores on an older version are not compared with those to come.
absl::StatusOr<std::vector<domain::ReviewId>> LoadLent(store::Transaction& transaction,
                                                       UserId reviewer) {
  const auto sampling = transaction.FindSamplingPolicy();
  if (!sampling.ok()) return sampling.status();
  const auto form = transaction.FindForm(sampling->form_id, 0);
  if (!form.ok()) return form.status();
  if (!*form) return absl::InternalError("the form of reviews is missing");
  return transaction.ListLentReviews(sampling->form_id, (*form)->version, reviewer,
                                     kMostAnchorsTried);
}

// By the rules that hold for every other review.
absl::StatusOr<bool> MayReviewAnchor(store::Transaction& transaction, const Policy& policy,
                                     const ReviewCase& lent, UserId reviewer) {
  const auto& interaction = lent.interaction;
  if (interaction.agent != lent.review.requester ||
      domain::WhyNotReviewable(interaction.told, policy.recording_hosts)) {
    return false;
  }
  const auto paused = IsPaused(transaction, {}, interaction.told.queue);
  if (!paused.ok() || *paused) return paused.ok() ? absl::StatusOr<bool>(false) : paused;
  const auto arbiters = transaction.ListArbiters(interaction.id);
  if (!arbiters.ok()) return arbiters.status();
  const domain::Search search = SearchFor(transaction, policy, interaction, lent.review, *arbiters);
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

// What is lent, for one more person to review; it looks like any other request.
Review AnchorOf(const Review& lent, domain::ReviewId id, absl::Time now) {
  Review anchor = lent;
  anchor.id = id;
  anchor.state = Review::State::kOffered;
  anchor.by_leader = false;
  anchor.could_be_asked = 1;
  anchor.requested_at = now;
  anchor.submitted_at.reset();
  anchor.answered_at.reset();
  anchor.answer.clear();
  anchor.thanked = false;
  anchor.lent = false;
  anchor.anchor = true;
  return anchor;
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
  if (CountColleagues(*candidates, review) < domain::kFewestColleagues) {
    return domain::RouteChoice();
  }
  return domain::Route(search, *candidates, *history);
}

absl::Status AskForAnchor(store::Transaction& transaction, const Policy& policy, UserId reviewer) {
  const auto done = transaction.CountReviewsDone(reviewer);
  if (!done.ok()) return done.status();
  if (!domain::IsAnchorDue(*done)) return absl::OkStatus();
  const auto lent = LoadLent(transaction, reviewer);
  if (!lent.ok()) return lent.status();
  for (const auto id : *lent) {
    const auto found = LoadReviewCase(transaction, id);
    if (!found.ok()) return found.status();
    const auto may = MayReviewAnchor(transaction, policy, *found, reviewer);
    if (!may.ok()) return may.status();
    if (!*may) continue;
    const Review anchor = AnchorOf(found->review, {transaction.NewId()}, transaction.Now());
    auto status = transaction.PutReview(anchor);
    if (!status.ok()) return status;
    return AskOne(transaction, policy, found->interaction, anchor, reviewer, /*as_leader=*/false);
  }
  return absl::OkStatus();
}

bool IsPausedOnly(const domain::RouteChoice& choice) {
  return !choice.reviewer &&
         std::any_of(choice.excluded.begin(), choice.excluded.end(),
                     [](const auto& one) { return one.second == domain::Exclusion::kPaused; });
}

absl::Status LookForReviewer(store::Transaction& transaction, const Policy& policy,
                             const domain::PlacedInteraction& interaction, Review& review) {
  return Finder(transaction, policy, interaction, review).Run();
}

absl::StatusOr<bool> IsThere(store::Transaction& transaction, UserId user) {
  const auto state = transaction.FindAgentState(user);
  if (!state.ok()) return state.status();
  return *state && (*state)->state != domain::AgentState::State::kOffline &&
         IsFresh(**state, transaction.Now());
}

}  // namespace aftercall::commands
