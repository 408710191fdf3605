#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "backend/domain/ids.h"

// Who is asked for a review. Pure: the same facts and the same seed give the same person.
namespace aftercall::domain {

// What somebody has worked on in the last weeks.
struct Work {
  int64_t interactions = 0;
  int64_t of_channel = 0;  // of the channel of the interaction to review
  int64_t of_topic = 0;    // of its topic; all of them where it has none
  friend bool operator==(const Work&, const Work&) = default;
};
// Of whom less is known, it is not known what they do not work on.
inline constexpr int64_t kFewestToKnowWork = 30;

struct Candidate {
  enum class Presence { kThere = 1, kOnInteraction = 2, kAway = 3 };
  UserId user;
  Presence presence = Presence::kAway;
  absl::Time shift_began;
  Work work;
  bool is_paused = false;                   // by their leaders
  std::vector<std::string> languages = {};  // in their usual case; none: not told
};

// That somebody was asked and has not said no; at any time that matters.
struct PastReview {
  UserId reviewer;
  UserId requester;
  absl::Time at;
  int minutes = 0;
};

// A review that wants a reviewer.
struct Search {
  UserId requester;
  std::vector<UserId> unwanted;  // by the requester
  std::vector<UserId> asked;     // for this review, before
  std::vector<UserId> parties;   // of the interaction
  std::string language;          // of the interaction; empty: not told
  int minutes = 0;               // that it will take about
  absl::Time now;
  uint64_t seed = 0;
};

enum class Exclusion {
  kSelf = 1,
  kUnwanted = 2,
  kAskedBefore = 3,
  kTookPart = 4,
  kReciprocal = 5,  // the requester has reviewed them
  kAway = 6,
  kOnInteraction = 7,
  kOtherChannel = 8,
  kOtherTopic = 9,
  kNoTimeLeft = 10,  // the cap of their shift
  kPaused = 11,      // and nothing else: they could be asked once the pause ends
  kLanguage = 12,    // it is told what they speak, and the interaction's is not among it
};

struct RouteChoice {
  UserId reviewer;  // none: nobody is eligible
  int eligible = 0;
  std::vector<std::pair<UserId, Exclusion>> excluded;  // why each of the others is not
};

// Two people do not review each other within so long.
inline constexpr absl::Duration kReciprocityWindow = absl::Hours(30 * 24);
// At most so many minutes of reviewing are asked of one person in a shift.
inline constexpr int kMostReviewMinutes = 30;
// Where fewer colleagues remain, a leader reviews: everybody would know who it was.
inline constexpr size_t kFewestColleagues = 3;

// Of the eligible whoever has reviewed least: in this shift by minutes, then within the window by
// number, then by a lot drawn with the seed.
RouteChoice Route(const Search& search, absl::Span<const Candidate> candidates,
                  absl::Span<const PastReview> history);

}  // namespace aftercall::domain
