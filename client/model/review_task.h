#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/model/review.h"
#include "client/model/self_assessment.h"
#include "shared/forms/review_content.h"

// A review that the person is asked to write, as the server tells of it: never whose interaction it
// is, what they think of it, or what the customer said. Of an evaluation, which they began
// themselves, they know whose it is.
namespace aftercall::model {

struct ReviewTask {
  enum class State {
    kOffered,    // asked
    kAccepted,   // the person is at it
    kSubmitted,  // done
    kDeclined,   // the person would rather not
    kLapsed,     // the time for it is over
    kWithdrawn,  // somebody else took it, or nobody wants it any more
  };
  // What the requester made of it.
  enum class Answer { kNone, kAcknowledged, kDiffered };

  std::string name;  // "users/{user}/reviewTasks/{task}"
  State state = State::kOffered;
  bool as_leader = false;
  Channel channel = Channel::kUnknown;
  std::string topic;
  std::optional<DayPart> ended;
  int minutes = 0;  // that it will take about
  std::optional<absl::Time> due_at;
  FormKey form;
  Answer answer = Answer::kNone;
  bool thanked = false;
  bool evaluation = false;
  std::string agent_display_name = "";  // of an evaluation: whose interaction it is
  // An appeal against it was upheld: its scores left the agent's own figures.
  bool appeal_upheld = false;
  bool operator==(const ReviewTask&) const = default;
};

// Whether the person can still do something about it.
inline bool IsOpen(ReviewTask::State state) {
  return state == ReviewTask::State::kOffered || state == ReviewTask::State::kAccepted;
}

// A draft as the server has it.
struct SavedReview {
  int64_t version = 0;  // 1, 2, 3, … with each saving
  forms::ReviewContent content;
  bool operator==(const SavedReview&) const = default;
};

// What no feed tells of a review task: fetched when it is looked at.
struct ReviewTaskBody {
  std::string question;                    // what the requester wants to know
  std::vector<std::string> elements;       // that matter to them; none: no one in particular
  std::vector<absl::Duration> moments;     // into the recording, to listen to
  std::string recording_uri;               // while the person is at it
  std::string text;                        // of the interaction, while the person is at it
  std::optional<SavedReview> draft;        // the latest
  std::optional<SavedReview> other_draft;  // written on top of an older one, on another desk
  forms::ReviewContent content;            // as submitted
  std::string answer;                      // how the requester sees it, where they differ
  bool anchor = false;  // once submitted: nobody asked, it shows how strictly people score
  bool operator==(const ReviewTaskBody&) const = default;
};

}  // namespace aftercall::model
