#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "client/model/self_assessment.h"
#include "shared/forms/review_content.h"

// A colleague's review of one of the person's interactions, as the server tells of it to whoever
// asked for it: never who reviews. Or an evaluation, which nobody asked for, and which is signed.
namespace aftercall::model {

// Half a day, so that a time does not say who was at it.
struct DayPart {
  absl::CivilDay day;
  bool afternoon = false;
  bool operator==(const DayPart&) const = default;
};

// What no feed tells of a review: fetched when it is there.
struct ReviewBody {
  std::string question;  // what the person wanted to know
  forms::ReviewContent content;
  std::string answer;  // how the person sees it, where they differ
  bool lent = false;   // others may review the same interaction too
  bool operator==(const ReviewBody&) const = default;
};

struct Review {
  enum class State {
    kLooking,       // somebody is being looked for
    kWithLeaders,   // the first of them to accept takes it
    kInReview,      // somebody is at it
    kSubmitted,     // it is there
    kAcknowledged,  // the person has taken note
    kDiffered,      // the person sees it differently
    kClosed,        // the person does without it
    kWithdrawn,     // the interaction became another's
  };

  std::string name;  // "users/{user}/reviews/{review}"
  InteractionReference reference;
  State state = State::kLooking;
  FormKey form;
  bool by_leader = false;
  bool anonymous = false;  // nobody can tell who it was
  std::optional<DayPart> submitted;
  bool thanked = false;
  bool evaluation = false;  // a leader or a quality analyst wrote it unasked; told once it is there
  std::string evaluator_display_name = "";  // of an evaluation
  // The last day on which it may be appealed, where the site is; of advice there is none.
  std::optional<absl::CivilDay> appealable_until = std::nullopt;
  bool appeal_upheld = false;  // its scores have left the person's figures and stay in the total
  bool operator==(const Review&) const = default;
};

// Whether it waits for somebody to review it.
inline bool IsUnderWay(Review::State state) {
  return state == Review::State::kLooking || state == Review::State::kWithLeaders ||
         state == Review::State::kInReview;
}

// Whether there is something to be read.
inline bool IsThere(Review::State state) {
  return state == Review::State::kSubmitted || state == Review::State::kAcknowledged ||
         state == Review::State::kDiffered;
}

// One telling of a review: what was fetched for an earlier one is out of date.
struct ReviewKey {
  std::string name;
  int64_t position = 0;
  auto operator<=>(const ReviewKey&) const = default;
};

// What who could be asked depends on.
struct PreviewKey {
  std::string interaction;
  std::vector<std::string> not_to_ask;  // exact display names
  auto operator<=>(const PreviewKey&) const = default;
};

// Who could be asked for a review of an interaction, before anybody is.
struct ReviewPreview {
  int could_be_asked = 0;
  bool by_leader = false;
  bool anonymous = false;
  std::string refusal;  // why it cannot be asked for, in the server's words; empty: it can
  std::string refusal_reason;
  std::string refused_value = "";  // what of the request it is about; may be empty
  FormKey form = {};               // that the review will fill in; without a name where refused
  bool operator==(const ReviewPreview&) const = default;
};

}  // namespace aftercall::model
