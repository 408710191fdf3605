#include "backend/domain/routing.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "backend/domain/language.h"

namespace aftercall::domain {
namespace {

bool Contains(const std::vector<UserId>& users, UserId user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

bool KnowsNothingOf(const Work& work, int64_t of_it) {
  return work.interactions >= kFewestToKnowWork && of_it == 0;
}

// How much each has reviewed.
struct Load {
  int minutes = 0;  // in this shift
  int reviews = 0;  // within the window
};

// A lot that nobody can tell in advance who does not know the seed (SplitMix64's finaliser).
uint64_t Lot(uint64_t seed, UserId user) {
  uint64_t x = seed + 0x9E3779B97F4A7C15U * static_cast<uint64_t>(user.value);
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

class Router {
 public:
  Router(const Search& search, absl::Span<const Candidate> candidates,
         absl::Span<const PastReview> history)
      : search_(search) {
    for (const auto& candidate : candidates) shifts_[candidate.user] = candidate.shift_began;
    for (const auto& past : history) Add(past);
  }

  std::optional<Exclusion> WhyNot(const Candidate& candidate) const {
    const UserId user = candidate.user;
    if (user == search_.requester) return Exclusion::kSelf;
    if (Contains(search_.unwanted, user)) return Exclusion::kUnwanted;
    if (Contains(search_.asked, user)) return Exclusion::kAskedBefore;
    if (Contains(search_.parties, user)) return Exclusion::kTookPart;
    if (reviewed_by_requester_.contains(user)) return Exclusion::kReciprocal;
    if (SpeaksOthersOnly(candidate.languages, search_.language)) return Exclusion::kLanguage;
    if (candidate.presence == Candidate::Presence::kAway) return Exclusion::kAway;
    if (candidate.presence == Candidate::Presence::kOnInteraction) {
      return Exclusion::kOnInteraction;
    }
    if (KnowsNothingOf(candidate.work, candidate.work.of_channel)) return Exclusion::kOtherChannel;
    if (KnowsNothingOf(candidate.work, candidate.work.of_topic)) return Exclusion::kOtherTopic;
    if (LoadOf(user).minutes + search_.minutes > kMostReviewMinutes) return Exclusion::kNoTimeLeft;
    if (candidate.is_paused) return Exclusion::kPaused;
    return std::nullopt;
  }

  // The least goes first.
  std::tuple<int, int, uint64_t> Turn(UserId user) const {
    const Load load = LoadOf(user);
    return {load.minutes, load.reviews, Lot(search_.seed, user)};
  }

 private:
  void Add(const PastReview& past) {
    if (past.at <= search_.now - kReciprocityWindow) return;
    if (past.reviewer == search_.requester) reviewed_by_requester_.insert(past.requester);
    const auto shift = shifts_.find(past.reviewer);
    if (shift == shifts_.end()) return;
    Load& load = loads_[past.reviewer];
    ++load.reviews;
    if (past.at >= shift->second) load.minutes += past.minutes;
  }
  Load LoadOf(UserId user) const {
    const auto found = loads_.find(user);
    return found == loads_.end() ? Load() : found->second;
  }

  const Search& search_;
  absl::flat_hash_map<UserId, absl::Time> shifts_;
  absl::flat_hash_map<UserId, Load> loads_;
  absl::flat_hash_set<UserId> reviewed_by_requester_;
};

}  // namespace

RouteChoice Route(const Search& search, absl::Span<const Candidate> candidates,
                  absl::Span<const PastReview> history) {
  const Router router(search, candidates, history);
  RouteChoice choice;
  std::tuple<int, int, uint64_t> best;
  for (const auto& candidate : candidates) {
    if (const auto why = router.WhyNot(candidate)) {
      choice.excluded.emplace_back(candidate.user, *why);
      continue;
    }
    const auto turn = router.Turn(candidate.user);
    if (choice.eligible == 0 || turn < best) {
      best = turn;
      choice.reviewer = candidate.user;
    }
    ++choice.eligible;
  }
  return choice;
}

}  // namespace aftercall::domain
