#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "backend/domain/appeal.h"
#include "backend/domain/calendar.h"
#include "backend/domain/ids.h"
#include "backend/domain/interaction.h"
#include "backend/domain/review.h"
#include "backend/domain/self_assessment.h"

namespace aftercall::domain {

// What a person is told about one customer's answer to one question.
struct Verdict {
  InteractionId interaction;
  std::string interaction_external_id;
  std::string question_id;
  int rating = 0;
  std::string comment;
  std::vector<std::string> redactions;
  Moment answered;
  Channel channel = Channel::kVoice;
  std::string topic;
  std::optional<absl::Time> ended_at;  // nothing: only the day is known
  absl::CivilDay day;
  bool company_fault = false;
  bool appeal_upheld = false;  // it left the agent's figure and stays in the total
  UserId agent;                // none on a leader's feed, until the agent has seen it
  std::string agent_display_name;
  std::string team_display_name;

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

struct VerdictChanged {
  Verdict verdict;
  int previous_rating = 0;
  friend bool operator==(const VerdictChanged&, const VerdictChanged&) = default;
};

struct VerdictWithdrawn {
  enum class Reason { kOtherAgent = 1, kOtherTeam = 2, kNoAgent = 3 };
  InteractionId interaction;
  std::string question_id;
  Reason reason = Reason::kOtherAgent;
  friend bool operator==(const VerdictWithdrawn&, const VerdictWithdrawn&) = default;
};

struct VerdictSeen {
  InteractionId interaction;
  std::string question_id;
  UserId agent;
  std::string agent_display_name;
  friend bool operator==(const VerdictSeen&, const VerdictSeen&) = default;
};

// What names an interaction to somebody who had it.
struct InteractionReference {
  InteractionId interaction;
  std::string external_id;
  Channel channel = Channel::kVoice;
  std::string topic;
  std::optional<absl::Time> ended_at;  // nothing: only the day is known
  absl::CivilDay day;
  friend bool operator==(const InteractionReference&, const InteractionReference&) = default;
};

// A customer has answered, and the agent is asked to assess themselves before they see how. Carries
// nothing of the answer. A Verdict of the same interaction and question follows once it is opened.
struct VerdictSealed {
  InteractionReference reference;
  std::string question_id;
  friend bool operator==(const VerdictSealed&, const VerdictSealed&) = default;
};

// A self-assessment of the agent as it stands now; the latest holds.
struct SelfAssessmentTold {
  InteractionReference reference;
  SelfAssessment::State state = SelfAssessment::State::kOpen;
  SelfAssessment::Why why = SelfAssessment::Why::kSample;
  std::string form_id;
  int form_version = 0;
  // When it lapses; while it is snoozed, when it comes again.
  absl::Time due_at;
  friend bool operator==(const SelfAssessmentTold&, const SelfAssessmentTold&) = default;
};

// A review as it stands now, to the agent whose interaction it is: never who reviews, but for an
// evaluation, of which they are told once it is submitted. The latest holds.
struct ReviewTold {
  InteractionReference reference;
  ReviewId review;
  Review::State state = Review::State::kLooking;  // as ShownToRequester
  std::string form_id;
  int form_version = 0;
  bool by_leader = false;
  int could_be_asked = 0;
  std::optional<DayPart> submitted;
  bool thanked = false;
  bool evaluation = false;
  std::string evaluator_display_name;              // of an evaluation
  std::optional<absl::CivilDay> appealable_until;  // as AppealableUntil
  bool appeal_upheld = false;
  friend bool operator==(const ReviewTold&, const ReviewTold&) = default;
};

// A review as it stands now, to whoever is asked for it: never whose interaction it is, but for an
// evaluation. The latest holds.
struct ReviewTaskTold {
  enum class Answer { kNone = 0, kAcknowledged = 1, kDiffered = 2 };
  ReviewTaskId task;
  ReviewTask::State state = ReviewTask::State::kOffered;
  bool as_leader = false;
  Channel channel = Channel::kVoice;
  std::string topic;
  DayPart ended;
  int minutes = 0;
  absl::Time due_at;
  bool reminded = false;
  std::string form_id;
  int form_version = 0;
  Answer answer = Answer::kNone;
  bool thanked = false;
  bool evaluation = false;
  std::string agent_display_name;  // of an evaluation
  bool appeal_upheld = false;
  friend bool operator==(const ReviewTaskTold&, const ReviewTaskTold&) = default;
};

// An appeal as it stands now, to the agent who made it: never who decides. The latest holds.
struct AppealTold {
  InteractionReference reference;
  AppealId appeal;
  std::string question_id;
  Appeal::State state = Appeal::State::kLooking;  // as ShownToAgent
  std::optional<DayPart> decided;
  ReviewId review;  // that it is against; none: a verdict
  friend bool operator==(const AppealTold&, const AppealTold&) = default;
};

// An appeal as it stands now, to whoever is asked to decide it: never whose it is. The latest
// holds.
struct AppealTaskTold {
  AppealTaskId task;
  std::string question_id;
  AppealTask::State state = AppealTask::State::kOffered;
  Channel channel = Channel::kVoice;
  std::string topic;
  DayPart ended;
  absl::Time due_at;
  bool evaluation = false;  // it is against a review
  friend bool operator==(const AppealTaskTold&, const AppealTaskTold&) = default;
};

// Somebody said well done.
struct KudosTold {
  KudosId kudos;
  UserId giver;  // none: a reviewer, who stays unnamed
  std::string giver_display_name;
  std::string words;                                             // redacted; may be empty
  std::optional<InteractionReference> reference = std::nullopt;  // what it is for, where said
  friend bool operator==(const KudosTold&, const KudosTold&) = default;
};

using FeedEvent = std::variant<Verdict, VerdictChanged, VerdictWithdrawn, VerdictSeen,
                               VerdictSealed, SelfAssessmentTold, ReviewTold, ReviewTaskTold,
                               AppealTold, AppealTaskTold, KudosTold>;

// An event at its place in a feed.
struct FeedEntry {
  int64_t position = 0;
  absl::Time created_at;
  // False: the next entry belongs to the same change and may not be sent apart from this one.
  bool ends_change = true;
  FeedEvent event;

  friend bool operator==(const FeedEntry&, const FeedEntry&) = default;
};

// What `entries` (in order) leave standing, at most the `limit` latest, in order of the position at
// which each was last told: verdicts, changed ones in their last form, without the withdrawn, seen
// ones with the agent's name; sealed ones that are not opened; self-assessments that are open;
// reviews that wait for a reviewer or for their requester, and review tasks that wait for this
// person; appeals that were not withdrawn, those to decide that wait for this person, and kudos.
std::vector<FeedEntry> LatestEntries(absl::Span<const FeedEntry> entries, size_t limit);

}  // namespace aftercall::domain
