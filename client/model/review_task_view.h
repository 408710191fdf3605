#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/model/desk.h"

namespace aftercall::model {

// All that the panel of one review task shows, as a pure function of the desk. Pointers are valid
// until the desk changes.
struct ReviewTaskView {
  const ReviewTaskItem* task = nullptr;
  const forms::Form* form = nullptr;    // nullptr: it has not come yet
  forms::ReviewContent content;         // as written so far (moments in comments); as submitted
  std::vector<forms::Missing> missing;  // what keeps it from being submitted
  bool is_saved = true;                 // the server has all that is written
  bool has_other = false;               // something else was written on another desk
  bool is_sent = false;                 // what the person did with it is on its way
  const Refusal* refusal = nullptr;     // why the last thing done was refused
  std::string reason;                   // why they would rather not, as written so far
  bool is_live = false;                 // the server is there
  std::optional<bool> opened;           // as ReviewDrafts::WasOpened
  // Well done for it, since the program began: said, on its way, or why not.
  bool is_praised = false;
  bool is_praise_sent = false;
  const Refusal* praise_refusal = nullptr;
};

// Nothing where there is no such task, or it is kept for a break.
std::optional<ReviewTaskView> ReviewTaskViewOf(const Desk& desk, absl::string_view name);

// How the person's evaluation of somebody else's interaction stands at this desk.
struct EvaluationView {
  const ReviewTaskItem* task = nullptr;  // nullptr: there is none, or it has not been told of yet
  bool is_sent = false;                  // it was begun, and the task has not come yet
  const Refusal* refusal = nullptr;      // why it cannot be begun
  bool is_live = false;                  // the server is there
};
EvaluationView EvaluationViewOf(const Desk& desk, const std::string& interaction);

// The tasks that the panel lists: those to do as they were asked, then those that are done, the
// latest first.
std::vector<const ReviewTaskItem*> TasksToList(const Desk& desk);

}  // namespace aftercall::model
