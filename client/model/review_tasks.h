#pragma once

#include "client/model/review_task.h"
#include "client/model/told_items.h"

namespace aftercall::model {

// The reviews that the person is asked to write, and those that they have written. Those that were
// declined, have lapsed or are no longer needed are gone. An offer waits for a break, all else does
// not.
struct ReviewTaskRules {
  static bool Stays(const ReviewTask& told) { return IsOpen(told.state) || IsDone(told); }
  static bool IsDone(const ReviewTask& told) { return told.state == ReviewTask::State::kSubmitted; }
  static bool IsNews(const ReviewTask* before, const ReviewTask& told) {
    return before == nullptr && told.state == ReviewTask::State::kOffered;
  }
  // The customer's words are not kept for longer than they may be read.
  static void Wipe(const ReviewTask& told, ReviewTaskBody& body) {
    if (told.state == ReviewTask::State::kAccepted) return;
    body.text.clear();
    body.recording_uri.clear();
  }
};

using ReviewTaskItem = ToldItem<ReviewTask, ReviewTaskBody>;
using ReviewTasks = ToldItems<ReviewTask, ReviewTaskBody, ReviewTaskRules>;

}  // namespace aftercall::model
